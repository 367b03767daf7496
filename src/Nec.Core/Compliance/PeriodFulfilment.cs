using Nec.Core.Calendar;
using Nec.Core.Contracts;
using Nec.Core.Facts;

namespace Nec.Core.Compliance;

/// <summary>Which of an obligation's periods have been kept, by whose word or by which sight.</summary>
public sealed class PeriodFulfilment
{
    private readonly History _history;
    private readonly IReadOnlyList<OwedPeriod> _periods;
    private readonly Dictionary<string, List<Occurrence>> _recorded;
    private readonly Dictionary<(string TargetHistory, string Label), List<Change>> _seen = [];

    /// <summary>Enters everything that is known into the periods, given in ascending order.</summary>
    public PeriodFulfilment(History history, IReadOnlyList<OwedPeriod> periods)
    {
        (_history, _periods) = (history, periods);
        _recorded = history.Occurrences
            .Select(fact => (Fact: fact, Period: PeriodOf(fact)))
            .Where(entry => entry.Period is not null)
            .GroupBy(entry => entry.Period!.Label, entry => entry.Fact, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.ToList(), StringComparer.Ordinal);
        foreach (var track in history.TargetHistories)
        {
            foreach (var change in track.Changes)
            {
                Enter(track, change);
            }
        }
    }

    /// <summary>How a period was kept; null while it was not.</summary>
    public Kept? KeptIn(OwedPeriod period)
    {
        if (_recorded.GetValueOrDefault(period.Label) is { } facts)
        {
            if (facts.Where(History.IsDone).MinBy(fact => fact.OccurredOn) is { } done)
            {
                return new(done.OccurredOn > period.Last ? Status.MetLate : Status.Met, done.OccurredOn, OnAWord(done), [done]);
            }

            if (facts.FirstOrDefault(History.IsClosing) is { } closing)
            {
                return new(Status.NotApplicable, closing.OccurredOn, $"{Words.Closed(closing)}, recorded for {Dates.Long(closing.OccurredOn)}", [closing]);
            }
        }

        if (_history.TargetHistories.Count == 0 || _history.TargetHistories.Any(track => !IsKept(track, period)))
        {
            return null;
        }

        var changes = _history.TargetHistories.SelectMany(track => _seen[(track.Target, period.Label)]).ToList();
        var seenOn = changes.Max(change => change.SeenOn);
        return new(Status.Met, seenOn > period.Last ? period.Last : seenOn, $"seen on {Dates.Long(seenOn)}", [.. changes.Select(change => change.Fact)]);
    }

    /// <summary>The tracks that a period still lacks.</summary>
    public IEnumerable<TargetHistory> Lacking(OwedPeriod period) => _history.TargetHistories.Where(track => !IsKept(track, period));

    private bool IsKept(TargetHistory track, OwedPeriod period) => _seen.GetValueOrDefault((track.Target, period.Label))?.Count >= track.Needed;

    // A change first seen after a gap between two looks counts for the earliest still unmet period that the gap touches (design section 3);
    // one that a person closed is no longer unmet.
    private void Enter(TargetHistory track, Change change)
    {
        var period = _periods.FirstOrDefault(period => period.IsOwed && period.Last >= change.NotBefore && period.First <= change.SeenOn
            && !_recorded.GetValueOrDefault(period.Label, []).Exists(fact => History.IsDone(fact) || History.IsClosing(fact)) && !IsKept(track, period));
        if (period is null)
        {
            return;
        }

        if (!_seen.TryGetValue((track.Target, period.Label), out var changes))
        {
            _seen[(track.Target, period.Label)] = changes = [];
        }

        changes.Add(change);
    }

    // An occurrence counts for the period that it lies in, unless it says another; then for that one and not for its own.
    private OwedPeriod? PeriodOf(Occurrence fact) => fact.Period is { } label
        ? _periods.FirstOrDefault(period => period.Label == label)
        : _periods.FirstOrDefault(period => period.Holds(fact.OccurredOn));

    private string OnAWord(Occurrence done) =>
        Words.Done(done, _history.Commitment) + (_history.TargetHistories.Count > 0 ? ", on a person's word" : "");
}

/// <summary>How a period was kept or closed, on which day, and by which facts.</summary>
public sealed record Kept(Status Status, DateOnly On, string Reason, IReadOnlyList<Fact> Facts);
