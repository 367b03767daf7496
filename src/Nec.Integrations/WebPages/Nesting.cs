using System.Text;

namespace Nec.Integrations.WebPages;

/// <summary>
/// Takes the tags out that nest deeper than people write them (a browser stops at 512). The parser's work grows with the square of the depth:
/// 100,000 nested divs keep it busy for 20 seconds. Only the plain case is meant; <see cref="PageParser"/> refuses the devious.
/// </summary>
internal static class Nesting
{
    private const int Deepest = 128;
    private const int Shallowest = 12;

    // For most tags the parser walks up all that is open, at some 20 ns a step. A page of a million tags may nest less than one of a thousand; 90,000 tags are more than people write.
    private const int MostSteps = 12_000_000;

    // They close themselves, or never open: counting them would make a long page look deep.
    private static readonly HashSet<string> Uncounted = new(StringComparer.OrdinalIgnoreCase)
    {
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr",
        "html", "head", "body", "p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "colgroup", "option", "optgroup", "rp", "rt",
    };

    /// <summary>How deep a page may nest, by the number of its tags.</summary>
    public static int AllowedIn(string html) => Math.Clamp(MostSteps / Math.Max(1, html.AsSpan().Count('<')), Shallowest, Deepest);

    /// <summary>The page without what nests deeper than allowed; the page itself when it is shallow enough.</summary>
    public static string Bound(string html)
    {
        var deepest = AllowedIn(html);
        StringBuilder? bounded = null;
        var rawText = new RawText();
        var (depth, kept, at) = (0, 0, 0);
        while (at < html.Length && html.IndexOf('<', at) is >= 0 and var open)
        {
            var (name, isEnd) = NameAt(html, open);
            at = EndOf(html, open, name);
            if (name.Length == 0 || Uncounted.Contains(name) || html[at - 1] != '>')
            {
                continue;
            }

            depth = Math.Max(0, depth + (isEnd ? -1 : 1));
            if (depth > deepest || (isEnd && depth == deepest))
            {
                (bounded ??= new StringBuilder(html.Length)).Append(html, kept, open - kept).Append(' ');
                kept = at;
            }

            at = isEnd ? at : rawText.After(html, at, name);
        }

        return bounded?.Append(html, kept, html.Length - kept).ToString() ?? html;
    }

    private static (string Name, bool IsEnd) NameAt(string html, int open)
    {
        var isEnd = open + 1 < html.Length && html[open + 1] == '/';
        var start = open + (isEnd ? 2 : 1);
        var end = start;
        while (end < html.Length && end - start < 20 && char.IsAsciiLetterOrDigit(html[end]))
        {
            end++;
        }

        return end > start && char.IsAsciiLetter(html[start]) ? (html[start..end], isEnd) : ("", isEnd);
    }

    private static int EndOf(string html, int open, string name)
    {
        if (name.Length == 0)
        {
            return html.AsSpan(open).StartsWith("<!--") ? After(html, "-->", open + 2) : open + 1;
        }

        var quote = '\0';
        var before = '\0';
        for (var at = open + 1; at < html.Length; at++)
        {
            var letter = html[at];
            if (quote != '\0')
            {
                quote = letter == quote ? '\0' : quote;
            }
            else if (letter == '>')
            {
                return at + 1;
            }
            else if (letter is '"' or '\'' && before == '=')
            {
                quote = letter;
            }

            before = char.IsWhiteSpace(letter) ? before : letter;
        }

        return html.Length;
    }

    private static int After(string html, string what, int from) => html.IndexOf(what, from, StringComparison.Ordinal) is >= 0 and var found ? found + what.Length : html.Length;

    /// <summary>Steps over what holds no tags until its own end. An end that was not found is not looked for again: the search would start anew at each of a million starts.</summary>
    private struct RawText
    {
        private static readonly string[] Names = ["script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"];

        private int _endless;

        public int After(string html, int at, string name)
        {
            var which = Array.FindIndex(Names, raw => raw.Equals(name, StringComparison.OrdinalIgnoreCase));
            if (which < 0 || (_endless & (1 << which)) != 0)
            {
                return at;
            }

            var end = html.IndexOf($"</{name}", at, StringComparison.OrdinalIgnoreCase);
            _endless |= end < 0 ? 1 << which : 0;

            return end < 0 ? at : end;
        }
    }
}
