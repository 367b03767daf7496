using System.Text.RegularExpressions;
using AngleSharp.Html.Parser;
using Nec.Integrations.WebPages;

namespace Nec.Integrations.PoliceUk;

/// <summary>Turns what forces type (HTML, entities, both, either of them encoded twice) into text.</summary>
internal static partial class PlainWords
{
    // A priority is a paragraph or two; the parser's work is bounded before it begins.
    private const int Longest = 50_000;

    /// <summary>The text, a line for each block; empty for nothing.</summary>
    public static string Of(string? html)
    {
        if (string.IsNullOrWhiteSpace(html))
        {
            return "";
        }

        var once = Read((html.Length > Longest ? html[..Longest] : html).Replace("\0", "", StringComparison.Ordinal)); // which the database cannot keep
        return Encoded().IsMatch(once) ? Read(once) : once;
    }

    /// <summary>The text on one line.</summary>
    public static string LineOf(string? html) => Of(html).ReplaceLineEndings(" ").Trim();

    private static string Read(string html)
    {
        if (!html.AsSpan().ContainsAny('<', '&') && !html.Contains('\n', StringComparison.Ordinal))
        {
            return html.Trim();
        }

        using var document = new HtmlParser().ParseDocument(Nesting.Bound(html));
        var lines = new PageLines();
        lines.Read(document.DocumentElement);
        return string.Join('\n', lines.All.Select(line => line.Text));
    }

    [GeneratedRegex("&(#[0-9]{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,8});", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Encoded();
}
