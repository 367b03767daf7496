using System.Globalization;
using Nec.Core.Calendar;

namespace Nec.Integrations.FactFiles;

/// <summary>Days and times as British spreadsheets write them, turned into the spelling that facts have; what is no date is left as it is, to be refused.</summary>
internal static class SpreadsheetDates
{
    private static readonly TimeOnly Noon = new(12, 0);

    /// <summary><c>31/08/2025</c> and <c>31 August 2025</c> as <c>2025-08-31</c>.</summary>
    public static string Day(string text) => TypedDay.Read(text) is { } day ? Dates.Iso(day) : text;

    /// <summary>London's time as an instant; a day alone counts from noon.</summary>
    public static string Instant(string text) =>
        TypedMoment.Read(text) is { Day.Year: > 1 and < 9999 } typed ? Spelt(LondonTime.InstantOf(typed.Day, typed.Time ?? Noon)) : text;

    private static string Spelt(DateTimeOffset instant) => instant.ToString("yyyy-MM-ddTHH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
