namespace Nec.Core.Compliance.Rules;

/// <summary>A length of time as contracts write it.</summary>
public sealed record Interval(int Count, IntervalUnit Unit)
{
    /// <summary>About how many days it is; for choosing a ladder, never for a due date.</summary>
    public int NominalDays => Unit switch { IntervalUnit.Day => 1, IntervalUnit.Week => 7, IntervalUnit.Month => 30, _ => 365 } * Count;

    /// <summary>The day so long after another: months end where they end, so 31 August and 6 months is 28 or 29 February.</summary>
    public DateOnly After(DateOnly day) => Unit switch
    {
        IntervalUnit.Day => day.AddDays(Count),
        IntervalUnit.Week => day.AddDays(7 * Count),
        IntervalUnit.Month => day.AddMonths(Count),
        _ => day.AddYears(Count),
    };

    /// <summary><c>6 months</c>, <c>1 week</c>.</summary>
    public override string ToString() => FormattableString.Invariant($"{Count} {Kebab.Of(Unit.ToString())}{(Count == 1 ? "" : "s")}");
}

/// <summary>The units of an interval.</summary>
public enum IntervalUnit
{
    /// <summary>Days.</summary>
    Day,

    /// <summary>Seven days.</summary>
    Week,

    /// <summary>Calendar months, clamped at their end.</summary>
    Month,

    /// <summary>Calendar years, clamped at 28 February.</summary>
    Year,
}
