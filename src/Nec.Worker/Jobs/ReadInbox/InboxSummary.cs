using Nec.Application.Inbox;
using Nec.Application.Jobs;
using Nec.Core.Calendar;

namespace Nec.Worker.Jobs;

/// <summary>What a run over the mailbox achieved.</summary>
internal static class InboxSummary
{
    /// <summary><c>12 mails read: 2 delivery reports (1 counts), 1 automatic reply, 9 left untouched</c>.</summary>
    /// <param name="taken">What became of each mail that was looked at.</param>
    /// <param name="most">With so many mails a run ends, and the rest waits.</param>
    public static RunReport Of(IReadOnlyCollection<TakenAs> taken, int most)
    {
        int Number(params TakenAs[] kinds) => taken.Count(kinds.Contains);

        if (taken.Count == 0)
        {
            return RunReport.Skipped("no new mail");
        }

        var reports = Number(TakenAs.Report, TakenAs.IgnoredReport);
        string[] parts =
        [
            .. Part(
                reports,
                count => $"{Dates.Count(count, "delivery report")} ({Number(TakenAs.Report)} of them about an address that fails)"),
            .. Part(Number(TakenAs.Reply), count => Dates.Count(count, "automatic reply", "automatic replies")),
            .. Part(Number(TakenAs.Newsletter), count => Dates.Count(count, "newsletter")),
            .. Part(
                Number(TakenAs.UnrecordedNewsletter),
                count => $"{Dates.Count(count, "newsletter")} not recorded: check Mail:Inbox:Newsletters against the contract"),
            .. Part(Number(TakenAs.Replay), count => $"{Dates.Count(count, "newsletter")} sent again"),
            .. Part(Number(TakenAs.Question), count => $"{Dates.Count(count, "newsletter")} in doubt: the owner is asked"),
            .. Part(Number(TakenAs.Other), count => $"{count} left untouched"),
            .. Part(Number(TakenAs.PassedOver), count => $"{count} passed over as too large or malformed"),
            .. Part(Number(TakenAs.Gone), count => $"{count} deleted before it could be read"),
        ];
        var rest = taken.Count >= most ? "; the rest waits for the next run" : "";
        return RunReport.Succeeded($"{Dates.Count(taken.Count, "mail")} read: {string.Join(", ", parts)}{rest}")
            .With("read", taken.Count)
            .With("reports", reports)
            .With("replies", Number(TakenAs.Reply))
            .With("newsletters", Number(TakenAs.Newsletter))
            .With("passed over", Number(TakenAs.PassedOver));
    }

    private static string[] Part(int count, Func<int, string> words) => count == 0 ? [] : [words(count)];
}
