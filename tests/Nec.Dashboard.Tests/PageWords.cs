using System.Net;
using System.Text.RegularExpressions;

namespace Nec.Dashboard.Tests;

/// <summary>What a page says, without its mark-up and on one line.</summary>
internal static partial class PageWords
{
    public static string Of(string html) => WebUtility.HtmlDecode(Spaces().Replace(Tags().Replace(html, " "), " "));

    [GeneratedRegex("<[^>]*>", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Tags();

    [GeneratedRegex(@"\s+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Spaces();
}
