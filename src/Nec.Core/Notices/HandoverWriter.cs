using Nec.Core.Calendar;
using Nec.Core.Compliance;
using Nec.Core.Contracts;
using Nec.Core.Reminders;

namespace Nec.Core.Notices;

/// <summary>Tells somebody who has taken over a post all that belongs to it: what is open, when it was last held, what falls due next (domain.md C2-2).</summary>
public static class HandoverWriter
{
    /// <summary>Days after the change in which the letter still goes, when nothing ran on its day.</summary>
    private const int NewsDays = 14;

    /// <summary>Somebody new to the post is told of a page that fails the national three months within so many days.</summary>
    private const int StaleSoonDays = 42;

    private static readonly ReminderStep Step = ReminderStep.Of(ReminderKind.Handover);

    /// <summary>The handovers of a day; the contract's first holders take over from nobody.</summary>
    public static IReadOnlyList<Notice> Write(IReadOnlyList<TeamSnapshot> teams, Recipient admin, DateOnly today) =>
    [
        .. from team in teams
           where team.WorkingDays.Includes(today)
           from post in team.Contract.Posts
           from newcomer in post.Holders
           where newcomer.From > team.Contract.From && newcomer.Covers(today) && newcomer.From.AddDays(NewsDays) >= today
           let told = new SentReminder(team.Contract.Id, new ReminderSubject.Handover(post.Id), Dates.Iso(newcomer.From), Step, post.Id)
           where !team.Told.Contains(told)
           let isFirst = post.Holders.First(other => other.From == newcomer.From && other.Covers(today)) == newcomer
           let lines = Lines(team, post, isFirst ? told : null, admin, today).ToList()
           where lines.Count > 0
           select new Notice { Kind = NoticeKind.Handover, Recipient = new(newcomer.Name, newcomer.Email, newcomer.Language), Day = today, Lines = lines, Post = post.Title, Before = BeforeOf(post, newcomer) },
    ];

    private static Predecessor? BeforeOf(Post post, Tenure newcomer) =>
        post.Holders.Where(other => other.From < newcomer.From && other.To is not null).MaxBy(other => other.To) is { } before && !string.Equals(before.Email, newcomer.Email, StringComparison.OrdinalIgnoreCase)
            ? new(before.Name, before.To!.Value < newcomer.From ? before.To.Value : newcomer.From.AddDays(-1))
            : null;

    // Of two who take over together one letter takes the step: it can be taken only once.
    private static IEnumerable<NoticeLine> Lines(TeamSnapshot team, Post post, SentReminder? told, Recipient admin, DateOnly today)
    {
        var make = new NoticeLineBuilder(team, admin, today);
        var theirs = team.Contract.Obligations
            .Where(obligation => obligation.Commitment.Accountable == post.Id && !obligation.Commitment.Soft)
            .Join(team.Findings, obligation => obligation.Id, finding => finding.Obligation, (obligation, finding) => (Obligation: obligation, Finding: finding))
            .Where(entry => entry.Finding.Status is not (Status.NotApplicable or Status.NotStarted) && !(KindOf(entry.Finding, today) == LineKind.Later && entry.Finding.DueOn < today))
            .OrderBy(entry => KindOf(entry.Finding, today)).ThenBy(entry => Pressing(entry.Finding)).ThenBy(entry => entry.Obligation.Id, StringComparer.Ordinal)
            .ToList();
        for (var at = 0; at < theirs.Count; at++)
        {
            var finding = theirs[at].Finding;
            var line = make.Line(theirs[at].Obligation, finding, KindOf(finding, today), post.Id, []).Line;
            var stale = make.Stale(finding, today.AddDays(StaleSoonDays)).ToList();
            yield return line with { StalePages = stale, Tells = at == 0 && told is not null ? [told] : [], Promise = "", Counts = null, NextOn = null, StaleFrom = NoticeLineSelector.StaleOf(finding) };
        }
    }

    // What falls first: its due date, or the end of the national three months.
    private static DateOnly Pressing(Finding finding) => (NoticeLineSelector.StaleOf(finding) < finding.DueOn ? NoticeLineSelector.StaleOf(finding) : finding.DueOn) ?? DateOnly.MaxValue;

    private static LineKind KindOf(Finding finding, DateOnly today) => finding.Status switch
    {
        Status.Overdue => LineKind.Overdue,
        Status.DueSoon => LineKind.Due,
        Status.AtRisk => LineKind.AtRisk,
        _ when NoticeLineSelector.StaleOf(finding) <= today.AddDays(StaleSoonDays) && finding.Status != Status.UnableToCheck => LineKind.Stale,
        _ => LineKind.Later,
    };
}
