using Nec.Core.Calendar;
using Nec.Core.Compliance;
using Nec.Core.Compliance.Rules;
using Nec.Core.Contracts;
using Nec.Core.Reminders;

namespace Nec.Core.Notices;

/// <summary>The lines that one team's findings give on a day, each with the person to tell.</summary>
internal static class DeskLines
{
    /// <summary>A line and its reader.</summary>
    public sealed record Entry(Recipient Recipient, NoticeLine Line);

    /// <summary>Rungs at most so many days before the due date are pressing enough for a day that is not the digest's.</summary>
    private const int PressingDays = 7;

    /// <summary>Days after its last day on which a missed period is still news.</summary>
    private const int NewsDays = 28;

    /// <summary>The step under which a missed period is told, once.</summary>
    private const string MissedStep = "missed";

    /// <summary>All lines of a desk; the day is a working one.</summary>
    public static IEnumerable<Entry> Of(Desk desk, Recipient admin, DateOnly today)
    {
        var byId = desk.Contract.Obligations.ToDictionary(obligation => obligation.Id, StringComparer.Ordinal);
        return from finding in desk.Findings
               let obligation = byId[finding.Obligation]
               where !obligation.Commitment.Soft
               from entry in OpenLines(desk, obligation, finding, admin, today).Concat(MissedLines(desk, obligation, finding, admin, today))
               select entry;
    }

    /// <summary>Who answers for a post on a day; while it is vacant, who answers for the next post up; null when nobody does.</summary>
    public static Tenure? AnswersFor(Contract contract, string post, DateOnly day) => Answering(contract, post, day).Person;

    private static (Tenure? Person, Post? Post) Answering(Contract contract, string? post, DateOnly day)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (contract.FindPost(post) is { } found && seen.Add(found.Id))
        {
            if (found.AnsweredBy(day) is { } person)
            {
                return (person, found);
            }

            post = found.EscalatesTo;
        }

        return (null, null);
    }

    private static IEnumerable<Entry> OpenLines(Desk desk, Obligation obligation, Finding finding, Recipient admin, DateOnly today)
    {
        if (finding.Status is not (Status.DueSoon or Status.NoRecord or Status.Overdue or Status.AtRisk) || finding.DueOn is null || finding.Period is null)
        {
            yield break;
        }

        var isDigest = desk.WorkingDays.IsFirstOfWeek(today);
        var reached = finding.Steps.Where(step => step.SendOn <= today && (!step.IsOver || finding.Status == Status.Overdue)).ToList();
        var untold = reached.Where(step => !desk.Told.Contains(new(desk.Contract.Id, obligation.Id, finding.Period, step.Name, step.Post))).ToList();
        var own = untold.Where(step => !step.IsOver).ToList();

        // Others hear of it a week after the end of grace; the top post on Wednesdays only, as its list of exceptions.
        var over = untold.Where(step => step.IsOver && (step.Name != "over-14" || desk.WorkingDays.StandsInFor(DayOfWeek.Wednesday, today))).ToList();
        var isOpen = finding.Status is Status.Overdue or Status.AtRisk || reached.Exists(step => !step.IsOver);
        if (isOpen && (isDigest || own.Exists(IsPressing)))
        {
            // Its deputy may be the one who is told a week later: then both stand in one line.
            own.AddRange(over.Where(step => step.Post == obligation.Commitment.Accountable));
            over.RemoveAll(step => step.Post == obligation.Commitment.Accountable);
            yield return LineFor(desk, obligation, finding, obligation.Commitment.Accountable, own, admin, today);
        }

        foreach (var post in over.GroupBy(step => step.Post, StringComparer.Ordinal))
        {
            yield return LineFor(desk, obligation, finding, post.Key, [.. post], admin, today);
        }
    }

    private static IEnumerable<Entry> MissedLines(Desk desk, Obligation obligation, Finding finding, Recipient admin, DateOnly today)
    {
        if (!desk.WorkingDays.IsFirstOfWeek(today))
        {
            yield break;
        }

        foreach (var period in finding.Periods.Where(period => period.Status == Status.Missed && period.EndsOn?.AddDays(obligation.Commitment.GraceDays + NewsDays) >= today))
        {
            var step = new Step(MissedStep, today, obligation.Commitment.Accountable);
            if (!desk.Told.Contains(new(desk.Contract.Id, obligation.Id, period.Period, step.Name, step.Post)))
            {
                var missed = finding with { Status = Status.Missed, Period = period.Period, DueOn = period.EndsOn, Reason = period.Reason ?? finding.Reason, Steps = [] };
                yield return LineFor(desk, obligation, missed, step.Post, [step], admin, today);
            }
        }
    }

    private static Entry LineFor(Desk desk, Obligation obligation, Finding finding, string post, IReadOnlyList<Step> steps, Recipient admin, DateOnly today)
    {
        var commitment = obligation.Commitment;
        var (person, answering) = Answering(desk.Contract, post, today);
        return new(person is null ? admin : new(person.Name, person.Email), new()
        {
            Team = desk.Contract.Id,
            TeamTitle = desk.Contract.Title,
            Obligation = obligation.Id,
            Commitment = commitment.Id,
            Kind = finding.Status switch { Status.Overdue => LineKind.Overdue, Status.AtRisk => LineKind.AtRisk, Status.Missed => LineKind.Missed, _ => LineKind.Due },
            Title = obligation.Title,
            Promise = commitment.Promise,
            Counts = commitment.Counts,
            Rhythm = NoticeWords.Rhythm(commitment.Rule),
            Status = finding.Status,
            Period = finding.Period!,
            DueOn = finding.DueOn,
            LastOn = finding.LastOn,
            IsTarget = finding.Target is not null,
            Lacking = finding.Lacking,
            StaleFrom = finding.StaleFrom <= today ? finding.StaleFrom : null,
            Reason = finding.Reason,
            Post = post,
            Steps = [.. steps.Select(step => step.Name)],
            DaysLate = steps.Where(step => IsPressing(step) && step.Name != "over-14").Select(step => today.DayNumber - step.SendOn.DayNumber).DefaultIfEmpty(0).Min(),
            NextOn = finding.Steps.Where(step => step.SendOn > today && step.Post == post && !step.IsOver).Min(step => (DateOnly?)step.SendOn),
            Because = NoticeWords.Because(desk.Contract, commitment.Accountable, post, answering, person, steps),
        });
    }

    private static bool IsPressing(Step step) =>
        step.IsOver || (step.Name.StartsWith("due-", StringComparison.Ordinal) && int.Parse(step.Name.AsSpan("due-".Length), System.Globalization.CultureInfo.InvariantCulture) <= PressingDays);
}
