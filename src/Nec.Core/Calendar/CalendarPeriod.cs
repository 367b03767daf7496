using System.Globalization;
using System.Text.RegularExpressions;

namespace Nec.Core.Calendar;

/// <summary>The lengths of calendar period that a promise may be kept once in.</summary>
public enum PeriodKind
{
    /// <summary>An ISO week, Monday to Sunday.</summary>
    Week,

    /// <summary>A calendar month.</summary>
    Month,

    /// <summary>January to March and so on (domain.md A2-4).</summary>
    Quarter,

    /// <summary>January to June, July to December.</summary>
    HalfYear,

    /// <summary>A calendar year.</summary>
    Year,
}

/// <summary>One week, month, quarter, half-year or year of the calendar; both ends are inside it.</summary>
public sealed partial record CalendarPeriod(PeriodKind Kind, DateOnly First, DateOnly Last)
{
    /// <summary><c>2026-W07</c>, <c>2026-02</c>, <c>2026-Q1</c>, <c>2026-H1</c> or <c>2026</c>.</summary>
    public string Label => Kind switch
    {
        PeriodKind.Week => Invariant($"{ISOWeek.GetYear(First):0000}-W{ISOWeek.GetWeekOfYear(First):00}"),
        PeriodKind.Month => Invariant($"{First.Year:0000}-{First.Month:00}"),
        PeriodKind.Quarter => Invariant($"{First.Year:0000}-Q{(First.Month + 2) / 3}"),
        PeriodKind.HalfYear => Invariant($"{First.Year:0000}-H{(First.Month + 5) / 6}"),
        _ => Invariant($"{First.Year:0000}"),
    };

    /// <summary>The period after this one.</summary>
    public CalendarPeriod Next => Containing(Kind, Last.AddDays(1));

    /// <summary>The period of a kind that a day lies in.</summary>
    public static CalendarPeriod Containing(PeriodKind kind, DateOnly day)
    {
        if (kind == PeriodKind.Week)
        {
            var monday = day.AddDays(-(((int)day.DayOfWeek + 6) % 7));
            return new(kind, monday, monday.AddDays(6));
        }

        var months = kind switch { PeriodKind.Month => 1, PeriodKind.Quarter => 3, PeriodKind.HalfYear => 6, _ => 12 };
        var first = new DateOnly(day.Year, ((day.Month - 1) / months * months) + 1, 1);
        return new(kind, first, first.AddMonths(months).AddDays(-1));
    }

    /// <summary>Reads a label; null when it is not one of a period of this kind (2025-W53 does not exist).</summary>
    public static CalendarPeriod? Parse(PeriodKind kind, string label)
    {
        var match = Labels().Match(label);
        if (!match.Success)
        {
            return null;
        }

        int Number(string group) => int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);
        var year = Number("year");
        DateOnly? inside = kind switch
        {
            _ when year is < 1 or 9999 => null, // the last one ends with the calendar, and nothing can be counted from there
            PeriodKind.Week when match.Groups["w"].Success && Number("w") is >= 1 and var week && week <= ISOWeek.GetWeeksInYear(year) =>
                DateOnly.FromDateTime(ISOWeek.ToDateTime(year, week, DayOfWeek.Thursday)),
            PeriodKind.Month when match.Groups["m"].Success && Number("m") is >= 1 and <= 12 => new(year, Number("m"), 1),
            PeriodKind.Quarter when match.Groups["q"].Success => new(year, (3 * Number("q")) - 2, 1),
            PeriodKind.HalfYear when match.Groups["h"].Success => new(year, (6 * Number("h")) - 5, 1),
            PeriodKind.Year when label.Length == 4 => new(year, 1, 1),
            _ => null,
        };
        return inside is { } day ? Containing(kind, day) : null;
    }

    [GeneratedRegex(
        @"^(?<year>[0-9]{4})(-(W(?<w>[0-9]{2})|Q(?<q>[1-4])|H(?<h>[12])|(?<m>[0-9]{2})))?$",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Labels();

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
