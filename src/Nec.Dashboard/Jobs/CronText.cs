using System.Globalization;

namespace Nec.Dashboard.Jobs;

/// <summary>Schedules in words, where words exist; the expression itself otherwise.</summary>
internal static class CronText
{
    /// <summary><c>0 30 2 * * ?</c> reads <c>every day at 02:30, London time</c>.</summary>
    public static string Of(string cron)
    {
        var words = cron.Split(' ', StringSplitOptions.RemoveEmptyEntries) is ["0", var minutes, var hours, var day, "*", var weekday]
            ? (hours, DaysOf(day, weekday)) switch
            {
                (_, null) => null,
                ("*", _) when (day, weekday) is ("*" or "?", "*" or "?") => Often(minutes),
                (_, var days) => TimesOf(minutes, hours) is { } times ? $"{days} at {times}, London time" : null,
            }
            : null;
        return words ?? $"{cron}, London time";
    }

    // A rhythm is the same in every zone.
    private static string? Often(string minutes) => minutes.Split('/') switch
    {
        ["*"] => "every minute",
        ["0" or "*", var step] when Number(step, 30) is { } every and > 1 && 60 % every == 0 => $"every {every} minutes",
        [var once] when Number(once, 59) is { } minute => $"every hour at {minute:00} minutes past",
        _ => null,
    };

    private static string? TimesOf(string minutes, string hours)
    {
        var (minute, given) = (Number(minutes, 59), hours.Split(',').Select(hour => Number(hour, 23)).ToList());
        return minute is null || given.Contains(null) ? null : Joined([.. given.Select(hour => $"{hour:00}:{minute:00}")]);
    }

    private static string? DaysOf(string day, string weekday) => (day, weekday) switch
    {
        ("*" or "?", "*" or "?") => "every day",
        ("*" or "?", "MON-FRI" or "2-6") => "Monday to Friday",
        ("*" or "?", _) when weekday.Split(',').Select(WeekdayOf).ToArray() is var names && !names.Contains(null) =>
            $"every {Joined(names)}",
        ("L", "*" or "?") => "on the last day of every month",
        (_, "*" or "?") when Number(day, 31) is { } number and > 0 => $"on day {number} of every month",
        _ => null,
    };

    // SUN or 1 is Sunday.
    private static string? WeekdayOf(string text) => DateTimeFormatInfo.InvariantInfo.DayNames
        .Where((name, at) => text == $"{at + 1}" || text.Equals(name[..3], StringComparison.OrdinalIgnoreCase)).FirstOrDefault();

    private static int? Number(string text, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= most ? number : null;

    private static string Joined(string?[] words) => words.Length == 1 ? words[0]! : $"{string.Join(", ", words[..^1])} and {words[^1]}";
}
