using Nec.Application.Inbox;
using Nec.Application.Jobs;
using Nec.Core.Calendar;
using Nec.Core.Inbox;
using Nec.Integrations.Http;
using Nec.Integrations.Mail.Inbox;
using Nec.Storage;

namespace Nec.Worker.Jobs;

/// <summary>
/// Reads what came to the mailbox since the last run, the oldest first, and keeps what it means. The position is written after each mail's
/// effects, and every effect has its key: a run that is cut short anywhere is made up for by the next. Nothing inbound ever stops, redirects or
/// delays outgoing mail.
/// </summary>
[Job(
    "ReadInbox",
    "Reads delivery reports, automatic replies and newsletters from the mailbox",
    Cron = "0 5/15 * * * ?", // Europe/London
    MakesUp = false,
    Needs = "Mail:Inbox:Host")]
internal sealed partial class ReadInbox(
    InboxReader reader, InboxOptions options, InboxPositions positions, InboxEffects effects, LondonClock clock, ILogger<ReadInbox> logger) : IJob
{
    /// <summary>The most mails of one run; the rest waits for the next.</summary>
    public const int MostMails = 200;

    public async Task<RunReport> Run(RunContext run, CancellationToken cancellationToken)
    {
        if (!reader.IsSet)
        {
            return RunReport.Skipped("no Mail:Inbox:Host is set");
        }

        using var inbox = await reader.Open(cancellationToken);
        var last = await positions.Read(options.Box, cancellationToken);
        var after = last is { } known && known.Validity == inbox.Validity ? known.LastUid : 0;
        var waiting = await inbox.After(after, MostMails, cancellationToken);
        var taken = new List<TakenAs>();
        foreach (var mail in waiting)
        {
            taken.Add(await Take(inbox, mail, cancellationToken));
            await positions.Keep(options.Box, new(inbox.Validity, mail.Uid), clock.Now, cancellationToken);
            run.Progress(taken.Count, waiting.Count, "reading the mailbox");
        }

        return InboxSummary.Of(taken, MostMails);
    }

    // One bad mail never stops the run, and nothing of it reaches the log. A database that does not answer, and the mailbox itself, do stop it.
    private async Task<TakenAs> Take(OpenInbox inbox, WaitingMail waiting, CancellationToken cancellationToken)
    {
        try
        {
            return await inbox.Read(waiting, cancellationToken) is { } mail
                ? await effects.Take(Judge(mail), mail.ArrivedAt, cancellationToken)
                : TakenAs.PassedOver;
        }
        catch (Exception failure) when (failure is not IntegrationException && PageChecker.IsOfThePage(failure, cancellationToken))
        {
            LogPassedOver(waiting.Uid, failure.GetType().Name);
            return TakenAs.PassedOver;
        }
    }

    private InboxVerdict Judge(InboxMail mail) => InboxRules.Judge(mail, options.TrustRule, [.. options.Newsletters.Select(one => one.ToSender())]);

    [LoggerMessage(LogLevel.Error, "Unexpected error of the kind {Kind} while reading mail {Uid} of the mailbox: the mail is passed over")]
    private partial void LogPassedOver(uint uid, string kind);
}
