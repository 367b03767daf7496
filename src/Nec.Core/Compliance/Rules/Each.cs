using Nec.Core.Calendar;
using Nec.Core.Contracts;

namespace Nec.Core.Compliance.Rules;

/// <summary>Once in every calendar period (<c>each: quarter</c>).</summary>
public sealed record Each(PeriodKind Kind) : AssessingRule
{
    /// <inheritdoc/>
    public override Finding Assess(History history, DateOnly today) =>
        Periodic.Assess(history, Periods(history.Contract, today), period => LadderFor(period.Last.DayNumber - period.First.DayNumber + 1), today);

    // Every period that the contract touches, up to the one holding the day.
    private List<OwedPeriod> Periods(Contract contract, DateOnly today)
    {
        var until = contract.To is { } to && to < today ? to : today;
        var periods = new List<OwedPeriod>();
        for (var period = CalendarPeriod.Containing(Kind, contract.From); period.First <= until; period = period.Next)
        {
            periods.Add(new(period.Label, period.First, period.Last, OwedPeriod.Owes(contract, period.First, period.Last)));
        }

        return periods;
    }
}
