using Nec.Core.Calendar;
using Nec.Core.Contracts;

namespace Nec.Core.Compliance.Rules;

/// <summary>By each of these dates, which the counterpart sets (<c>on: [2019-09-16]</c>), in ascending order.</summary>
public sealed record OnDates(IReadOnlyList<DateOnly> Dates) : AssessingRule
{
    /// <summary>The dates are the counterpart's: even two within a week are announced a week and a day ahead.</summary>
    private const int LeastLadderDays = 8;

    /// <inheritdoc/>
    public override Finding Assess(History history, DateOnly today) =>
        Periodic.Assess(history, Periods(history.Contract), period => LadderFor(Math.Max(LeastLadderDays, period.Last.DayNumber - period.First.DayNumber + 1)), today);

    // A date's period begins the day after the date before it, the first one with the contract.
    private List<OwedPeriod> Periods(Contract contract)
    {
        var first = contract.From;
        var periods = new List<OwedPeriod>(Dates.Count);
        foreach (var date in Dates)
        {
            periods.Add(new(Calendar.Dates.Iso(date), first, date, contract.IsInForceOn(date)));
            first = date.AddDays(1);
        }

        return periods;
    }

    /// <summary>Two are equal when their dates are.</summary>
    public bool Equals(OnDates? other) => other is not null && Dates.SequenceEqual(other.Dates);

    /// <inheritdoc/>
    public override int GetHashCode() => Dates.Count;
}
