using System.Globalization;
using System.Text.RegularExpressions;

namespace Nec.Core.Pages;

/// <summary>The dates that a text shows, read as the English write them: the day first. A date that cannot be, such as 31 February, is no date.</summary>
public static class VisibleDates
{
    /// <summary>As many dates as anybody looks at; a page made of nothing else would take seconds.</summary>
    public const int Most = 5_000;

    private const int Earliest = 1990;
    private const int Latest = 2099;

    /// <summary>Every full date, oldest first, each once.</summary>
    public static IReadOnlyList<DateOnly> In(IEnumerable<string> lines) =>
        [.. lines.SelectMany(Places).Select(place => place.Date).Take(Most).Distinct().Order()];

    /// <summary>Every full date of a line with the place where it begins.</summary>
    internal static IEnumerable<(int Index, DateOnly Date)> Places(string line)
    {
        if (line.AsSpan().IndexOfAnyInRange('0', '9') < 0)
        {
            yield break;
        }

        // Times go first, and leave their room: the 09 of "12 March 09:30" is no year.
        var plain = WithoutTimes(line);
        var left = Most;
        for (var match = PageDates.Full.Match(plain); match.Success && left > 0; match = match.NextMatch(), left--)
        {
            if (Read(match) is { } date)
            {
                yield return (match.Index, date);
            }
        }
    }

    private static string WithoutTimes(string line)
    {
        var plain = line.ToCharArray();
        foreach (var time in PageDates.Time.EnumerateMatches(line))
        {
            plain.AsSpan(time.Index, time.Length).Fill('|');
        }

        return new string(plain);
    }

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
