using AngleSharp;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace Nec.Integrations.WebPages;

/// <summary>
/// Counts what the parser makes, up to a bound. It makes more than a page has tags: what is left open (bold, a font) is opened anew in each block that follows,
/// and of those elements it tells nobody but the factory.
/// </summary>
internal sealed class CountedElements(int most) : IElementFactory<Document, HtmlElement>
{
    private static readonly IElementFactory<Document, HtmlElement> Ordinary = Configuration.Default.Services.OfType<IElementFactory<Document, HtmlElement>>().Single();

    private int _count;

    public HtmlElement Create(Document document, string localName, string? prefix = null, NodeFlags flags = NodeFlags.None)
    {
        Add();
        return Ordinary.Create(document, localName, prefix, flags);
    }

    /// <summary>Counts one that was made elsewhere (SVG, MathML).</summary>
    /// <exception cref="TangledException">There are too many.</exception>
    public void Add()
    {
        if (++_count > most)
        {
            throw new TangledException("the page has more elements than any page for people");
        }
    }
}
