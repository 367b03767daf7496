using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace Nec.Integrations.Meta;

/// <summary>How much of the call limit is used, in per cent, and the minutes until calls are allowed again. Meta has no Retry-After: both stand in headers of JSON text, sometimes in single quotes.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly partial record struct MetaUsage(int Percent, int? WaitMinutes)
{
    /// <summary>From here on we ask slowly.</summary>
    public const int High = 80;

    /// <summary>From here on we do not ask.</summary>
    public const int Full = 100;

    private static readonly string[] Headers = ["X-App-Usage", "X-Business-Use-Case-Usage", "X-Page-Usage"];

    /// <summary>The worst that the headers tell; they are left out when nothing is used.</summary>
    public static MetaUsage Of(IEnumerable<(string? Name, string? Value)> headers)
    {
        var (percent, minutes) = (0, 0);
        foreach (var (_, value) in headers.Where(header => Headers.Contains(header.Name, StringComparer.OrdinalIgnoreCase)))
        {
            foreach (Match match in Number().Matches(value ?? ""))
            {
                var number = int.Parse(match.Groups["number"].ValueSpan, CultureInfo.InvariantCulture);
                (percent, minutes) = match.Groups["name"].ValueSpan.StartsWith("estimated", StringComparison.Ordinal)
                    ? (percent, Math.Max(minutes, number))
                    : (Math.Max(percent, number), minutes);
            }
        }

        return new(percent, minutes > 0 ? minutes : null);
    }

    /// <summary>The worse of both.</summary>
    public MetaUsage And(MetaUsage other) =>
        new(Math.Max(Percent, other.Percent), WaitMinutes is null ? other.WaitMinutes : Math.Max(WaitMinutes.Value, other.WaitMinutes ?? 0));

    [GeneratedRegex("(?<name>call_count|total_time|total_cputime|estimated_time_to_regain_access)[\"']?\\s*:\\s*[\"']?(?<number>[0-9]{1,6})", RegexOptions.NonBacktracking)]
    private static partial Regex Number();
}
