using System.Globalization;
using Nec.Core.Calendar;

namespace Nec.Integrations.FactFiles;

/// <summary>Days and times as British spreadsheets write them, turned into the spelling that facts have; what is no date is left as it is, to be refused.</summary>
internal static class SpreadsheetDates
{
    private static readonly string[] Times = ["yyyy-MM-ddTHH:mm", "yyyy-MM-dd HH:mm", "dd/MM/yyyy HH:mm", "yyyy-MM-ddTHH:mm:ss", "yyyy-MM-dd HH:mm:ss", "dd/MM/yyyy HH:mm:ss"];

    /// <summary><c>31/08/2025</c> as <c>2025-08-31</c>.</summary>
    public static string Day(string text) =>
        DateOnly.TryParseExact(text, "dd/MM/yyyy", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? Dates.Iso(day) : text;

    /// <summary>London's time as an instant; a day alone counts from noon.</summary>
    public static string Instant(string text) =>
        Moments.Date(Day(text)) is { } day ? Spelt(LondonTime.InstantOf(day, new(12, 0)))
        : DateTime.TryParseExact(text, Times, CultureInfo.InvariantCulture, DateTimeStyles.None, out var wall)
            ? Spelt(LondonTime.InstantOf(DateOnly.FromDateTime(wall), TimeOnly.FromDateTime(wall)))
        : text;

    private static string Spelt(DateTimeOffset instant) => instant.ToString("yyyy-MM-ddTHH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
