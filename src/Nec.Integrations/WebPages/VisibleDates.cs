using System.Globalization;
using System.Text.RegularExpressions;

namespace Nec.Integrations.WebPages;

/// <summary>The dates that a text shows, read as the English write them: the day first. A date that cannot be, such as 31 February, is no date.</summary>
public static partial class VisibleDates
{
    private const int Earliest = 1990;
    private const int Latest = 2099;

    /// <summary>Every full date, oldest first, each once.</summary>
    public static IReadOnlyList<DateOnly> In(IEnumerable<string> lines) =>
        [.. lines.SelectMany(line => PageDates.Full().Matches(line)).Select(Read).OfType<DateOnly>().Distinct().Order()];

    private static DateOnly? Read(Match match)
    {
        var year = Number(match, "year");
        var month = match.Groups["name"] is { Success: true } name ? PageDates.MonthOf(name.Value) : Number(match, "month");
        var day = Number(match, "day");
        year = match.Groups["year"].Length == 2 ? 2000 + year : year;

        return year is >= Earliest and <= Latest && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month) ? new DateOnly(year, month, day) : null;
    }

    private static int Number(Match match, string group) =>
        int.TryParse(match.Groups[group].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
