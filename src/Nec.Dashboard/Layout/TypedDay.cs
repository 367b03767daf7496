using System.Globalization;

namespace Nec.Dashboard.Layout;

/// <summary>A day as a person types it into a filter.</summary>
internal static class TypedDay
{
    private static readonly string[] Forms = ["yyyy-MM-dd", "d/M/yyyy", "d MMMM yyyy"];

    /// <summary>A day of the years 1900 to 2200; null when it is none.</summary>
    public static DateOnly? Of(string? text) =>
        DateOnly.TryParseExact(text?.Trim(), Forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
        && day.Year is >= 1900 and <= 2200 ? day : null;
}
