using Nec.Core.Calendar;
using Nec.Core.Contracts;
using Nec.Core.Facts;

namespace Nec.Core.Compliance.Rules;

/// <summary>Again within so long of the last time it was held (<c>every: 6 months</c>; domain.md A2-6 to A2-8).</summary>
public sealed record Every(Interval Interval) : AssessingRule
{
    private sealed record Point(DateOnly On, bool Done, string Words, Fact Fact);

    /// <summary>The due date of each interval that was ever counted, whichever page or neighbourhood speaks: from the contract's first day, from each record, and from each change that the machine saw.</summary>
    public IEnumerable<DateOnly> DueDates(History history) =>
        history.Occurrences.Where(IsPoint).Select(fact => fact.OccurredOn)
            .Concat(history.TargetHistories.SelectMany(track => track.Changes).Select(change => change.SeenOn))
            .Prepend(history.Contract.From)
            .Select(Interval.After);

    /// <inheritdoc/>
    public override Finding Assess(History history, DateOnly today)
    {
        var recorded = history.Occurrences.Where(IsPoint)
            .Select(fact => new Point(fact.OccurredOn, History.IsDone(fact), PointWords(fact, history), fact)).ToList();

        // With several pages or neighbourhoods the worst one speaks (domain.md A2-5b).
        return history.TargetHistories.Count == 0
            ? Assess(history, recorded, null, today)
            : history.TargetHistories
                .Select(track => Assess(history, [.. recorded, .. track.Changes.Select(change => new Point(change.SeenOn, true, $"updated {Calendar.Dates.Long(change.SeenOn)}", change.Fact))], track, today))
                .OrderBy(finding => Array.IndexOf(WorstFirst, finding.Status)).ThenBy(finding => finding.DueOn).First();
    }

    private static bool IsPoint(Occurrence fact) => History.IsDone(fact) || History.IsClosing(fact);

    private static readonly Status[] WorstFirst = [Status.Overdue, Status.UnableToCheck, Status.DueSoon, Status.NoRecord, Status.OnTrack, Status.NotApplicable];

    private Finding Assess(History history, List<Point> points, TargetHistory? track, DateOnly today)
    {
        // One a day: a second record of the same day is the same meeting; a held one outranks a declined one.
        var days = points.GroupBy(point => point.On).OrderBy(day => day.Key).Select(day => day.OrderByDescending(point => point.Done).First()).ToList();
        var dueOn = Interval.After(days.Count > 0 ? days[^1].On : history.Contract.From);
        var steps = history.LadderFor(dueOn, LadderFor(Interval.NominalDays));
        var (status, reason) = Judge(history, days, track, dueOn, steps, today);
        return new()
        {
            Obligation = history.Obligation.Id,
            Status = status,
            Reason = reason + Compliance.Words.Stale(history.TargetHistories, today),
            Period = status == Status.NotApplicable ? null : Calendar.Dates.Iso(dueOn),
            DueOn = status == Status.NotApplicable ? null : dueOn,
            LastOn = days.FindLast(point => point.Done)?.On,
            Periods = ClosedIntervals(history, days),
            Steps = status == Status.NotApplicable ? [] : steps,
            Facts = days.Count > 0 ? [days[^1].Fact] : [],
            StaleFrom = history.StaleFrom,
            Troubles = history.Troubles,
        };
    }

    private static (Status Status, string Reason) Judge(History history, List<Point> days, TargetHistory? track, DateOnly dueOn, IReadOnlyList<Reminders.Step> steps, DateOnly today)
    {
        var graceEnds = dueOn.AddDays(history.Commitment.GraceDays);
        var last = days.Count > 0 ? $"last {days[^1].Words}" : $"nothing{(history.Commitment.Evidence is RecordOfEvidence { Needs: not RecordNeed.Nothing and var needs } ? $" with {Kebab.Of(needs.ToString())}" : "")} is on record since the contract began";
        var due = $"due by {Calendar.Dates.Long(dueOn)}";
        if (history.Contract.To is { } to && to < today && to < dueOn)
        {
            return (Status.NotApplicable, $"the contract ended on {Calendar.Dates.Long(to)}, before it fell due; {last}");
        }

        var isBlind = track is not null && days.Count == 0 && track.IsBlindSince(history.Contract.From);
        if (track is not null && (!track.Connected || isBlind || (today > graceEnds && !track.Proves(graceEnds))))
        {
            return (Status.UnableToCheck, !track.Connected ? $"{track.Name}: the source is not connected"
                : isBlind ? $"no good look yet at {track.Name}: {track.FailedLooks[^1].Reason}"
                : $"no good look at {track.Name} since it fell due on {Calendar.Dates.Long(dueOn)}");
        }

        return today > graceEnds && !history.Commitment.Soft ? (Status.Overdue, $"{last}; was {due}")
            : days.Count == 0 || today > graceEnds ? (Status.NoRecord, $"{last}; {due}")
            : today > dueOn || steps.Any(step => !step.IsOver && step.SendOn <= today) ? (Status.DueSoon, $"{last}; {due}")
            : (Status.OnTrack, $"{last}; {due}");
    }

    // A closed interval is labelled by its due date. One held before the contract began only starts the clock.
    private List<PeriodFinding> ClosedIntervals(History history, List<Point> days)
    {
        var closed = new List<PeriodFinding>();
        var start = history.Contract.From;
        foreach (var point in days)
        {
            var dueOn = Interval.After(start);
            if (point.On >= history.Contract.From)
            {
                var status = !point.Done ? Status.NotApplicable : point.On <= dueOn.AddDays(history.Commitment.GraceDays) ? Status.Met : Status.MetLate;
                closed.Add(new(Calendar.Dates.Iso(dueOn), status) { Reason = point.Words, EndsOn = dueOn });
            }

            start = point.On;
        }

        return closed;
    }

    private static string PointWords(Occurrence fact, History history) => History.IsClosing(fact)
        ? $"{Compliance.Words.Closed(fact)} {Calendar.Dates.Long(fact.OccurredOn)}"
        : Compliance.Words.Done(fact, history.Commitment) + (history.TargetHistories.Count > 0 ? ", on a person's word" : "");
}
