using System.Globalization;
using System.Text.RegularExpressions;
using Nec.Core.Calendar;

namespace Nec.Dashboard.Layout;

/// <summary>How instants and lengths are written on pages.</summary>
internal static partial class When
{
    /// <summary><c>1 April 2026 at 02:30 BST</c>: the zone is named, because one hour a year happens twice.</summary>
    public static string At(DateTimeOffset instant)
    {
        var zone = LondonTime.Zone.IsDaylightSavingTime(instant) ? "BST" : "GMT";
        return string.Create(CultureInfo.InvariantCulture, $"{Dates.Long(LondonTime.DateOf(instant))} at {LondonTime.TimeOf(instant):HH:mm} {zone}");
    }

    /// <summary>A text with every moment in it that a machine wrote, such as <c>2026-04-01T01:30:00.0000000+00:00</c>, as <see cref="At"/> says it.</summary>
    public static string InText(string text) =>
        Moment().Replace(text, match => DateTimeOffset.TryParse(match.Value, CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment) ? At(moment) : match.Value);

    /// <summary><c>0.4 seconds</c>, <c>12 seconds</c>, <c>3 minutes 20 seconds</c>, <c>2 hours 5 minutes</c>.</summary>
    public static string Took(TimeSpan length) => length switch
    {
        { TotalSeconds: < 0.05 } => "under 0.1 seconds",
        { TotalSeconds: < 9.95 } => string.Create(CultureInfo.InvariantCulture, $"{length.TotalSeconds:0.0} seconds"),
        { TotalSeconds: < 60 } => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(length.TotalSeconds):0} seconds"),
        { TotalHours: < 1 } => $"{Dates.Count((int)length.TotalMinutes, "minute")} {Dates.Count(length.Seconds, "second")}",
        _ => $"{Dates.Count((int)length.TotalHours, "hour")} {Dates.Count(length.Minutes, "minute")}",
    };

    [GeneratedRegex(@"\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Moment();
}
