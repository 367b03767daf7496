using System.Text.RegularExpressions;

namespace Nec.Integrations.Http;

/// <summary>
/// Meta's usage headers: JSON text in several shapes, some seen in single quotes. Nothing in them is needed but three percentages and the minutes to
/// wait, wherever they stand, so they are looked for rather than parsed.
/// </summary>
internal static partial class MetaUsage
{
    private const int LongestHeader = 64 * 1024;

    private static readonly string[] Names = ["X-App-Usage", "X-Business-Use-Case-Usage", "X-Page-Usage"];

    /// <summary>The highest percentage; null without such headers.</summary>
    public static int? Percent(Func<string, string?> header) => Highest(header, Percentages());

    /// <summary>The minutes until access is regained; null when none are named, or 0.</summary>
    public static TimeSpan? Wait(Func<string, string?> header) => Highest(header, Minutes()) is > 0 and { } minutes ? TimeSpan.FromMinutes(minutes) : null;

    private static int? Highest(Func<string, string?> header, Regex number) => Names
        .Select(header)
        .Where(text => text is { Length: <= LongestHeader })
        .SelectMany(text => number.Matches(text!))
        .Select(match => int.TryParse(match.Groups["number"].ValueSpan, out var value) ? value : (int?)null)
        .Max();

    [GeneratedRegex("""["'](call_count|total_time|total_cputime)["']\s*:\s*["']?(?<number>[0-9]{1,7})""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Percentages();

    [GeneratedRegex("""["']estimated_time_to_regain_access["']\s*:\s*["']?(?<number>[0-9]{1,7})""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Minutes();
}
