using AngleSharp;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using AngleSharp.Html.Parser.Tokens.Struct;
using Nec.Core.Contracts;

namespace Nec.Integrations.WebPages;

/// <summary>
/// Turns mark-up into a document within bounds that no page for people comes near. Nothing of the page is run or loaded. The bounds count what the page holds and
/// never what reading it took: time and memory differ from one run to the next (the parser's first passes, not yet compiled well, allocate ten times as much), and
/// the same bytes must always be judged alike.
/// </summary>
internal static class PageParser
{
    /// <summary>Elements of the largest page that is read: each costs some 350 bytes, a field of a form twice that, and a page of 5 MB can hold a million.</summary>
    internal const int MostElements = 150_000;

    private const string Tangled = "the page's mark-up is too tangled to read";

    // The parser hangs nothing deeper than 512 into the document, but goes on piling up what is open, and its work grows with the square of that. What people write
    // stays below: Nesting sees to it, but for tags that it does not count (a list's items double its depth) and those that are left open behind its back.
    private const int PerNesting = 3;

    private const int Sample = 16;

    // All of an element's attributes are compared with each other.
    private const int MostAttributes = 500;

    /// <summary>The document.</summary>
    /// <exception cref="TangledException">The page was made to hurt.</exception>
    public static IHtmlDocument Parse(string html, IReadOnlyCollection<SectionSelector> sections)
    {
        var keepsAll = sections.Any(section => section is SectionSelector.Css);
        var (deepest, elements, created) = (PerNesting * Nesting.AllowedIn(html), new CountedElements(MostElements), 0);
        IElement? sampled = null;
        var options = new HtmlParserOptions
        {
            IsScripting = false,

            // What no reader sees is not kept: it halves the parser's time.
            SkipComments = true,
            SkipScriptText = true,
            SkipRawText = true,
            SkipProcessingInstructions = true,
            DisableElementPositionTracking = true,
            ShouldEmitAttribute = (ref StructHtmlToken tag, ReadOnlyMemory<char> name) => keepsAll
                ? tag.Attributes.Count < MostAttributes
                : name.Span is "hidden" or "style" or "open" or "role" or "aria-level" or "id",
            OnCreated = (element, _) =>
            {
                if (element is not IHtmlElement)
                {
                    elements.Add();
                }

                if (++created % Sample == 0)
                {
                    Refuse(sampled, deepest); // by now it has its parents
                    sampled = element;
                }
            },
        };
        var context = BrowsingContext.New(Configuration.Default.WithOnly<IElementFactory<Document, HtmlElement>>(elements));

        return new HtmlParser(options, context).ParseDocument(Nesting.Bound(html));
    }

    private static void Refuse(IElement? element, int deepest)
    {
        var depth = 0;
        for (INode? node = element; node is not null; node = node.Parent)
        {
            if (++depth > deepest)
            {
                throw new TangledException(Tangled);
            }
        }
    }
}

/// <summary>A page costs more than it may; the message says why, in words for people.</summary>
internal sealed class TangledException(string message) : Exception(message);
