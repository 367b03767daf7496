using System.Text.RegularExpressions;
using AngleSharp.Css.Dom;
using AngleSharp.Css.Parser;
using AngleSharp.Dom;

namespace Nec.Integrations.WebPages;

/// <summary>CSS selectors as contracts may write them.</summary>
internal static partial class CssSection
{
    // Each "somewhere inside" makes the matching of a deeply nested page dearer by the depth of the nesting.
    private const int MostReaches = 3;

    /// <summary>What a selector must be instead; null when it is fine.</summary>
    public static string? WhyRefused(string css) =>
        Parse(css) is null ? "a CSS selector such as .priorities > div"
        : css.Split(',').Any(part => Reaches().Count(Brackets().Replace(part.Trim(), "[]")) > MostReaches) ? "a CSS selector with at most three “somewhere inside” or “somewhere after” (spaces and ~)"
        : null;

    /// <summary>The selector; null when it is none.</summary>
    public static ISelector? Parse(string css)
    {
        try
        {
            return new CssSelectorParser().ParseSelector(css);
        }
        catch (DomException)
        {
            return null; // as a pseudo-element or a namespace that the parser does not know ends
        }
    }

    [GeneratedRegex(@"\[[^\]]*\]|""[^""]*""|'[^']*'", RegexOptions.NonBacktracking)]
    private static partial Regex Brackets();

    [GeneratedRegex(@"(?<=[^\s>+~])\s+(?=[^\s>+~])|~", RegexOptions.None, 1000)]
    private static partial Regex Reaches();
}
