using Nec.Core.Calendar;
using Nec.Core.Compliance;
using Nec.Core.Compliance.Rules;
using Nec.Core.Contracts;
using Nec.Core.Facts;
using Nec.Core.Reminders;

namespace Nec.Core.Notices;

/// <summary>Makes a line of a finding, addressed to the person who answers for the post on the day of sending (domain.md A2-12, A2-13).</summary>
internal sealed class NoticeLineBuilder(TeamSnapshot snapshot, Recipient admin, DateOnly today)
{
    /// <summary>The line for a post, addressed to whoever answers for it today; never into a void.</summary>
    public NoticeLineSelector.Entry Line(Obligation obligation, Finding finding, LineKind kind, string post, IReadOnlyList<Step> steps)
    {
        var commitment = obligation.Commitment;
        var perEvent = commitment.Evidence is PerEventEvidence ? finding.Facts.OfType<EventSeen>().FirstOrDefault() : null;
        var unseen = finding.Sights.Where(sight => sight.UnseenSince is not null).Select(sight => new UnseenPage(Name(sight.Target), sight.UnseenSince!.Value)).ToList();
        var (person, answering) = snapshot.Contract.Answering(post, today);
        var subject = new ReminderSubject.Promise(obligation.Id);
        return new(person is null ? admin : new(person.Name, person.Email, person.Language), new()
        {
            Team = snapshot.Contract.Id,
            Obligation = obligation.Id,
            Commitment = commitment.Id,
            Kind = kind,
            Title = obligation.Title,
            Promise = commitment.Promise,
            Counts = commitment.Counts,
            Rule = perEvent is null ? commitment.Rule : null, // owed by the event, not by the calendar
            Event = perEvent is { } seen ? new(seen.StartsOn, Name(seen.Neighbourhood)) : null,
            Why = kind == LineKind.AtRisk && commitment.Rule is Standing ? finding.Reason : null,
            Status = finding.Status,
            Period = finding.Period ?? "",
            Post = post,

            // What is to hold at all times is not given until its next review to hold again.
            DueOn = kind == LineKind.AtRisk && commitment.Rule is Standing && finding.DueOn >= today ? null : finding.DueOn,
            LastOn = finding.LastOn,
            IncompleteOn = finding.IncompleteOn,
            Lacks = finding.IncompleteOn is not null && commitment.Evidence is RecordOfEvidence { Needs: var needs } ? needs : RecordNeed.Nothing,
            RecordableUntil = kind == LineKind.Overdue && (commitment.Rule is Each or OnDates) ? finding.DueOn?.AddDays(commitment.GraceDays + Periodic.LateRecordingDays) : null,
            Running = kind == LineKind.Overdue && perEvent is null ? RunningOf(commitment.Rule, finding) : null,
            Owner = post == commitment.Accountable || snapshot.Answers.HandedTo(obligation.Id, finding.Period ?? "") == post ? null : OwnerOf(commitment.Accountable),
            IsDueToday = finding.DueOn == today,
            IsStale = NoticeLineSelector.StaleOf(finding) <= today,
            Target = finding.Target,
            Lacking = [.. finding.Lacking.Select(Name).Where(target => !unseen.Exists(page => page.Page == target))],
            Unseen = kind is LineKind.Missed or LineKind.Cleared ? [] : unseen,
            StalePages = kind is LineKind.Missed or LineKind.Cleared ? [] : [.. Stale(finding, today.AddDays(NoticeLineSelector.StaleSoonDays))],
            StaleFrom = kind == LineKind.Stale || finding.StaleFrom <= today ? NoticeLineSelector.StaleOf(finding) : null,
            Tells = [.. steps.Select(step => new SentReminder(snapshot.Contract.Id, subject, finding.Period ?? "", step.Name, step.Post))],
            DaysLate = steps.Where(step => NoticeLineSelector.IsPressing(step) && step.Name != Ladder.ToTheTop).Select(step => today.DayNumber - step.SendOn.DayNumber).DefaultIfEmpty(0).Min() is > 0 and var late ? late : 0,
            NextOn = kind is LineKind.Due or LineKind.AtRisk ? finding.Steps.Where(step => step.SendOn > today && step.Post == post && !step.IsOver && !steps.Any(taken => taken.Name == step.Name)).Min(step => (DateOnly?)GoesOn(step)) : null,
            IsIntroduction = commitment.IntroduceDays is { } days && finding.DueOn?.AddDays(-days) is { } began && snapshot.Contract.FindPost(commitment.Accountable)?.Holders.Any(holder => holder.From == began) == true,
            Because = BecauseOf(obligation, finding.Period ?? "", post, answering, person, steps),
        });
    }

    /// <summary>The pages in sight that fail the national three months by a day, the worst first.</summary>
    public IEnumerable<StalePage> Stale(Finding finding, DateOnly by) =>
        finding.Sights.Where(sight => NoticeLineSelector.IsKnown(sight) && sight.StaleFrom <= by).OrderBy(sight => sight.StaleFrom).Select(sight => new StalePage(Name(sight.Target), sight.StaleFrom!.Value, sight.StaleFrom <= today));

    private string Name(string target) => snapshot.Contract.NeighbourhoodName(target);

    // The digest takes what falls on the working day after it.
    private DateOnly GoesOn(Step step) => snapshot.WorkingDays.OnOrBefore(step.SendOn.AddDays(-1)) is var before && before > today && snapshot.WorkingDays.IsFirstOfWeek(before) ? before : step.SendOn;

    // While an earlier period speaks, the one that runs now would stay unsaid (design section 3).
    private NextPeriod? RunningOf(Rule rule, Finding finding)
    {
        if (PeriodLabels.Holding(rule, today) is not { } label || label == finding.Period || finding.Periods.Any(period => period.Period == label && period.Status is Status.Met or Status.MetLate or Status.NotApplicable))
        {
            return null;
        }

        var dueOn = rule is Each each ? CalendarPeriod.Containing(each.Kind, today).Last : Dates.Parse(label);
        return snapshot.Contract.IsInForceOn(dueOn) ? new(label, dueOn) : null;
    }

    private AnsweredBy? OwnerOf(string postId)
    {
        if (snapshot.Contract.FindPost(postId) is not { } post)
        {
            return null;
        }

        // A deputy covers for a while; since when says only how long the holder has had it.
        var (person, holder) = (post.AnsweredBy(today), post.Holders.LastOrDefault(holder => holder.Covers(today)));
        return new(post.Title, person?.Name, person == holder && person?.From > snapshot.Contract.From ? person.From : null);
    }

    private Because BecauseOf(Obligation obligation, string period, string post, Post? answering, Tenure? person, IReadOnlyList<Step> steps)
    {
        var accountable = obligation.Commitment.Accountable;
        var team = snapshot.Contract.Title;
        var title = snapshot.Contract.FindPost(post)?.Title ?? post;
        var overdue = steps.FirstOrDefault(step => step.IsOver)?.Name.Days ?? 0;
        return person is null || answering is null ? new(BecauseKind.Nobody, title, team, OverdueDays: overdue)
            : answering.Id != post ? new(BecauseKind.NextUp, answering.Title, team, title, overdue)
            : answering.Deputies.Contains(person) ? new(BecauseKind.Covers, title, team, OverdueDays: overdue)
            : snapshot.Answers.HandedTo(obligation.Id, period) == post ? new(BecauseKind.HandedOver, title, team, snapshot.Contract.FindPost(accountable)?.Title ?? accountable, overdue)
            : post != accountable ? new(BecauseKind.Above, title, team, snapshot.Contract.FindPost(accountable)?.Title ?? accountable, overdue)
            : new(BecauseKind.Holds, title, team, OverdueDays: overdue);
    }
}
