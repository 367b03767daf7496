using System.Globalization;
using Nec.Core.Calendar;

namespace Nec.Integrations.PoliceUk;

/// <summary>Reads data.police.uk's times, which name no zone: they are what a clock on a London wall shows.</summary>
internal static class Wall
{
    private static readonly string[] Forms = ["yyyy-MM-ddTHH:mm:ss.FFFFFFF", "yyyy-MM-ddTHH:mm:ss", "yyyy-MM-ddTHH:mm", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd"];

    /// <summary>The date and time; null for nothing, for what is no time, and for the years that only empty fields have.</summary>
    public static DateTime? Of(string? text) => Parse(text?.Trim()) is { Year: >= 1990 and < 2200 } wall ? wall : null;

    /// <summary>The day alone.</summary>
    public static DateOnly? DayOf(string? text) => Of(text) is { } wall ? DateOnly.FromDateTime(wall) : null;

    private static DateTime? Parse(string? text) =>
        DateTime.TryParseExact(text, Forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var wall) ? wall
        : text is { Length: > 19 } && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
            && instant.Year is > 1 and < 9999 ? TimeZoneInfo.ConvertTime(instant, LondonTime.Zone).DateTime // one day it may say its zone
        : null;
}
