using System.Globalization;
using System.Text.RegularExpressions;
using Nec.Core.Calendar;

namespace Nec.Integrations.FactFiles;

/// <summary>Days and instants as facts write them.</summary>
internal static partial class Moments
{
    /// <summary>A real day between 1990 and 2199, as a text gives it; else null.</summary>
    public static DateOnly? Date(string text) =>
        Dates.Read(text) is { Year: >= 1990 and < 2200 } date ? date : null;

    /// <summary>An instant that says its zone; else null.</summary>
    public static DateTimeOffset? Instant(string text) =>
        Instants().IsMatch(text) && Date(text[..10]) is not null
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var instant) ? instant.ToUniversalTime() : null;

    /// <summary>London's date and time, converted when a zone is given; null when it is neither.</summary>
    public static DateTime? Wall(string text) =>
        Instant(text) is { } instant ? TimeZoneInfo.ConvertTime(instant, LondonTime.Zone).DateTime
        : DateTime.TryParseExact(text, ["yyyy-MM-ddTHH:mm", "yyyy-MM-ddTHH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var wall)
          && Date(text[..10]) is not null ? wall
        : null;

    [GeneratedRegex(
        "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\\.[0-9]{1,7})?)?(Z|[+-][0-9]{2}:[0-9]{2})\\z",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Instants();
}
