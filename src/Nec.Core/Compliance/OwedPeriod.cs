using Nec.Core.Contracts;

namespace Nec.Core.Compliance;

/// <summary>A stretch of days, both ends inside, in which a promise is to be kept once; it falls due on its last day.</summary>
public sealed record OwedPeriod(string Label, DateOnly First, DateOnly Last, bool IsOwed)
{
    /// <summary>Days that must be in force for a month or longer to be owed (design section 3).</summary>
    private const int LeastDaysInForce = 28;

    /// <summary>Whether the day lies in it.</summary>
    public bool Holds(DateOnly day) => First <= day && day <= Last;

    /// <summary>
    /// Whether a calendar period is owed: its last day is in force, and at least 28 days of it are; one shorter than that, when it is wholly in force.
    /// </summary>
    public static bool Owes(Contract contract, DateOnly first, DateOnly last)
    {
        var daysInForce = last.DayNumber - (first < contract.From ? contract.From : first).DayNumber + 1;
        return contract.IsInForceOn(last) && daysInForce >= Math.Min(LeastDaysInForce, last.DayNumber - first.DayNumber + 1);
    }
}
