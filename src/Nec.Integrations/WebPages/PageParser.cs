using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using AngleSharp.Html.Parser.Tokens.Struct;
using Nec.Core.Contracts;

namespace Nec.Integrations.WebPages;

/// <summary>Turns mark-up into a document within bounds that no page for people comes near. Nothing of the page is run or loaded.</summary>
internal static class PageParser
{
    /// <summary>Elements of the largest page that is read: each costs some 350 bytes, and a page of 5 MB can hold a million.</summary>
    internal const int MostElements = 200_000;

    // The parser hangs nothing deeper than 512 into the document, but goes on piling up what is open, and its work grows with the square of that.
    // What people write stays below: Nesting sees to it, but for tags that are left open behind its back.
    private const int Deepest = 500;

    // What is left open (bold, a font) is opened anew in each block that follows: elements that the parser does not tell of, but which it allocates.
    private const long MostBytes = 200_000_000;

    private const int Sample = 256;

    /// <summary>The document.</summary>
    /// <exception cref="TangledException">The page was made to hurt.</exception>
    public static IHtmlDocument Parse(string html, IReadOnlyCollection<SectionSelector> sections)
    {
        var keepsAll = sections.Any(section => section is SectionSelector.Css);
        var created = 0;
        var before = GC.GetAllocatedBytesForCurrentThread();
        IElement? sampled = null;
        var options = new HtmlParserOptions
        {
            IsScripting = false,

            // What no reader sees is not kept: it halves the parser's time.
            SkipComments = true,
            SkipScriptText = true,
            SkipRawText = true,
            ShouldEmitAttribute = (ref StructHtmlToken _, ReadOnlyMemory<char> name) => keepsAll || name.Span is "hidden" or "style" or "open" or "role" or "aria-level" or "id",
            OnCreated = (element, _) =>
            {
                if (++created > MostElements)
                {
                    throw new TangledException("the page has more elements than any page for people");
                }

                if (created % Sample == 0)
                {
                    Refuse(sampled); // by now it has its parents
                    if (GC.GetAllocatedBytesForCurrentThread() - before > MostBytes)
                    {
                        throw new TangledException("the page's mark-up is too tangled to read");
                    }

                    sampled = element;
                }
            },
        };

        return new HtmlParser(options).ParseDocument(Nesting.Bound(html));
    }

    private static void Refuse(IElement? element)
    {
        var depth = 0;
        for (INode? node = element; node is not null; node = node.Parent)
        {
            if (++depth > Deepest)
            {
                throw new TangledException("the page's mark-up is too tangled to read");
            }
        }
    }
}

/// <summary>A page costs more than it may; the message says why, in words for people.</summary>
internal sealed class TangledException(string message) : Exception(message);
