using System.Text.RegularExpressions;

namespace Nec.Simulator.Tests.Website;

/// <summary>What a reader sees under a heading; null when the heading is not there.</summary>
internal static class Seen
{
    public const string Priorities = "Our priorities";
    public const string YouSaidWeDid = "You said, we did";

    public static string? Under(string heading, string html)
    {
        var from = html.IndexOf($">{heading}</h2>", StringComparison.Ordinal);
        return from < 0 ? null : html[from..html.IndexOf("</section>", from, StringComparison.Ordinal)];
    }

    public static string Undated(string section)
        => Regex.Replace(section, @"Issued \d+ \w+ \d{4}", "Issued", RegexOptions.None, TimeSpan.FromSeconds(1));
}
