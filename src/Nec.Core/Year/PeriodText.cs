using Nec.Core.Calendar;

namespace Nec.Core.Year;

/// <summary>The labels of periods as people read them.</summary>
public static class PeriodText
{
    private static readonly PeriodKind[] Kinds = Enum.GetValues<PeriodKind>();

    /// <summary><c>2026-02-28/fair-7c885db3</c> reads <c>28 February 2026, Fair</c>; <c>2026-Q3</c> reads <c>July to September 2026 (Q2 2026/27)</c>: quarters are told by the calendar and by the financial year (domain.md A2-4).</summary>
    public static string Of(string label)
    {
        var (head, id) = label.Split('/', 2) is [var first, var second] ? (first, second) : (label, null);
        if (Dates.Read(head) is { } day)
        {
            return id is null ? Dates.Long(day) : $"{Dates.Long(day)}, {EventText.Of(id)}";
        }

        return Kinds.Select(kind => CalendarPeriod.Parse(kind, label)).FirstOrDefault(period => period is not null) is { } period ? Of(period) : label;
    }

    private static string Of(CalendarPeriod period) => period.Kind switch
    {
        PeriodKind.Week => Invariant($"week of {period.First:d MMMM yyyy}"),
        PeriodKind.Month => Invariant($"{period.First:MMMM yyyy}"),
        PeriodKind.Quarter => $"{Months(period)} ({Financial(period)})",
        PeriodKind.HalfYear => Months(period),
        _ => period.Label,
    };

    private static string Months(CalendarPeriod period) => Invariant($"{period.First:MMMM} to {period.Last:MMMM yyyy}");

    private static string Financial(CalendarPeriod period)
    {
        var year = period.First.Month >= 4 ? period.First.Year : period.First.Year - 1;
        return Invariant($"Q{((period.First.Month + 8) % 12 / 3) + 1} {year}/{(year + 1) % 100:00}");
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
