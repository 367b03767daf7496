using System.Globalization;
using System.Text;

namespace Nec.Testing;

/// <summary>Pages of up to 5 MB that are built, or have grown, to hurt; each begins with the section that is looked for.</summary>
public static class HostilePages
{
    /// <summary>The largest page that is read.</summary>
    public const int Size = 5_000_000;

    /// <summary>The heading looked for, and what stands under it.</summary>
    public const string Heading = "Our priorities";

    /// <summary>What every page begins with.</summary>
    public const string Start = "<!doctype html><h2>Our priorities</h2><p>Drug dealing in the park</p>";

    /// <summary>Those that are judged, whatever they cost others.</summary>
    public static IReadOnlyDictionary<string, Func<string>> Judged { get; } = new Dictionary<string, Func<string>>(StringComparer.Ordinal)
    {
        ["nested divs"] = () => Repeat("<div>", 200_000),
        ["nested divs to the end"] = () => Fill("<div>"),
        ["nested spans"] = () => Repeat("<span>", 200_000),
        ["nested lists"] = () => Repeat("<ul><li>", 50_000),
        ["nested bold in paragraphs"] = () => Repeat("<p><b>", 5_000),
        ["nested and closed"] = () => Repeat("<div>", 200_000) + "x" + Repeat("</div>", 200_000),
        ["nested in svg"] = () => Fill("<svg><g>"),
        ["templates"] = () => Fill("<template>"),
        ["titles without an end"] = () => Fill("<title>"),
        ["scripts without an end"] = () => Fill("<script>"),
        ["styles without an end"] = () => Fill("<style>"),
        ["scripts in comments in scripts"] = () => Fill("<script><!--<script>"),
        ["comments without an end"] = () => Fill("<!--"),
        ["comments"] = () => Fill("<!---->"),
        ["comments between letters"] = () => Fill("x<!---->"),
        ["processing instructions"] = () => Fill("<?x>"),
        ["ends without a beginning"] = () => Fill("</div>"),
        ["ends of formatting between letters"] = () => Fill("x</i>"),
        ["ends of headings in nested divs"] = () => Fill("</h1>", Repeat("<div>", 127)),
        ["ends of nothing in nested spans"] = () => Fill("</x>", Repeat("<span>", 127)),
        ["links around blocks"] = () => Fill("<a><div>x</a>"),
        ["tables of letters"] = () => Fill("<table>x"),
        ["many paragraphs"] = () => Fill("<p>Drug dealing in the park, 12 March 2024.</p>"),
        ["many items in a line's length"] = () => Fill("<li>Drug dealing in the park, and parking"),
        ["many lines with a date"] = () => Fill("1 May 2024, and speeding near the school<br>"),
        ["many lines of other words"] = () => Number("w{0} of the park and near the school<br>"),
        ["times in mark-up"] = () => Fill("<time datetime=2024-03-12>12 March 2024</time> "),
        ["one long line"] = () => Fill("Drug dealing in the park "),
        ["one long line of other words"] = () => Number("w{0} "),
        ["one long word"] = () => Fill("x"),
        ["blanks"] = () => Fill(" "),
        ["line feeds"] = () => Fill("\n"),
        ["NULs"] = () => Fill("\0"),
        ["digits"] = () => Fill("1"),
        ["digits and slashes"] = () => Fill("1/1/1 "),
        ["times"] = () => Fill("12:30:"),
        ["labels without a date"] = () => Fill("last updated on: "),
        ["dates"] = () => Fill("1 May 2024, "),
        ["beginnings of relative times"] = () => Fill("a few "),
        ["100,000 headings"] = () => Repeat("<h2>x</h2>", 100_000),
        ["the same heading 100,000 times"] = () => Repeat("<h2>Our priorities</h2>", 100_000),
        ["brackets"] = () => Fill("<"),
        ["spaced brackets"] = () => Fill("< "),
        ["tags that never end"] = () => Fill("<a "),
        ["one tag of many attributes"] = () => $"<p {Repeat("a ", 2_400_000)}>x",
        ["one tag of many unlike attributes"] = () => $"<p {Number("a{0} ")}>x",
        ["one tag of many ids"] = () => $"<p {Repeat("id ", 1_600_000)}>x",
        ["one huge attribute"] = () => $"<p class=\"{Repeat("a", 4_800_000)}\">x",
        ["attributes of the body"] = () => Number("<body id=a{0}>"),
        ["ampersands"] = () => Fill("&"),
        ["entities"] = () => Fill("&amp;"),
        ["entities of numbers"] = () => Fill("&#x41;"),
        ["entities that are none"] = () => Fill("&notit;"),
        ["the longest entity"] = () => Fill("&CounterClockwiseContourIntegral"),
        ["curly quotes"] = () => Fill("“"),
    };

    /// <summary>Those of more elements than any page for people.</summary>
    public static IReadOnlyDictionary<string, Func<string>> TooMany { get; } = new Dictionary<string, Func<string>>(StringComparer.Ordinal)
    {
        ["line breaks"] = () => Fill("<br>"),
        ["paragraphs of nothing"] = () => Fill("<p>"),
        ["ends of paragraphs"] = () => Fill("</p>"),
        ["open lists"] = () => Fill("<ul><li>"),
        ["open lists of definitions"] = () => Fill("<dl><dt><dd>"),
        ["formatting that is opened anew in each paragraph"] = () => Fill("<p><b><i><u>"),
        ["eight fonts that are opened anew in each paragraph"] = () => Fill("<p>and parking outside the school</p>", $"<p>{NumberTo(8, "<font id={0}>")}"),
        ["formatting that overlaps"] = () => Fill("<b><i><u><p></b></i></u>"),
        ["headings"] = () => Fill("<h3>x</h3>"),
        ["forms"] = () => Fill("<form><input></form>"),
        ["elements with ids"] = () => Number("<i id=a{0}>x</i>"),
        ["letters in a table's rows"] = () => Fill("x<tr>", "<table>"),
        ["lists in templates"] = () => Fill("<template><li>"),
    };

    /// <summary>Those that nest deeper than people write, one way or the other.</summary>
    public static IReadOnlyDictionary<string, Func<string>> Tangled { get; } = new Dictionary<string, Func<string>>(StringComparer.Ordinal)
    {
        ["open tables"] = () => Fill("<table><tr><td>"),
        ["tags left open behind the scanner's back"] = () => Fill("<span><div></span></div>"),
        ["a few tags left open behind the scanner's back, and a million ends"] = () => Fill("</h1>", Repeat("<span><div></span></div>", 480)),
        ["fonts kept open by objects"] = () => Fill("<p>x", NumberTo(480, "<p><font id={0}><object></font></object>")),
    };

    /// <summary>All of them, and a plain page to compare with.</summary>
    public static IReadOnlyDictionary<string, Func<string>> All { get; } = Judged.Concat(TooMany).Concat(Tangled)
        .Append(new(Plain, () => Fill("<p>Officers were in the park on Tuesday evening and spoke with residents about parking, noise and the closing of the lower gate.</p>\n")))
        .ToDictionary(StringComparer.Ordinal);

    /// <summary>The name of the one that is not hostile.</summary>
    public static string Plain => "plain";

    /// <summary>A page by its name.</summary>
    public static byte[] Page(string name) => Encoding.UTF8.GetBytes(Start + All[name]());

    private static string Repeat(string piece, int times) => string.Concat(Enumerable.Repeat(piece, times));

    private static string Fill(string piece, string first = "") => first + Repeat(piece, (Size - Start.Length - first.Length) / Encoding.UTF8.GetByteCount(piece));

    private static string Number(string piece)
    {
        var text = new StringBuilder();
        for (var at = 0; text.Length < Size - Start.Length - piece.Length - 10; at++)
        {
            text.AppendFormat(CultureInfo.InvariantCulture, piece, at);
        }

        return text.ToString();
    }

    private static string NumberTo(int count, string piece) => string.Concat(Enumerable.Range(0, count).Select(at => string.Format(CultureInfo.InvariantCulture, piece, at)));
}
