using Nec.Core.Calendar;
using Nec.Core.Compliance.Rules;
using Nec.Core.Contracts;

namespace Nec.Core.Compliance;

/// <summary>The labels that an occurrence may name as the period it is meant for.</summary>
public static class PeriodLabels
{
    /// <summary>Whether a label can be one of a rule's periods.</summary>
    public static bool Knows(Rule rule, string label) => rule switch
    {
        Each each => CalendarPeriod.Parse(each.Kind, label) is not null,
        OnDates dates => dates.Dates.Any(date => Dates.Iso(date) == label),
        Every => Dates.Read(label) is not null,
        Standing { Review: { } kind } => CalendarPeriod.Parse(kind, label) is not null,
        _ => false,
    };

    /// <summary>The label of the period that a day lies in; null where the rule has none by the calendar.</summary>
    public static string? Holding(Rule rule, DateOnly day) => rule switch
    {
        Each each => CalendarPeriod.Containing(each.Kind, day).Label,
        OnDates dates => dates.Dates.Where(date => date >= day).Select(Dates.Iso).FirstOrDefault(),
        _ => null,
    };

    /// <summary>How such a label looks.</summary>
    public static string Example(Rule rule) => rule switch
    {
        Each { Kind: var kind } => Example(kind),
        OnDates dates => string.Join(" or ", dates.Dates.Select(Dates.Iso)),
        Every => "2026-02-28, the interval's due date",
        Standing { Review: { } kind } => Example(kind),
        _ => "nothing, since it has none",
    };

    private static string Example(PeriodKind kind) => kind switch
    {
        PeriodKind.Week => "2026-W07",
        PeriodKind.Month => "2026-02",
        PeriodKind.Quarter => "2026-Q1",
        PeriodKind.HalfYear => "2026-H1",
        _ => "2026",
    };
}
