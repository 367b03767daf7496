using System.Globalization;

namespace Nec.Dashboard.Pages.Jobs;

/// <summary>Schedules in words, where words exist; the expression itself otherwise.</summary>
internal static class CronText
{
    private static readonly Dictionary<string, string> Days = new(StringComparer.OrdinalIgnoreCase)
    {
        ["SUN"] = "Sunday",
        ["MON"] = "Monday",
        ["TUE"] = "Tuesday",
        ["WED"] = "Wednesday",
        ["THU"] = "Thursday",
        ["FRI"] = "Friday",
        ["SAT"] = "Saturday",
        ["1"] = "Sunday",
        ["2"] = "Monday",
        ["3"] = "Tuesday",
        ["4"] = "Wednesday",
        ["5"] = "Thursday",
        ["6"] = "Friday",
        ["7"] = "Saturday",
    };

    /// <summary><c>0 30 2 * * ?</c> reads <c>every day at 02:30, London time</c>.</summary>
    public static string Of(string cron)
    {
        var fields = cron.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (fields is not ["0", var minutes, var hours, var day, "*", var weekday])
        {
            return $"{cron}, London time";
        }

        return Often(minutes, hours, day, weekday)
            ?? (TimeOf(minutes, hours) is { } time && DaysOf(day, weekday) is { } days ? $"{days} at {time}, London time" : $"{cron}, London time");
    }

    // A rhythm is the same in every zone.
    private static string? Often(string minutes, string hours, string day, string weekday)
    {
        if (hours != "*" || DaysOf(day, weekday) != "every day")
        {
            return null;
        }

        return minutes switch
        {
            "*" => "every minute",
            _ when minutes.Split('/') is ["0" or "*", var step] && int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out var every) && every > 1 && 60 % every == 0 =>
                $"every {every} minutes",
            _ when Number(minutes, 59) is { } minute => $"every hour at {minute:00} minutes past",
            _ => null,
        };
    }

    private static string? TimeOf(string minutes, string hours)
    {
        if (Number(minutes, 59) is not { } minute)
        {
            return null;
        }

        var times = hours.Split(',').Select(hour => Number(hour, 23)).ToList();
        return times.Contains(null) ? null : Joined([.. times.Select(hour => $"{hour:00}:{minute:00}")]);
    }

    private static string? DaysOf(string day, string weekday) => (day, weekday) switch
    {
        ("*" or "?", "*" or "?") => "every day",
        ("*" or "?", "MON-FRI" or "2-6") => "Monday to Friday",
        ("*" or "?", _) when weekday.Split(',') is var names && names.All(Days.ContainsKey) => $"every {Joined([.. names.Select(name => Days[name])])}",
        ("L", "*" or "?") => "on the last day of every month",
        (_, "*" or "?") when Number(day, 31) is { } number and > 0 => $"on day {number} of every month",
        _ => null,
    };

    private static int? Number(string text, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= most ? number : null;

    private static string Joined(string[] words) => words.Length == 1 ? words[0] : $"{string.Join(", ", words[..^1])} and {words[^1]}";
}
