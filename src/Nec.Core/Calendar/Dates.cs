using System.Globalization;

namespace Nec.Core.Calendar;

/// <summary>How days are written: for people in a reason, and as labels.</summary>
public static class Dates
{
    /// <summary><c>1 April 2026</c>.</summary>
    public static string Long(DateOnly day) => day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    /// <summary><c>2026-04-01</c>.</summary>
    public static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Reads what <see cref="Iso"/> wrote.</summary>
    public static DateOnly Parse(string iso) => DateOnly.ParseExact(iso, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>A day written exactly as by <see cref="Iso"/>; null when it is none.</summary>
    public static DateOnly? Read(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    /// <summary>The same as a person gave it, perhaps with spaces around it.</summary>
    public static DateOnly? Given(string? text) => Read(text?.Trim());

    /// <summary><c>1 day</c>, <c>23 days</c>, <c>1 whole week</c>: a count with its noun.</summary>
    public static string Count(long number, string one, string? many = null) =>
        string.Create(CultureInfo.InvariantCulture, $"{number:#,0} {(number == 1 ? one : many ?? one + "s")}");
}
