using Nec.Core.Calendar;
using Nec.Core.Contracts;
using Nec.Core.Facts;

namespace Nec.Core.Compliance;

/// <summary>
/// Judges a promise that is owed once in each of some periods (<c>each</c>, <c>on</c>). The finding speaks of the current period, except that an
/// earlier unmet one still open for late recording speaks first (design section 3).
/// </summary>
internal sealed class Periodic
{
    /// <summary>Days after a period's end and grace in which it may still be recorded; after them it is missed (domain.md A2-24).</summary>
    public const int LateRecordingDays = 14;

    private readonly History _history;
    private readonly DateOnly _today;
    private readonly PeriodFulfilment _ledger;
    private readonly IReadOnlyList<OwedPeriod> _periods;
    private readonly Func<OwedPeriod, IReadOnlyList<int>> _defaultLadder;

    private Periodic(History history, IReadOnlyList<OwedPeriod> periods, Func<OwedPeriod, IReadOnlyList<int>> defaultLadder, DateOnly today)
    {
        (_history, _today, _defaultLadder) = (history, today, defaultLadder);
        _ledger = new(history, periods);
        _periods = [.. periods.Where(period => period.First <= today)];
    }

    private Commitment Commitment => _history.Commitment;

    /// <summary>Judges on a day; <paramref name="periods"/> are all that the contract has, ascending, also those ahead.</summary>
    public static Finding Assess(History history, IReadOnlyList<OwedPeriod> periods, Func<OwedPeriod, IReadOnlyList<int>> defaultLadder, DateOnly today) =>
        new Periodic(history, periods, defaultLadder, today).Assess();

    private Finding Assess()
    {
        var judged = _periods.Select(period => (Period: period, Judgement: Judge(period))).ToList();
        var open = judged.FirstOrDefault(entry => IsOpenForLate(entry.Period, entry.Judgement));
        var current = judged.Count == 0 ? default : judged[^1];
        var (spoken, judgement) = open.Period is null ? Settled(current) : open;
        var last = _history.Occurrences.LastOrDefault(History.IsDone)?.OccurredOn;
        var seen = judged.Select(entry => _ledger.KeptIn(entry.Period)).Where(kept => kept?.Status is Status.Met or Status.MetLate).Max(kept => kept?.On);
        return spoken is null ? Outside() : new()
        {
            Obligation = _history.Obligation.Id,
            Status = judgement.Status,
            Reason = judgement.Reason + Share(judged) + Words.Stale(_history.TargetHistories, _today),
            Period = spoken.Label,
            DueOn = spoken.IsOwed && judgement.Status != Status.NotApplicable ? spoken.Last : null,
            LastOn = last > seen || seen is null ? last : seen,
            Periods = [.. judged.Select(entry => new PeriodFinding(entry.Period.Label, entry.Judgement.Status) { Reason = entry.Judgement.Reason, EndsOn = entry.Period.Last })],
            Steps = spoken.IsOwed && judgement.Status != Status.NotApplicable ? StepsOf(spoken) : [],
            Facts = judgement.Facts,
            Lacking = judgement.Status is Status.OnTrack or Status.DueSoon or Status.Overdue ? [.. _ledger.Lacking(spoken).Select(track => track.Target)] : [],
            StaleFrom = _history.StaleFrom,
            Troubles = _history.Troubles,
            ConcernsEvents = Commitment.Evidence is EventsEvidence,
            LeadDays = EventOf(spoken) is { } seenEvent ? LeadTime.DaysOf(seenEvent) : null,
        };
    }

    // Where no period follows the last one, the finding has none to speak of: missed stands in the periods only (design section 3).
    private static (OwedPeriod Period, Judgement Judgement) Settled((OwedPeriod Period, Judgement Judgement) last) =>
        last.Judgement?.Status != Status.Missed ? last
            : last with { Judgement = last.Judgement with { Status = Status.NotApplicable, Reason = $"nothing is owed after {Dates.Long(last.Period.Last)}, which was missed" } };

    private sealed record Judgement(Status Status, string Reason, IReadOnlyList<Fact> Facts);

    private Judgement Judge(OwedPeriod period)
    {
        if (!period.IsOwed)
        {
            return new(Status.NotApplicable, _history.Contract.To < period.Last ? "the contract ends within it" : "too little of it is in force", []);
        }

        if (_ledger.KeptIn(period) is { } kept)
        {
            return new(kept.Status, kept.Reason + EventText(period), kept.Facts);
        }

        return period.Last < _today ? JudgeEnded(period) : JudgeCurrent(period);
    }

    private Judgement JudgeEnded(OwedPeriod period)
    {
        var lacking = _ledger.Lacking(period).ToList();
        if (lacking.Count > 0 && !lacking.Exists(track => track.Proves(period.Last)))
        {
            return Unable(lacking, $"no good look at or after the end of {period.Label}");
        }

        var graceEnds = period.Last.AddDays(Commitment.GraceDays);
        return Commitment.Soft ? new(Status.NoRecord, "nothing is on record", [])
            : _today <= graceEnds ? new(Status.DueSoon, $"was due {Dates.Long(period.Last)}, within grace until {Dates.Long(graceEnds)}", [])
            : _today <= graceEnds.AddDays(LateRecordingDays)
                ? new(Status.Overdue, $"was due {Dates.Long(period.Last)}{Lacks(period, lacking)}; it can be recorded until {Dates.Long(graceEnds.AddDays(LateRecordingDays))}", [])
            : new(Status.Missed, $"was due {Dates.Long(period.Last)}{Lacks(period, lacking)}", []);
    }

    private Judgement JudgeCurrent(OwedPeriod period)
    {
        var lacking = _ledger.Lacking(period).ToList();
        if (lacking.Exists(track => !track.Connected || track.IsBlindSince(period.First)))
        {
            return Unable(lacking, "no good look yet");
        }

        var starts = StepsOf(period).Where(step => !step.IsOver).Select(step => (DateOnly?)step.SendOn).Min();
        return new(starts <= _today ? Status.DueSoon : Status.OnTrack, $"due by {Dates.Long(period.Last)}{Lacks(period, lacking)}", []);
    }

    private static Judgement Unable(List<TargetHistory> lacking, string what)
    {
        var silent = lacking.Find(track => !track.Connected);
        var blind = lacking.Where(track => track.FailedLooks.Count > 0).MaxBy(track => track.FailedLooks[^1].At);
        var why = silent is not null ? $"{silent.Name}: the source is not connected"
            : blind is not null ? $"{what}: {blind.Name}, {blind.FailedLooks[^1].Reason}"
            : $"{what}: {string.Join(", ", lacking.Select(track => track.Name))}";
        return new(Status.UnableToCheck, why, []);
    }

    private string Lacks(OwedPeriod period, List<TargetHistory> lacking) => Commitment.Evidence is EventsEvidence
        ? EventText(period) is { Length: > 0 } words ? words : "; no event that was advertised and attended"
        : lacking.Count == 0 ? "; nothing is on record"
        : $"; no real update seen of {string.Join(", ", lacking.Select(track => track.Name))}";

    private string EventText(OwedPeriod period) => EventOf(period) is not { } seen ? ""
        : $"; the event of {Dates.Long(seen.StartsOn)} was {LeadTime.Words(seen)}{(seen.Attended == true ? "" : ", attendance not recorded")}";

    // The event that decides a period: one attended and advertised if there is one, else the first.
    private EventSeen? EventOf(OwedPeriod period) => Commitment.Evidence is not EventsEvidence ? null
        : _history.Events.Where(seen => period.Holds(seen.StartsOn))
            .OrderByDescending(seen => seen.Attended == true && LeadTime.IsAdvertised(seen)).ThenByDescending(seen => seen.Attended == true).FirstOrDefault();

    private bool IsOpenForLate(OwedPeriod period, Judgement judgement) =>
        period.Last < _today && _today <= period.Last.AddDays(Commitment.GraceDays + LateRecordingDays)
        && judgement.Status is Status.Overdue or Status.DueSoon || (IsBlindButOpen(period, judgement) && period.Last < _today);

    private bool IsBlindButOpen(OwedPeriod period, Judgement judgement) =>
        judgement.Status == Status.UnableToCheck && _history.TargetHistories.All(track => track.Connected) && _today <= period.Last.AddDays(Commitment.GraceDays + LateRecordingDays);

    private IReadOnlyList<Reminders.Step> StepsOf(OwedPeriod period) => _history.LadderFor(period.Last, _defaultLadder(period));

    private string Share(List<(OwedPeriod Period, Judgement Judgement)> judged)
    {
        var ended = judged.Where(entry => entry.Period.Last < _today && entry.Period.IsOwed && entry.Judgement.Status is not (Status.NotApplicable or Status.UnableToCheck)).ToList();
        var met = ended.Count(entry => entry.Judgement.Status is Status.Met or Status.MetLate);
        return Commitment.Soft && ended.Count > 0
            ? $"; {met} of {Dates.Count(ended.Count, "period")} kept ({Math.Round(100m * met / ended.Count, MidpointRounding.AwayFromZero):0}%)"
            : "";
    }

    private Finding Outside() => new() { Obligation = _history.Obligation.Id, Status = Status.NotApplicable, Reason = "no period of it is in force" };
}
