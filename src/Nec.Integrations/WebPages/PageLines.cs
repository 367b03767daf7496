using System.Globalization;
using System.Text;
using AngleSharp.Dom;

namespace Nec.Integrations.WebPages;

/// <summary>One block of a page's text; its level is 1 to 6 for a heading, else 0, and <paramref name="Main"/> tells which main part of the page it stands in (0: none).</summary>
internal sealed record PageLine(string Text, int Level, int Main);

/// <summary>The lines of an element that was asked for: from the first, inclusive, to the last, exclusive. One that <paramref name="IsMark"/> is a heading, or stands in a line as a place to jump to.</summary>
internal sealed record PagePart(int Wish, int From, int To, bool IsMark);

/// <summary>Walks a page and writes down its visible text, a line for each block. The walk keeps its own stack: a hostile page nests deeper than ours would bear.</summary>
/// <param name="wishes">Tells which of the elements asked for an element is, by their numbers; one that is seen becomes a part.</param>
internal sealed class PageLines(Func<IElement, IEnumerable<int>>? wishes = null)
{
    private static readonly HashSet<string> Unseen = new(StringComparer.OrdinalIgnoreCase)
    {
        "head", "script", "style", "noscript", "svg", "math", "canvas", "template", "iframe", "object", "audio", "video", "nav", "datalist",
    };

    private static readonly HashSet<string> Inline = new(StringComparer.OrdinalIgnoreCase)
    {
        "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "img", "ins", "kbd", "label", "mark", "picture", "q", "rp", "rt",
        "ruby", "s", "samp", "slot", "small", "source", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
    };

    private readonly StringBuilder _line = new();
    private readonly Stack<(INode Node, int Next)> _open = new();
    private readonly Stack<(IElement Element, int Wish, int From)> _wanted = new();
    private bool _space;
    private int _level;
    private int _main;
    private int _mains;

    /// <summary>The lines so far.</summary>
    public List<PageLine> All { get; } = [];

    /// <summary>The parts asked for, in the order in which they end.</summary>
    public List<PagePart> Parts { get; } = [];

    public void Read(IElement root)
    {
        _open.Push((root, 0));
        while (_open.TryPop(out var top))
        {
            // By index: asking a node for its next sibling searches all of them.
            if (top.Next == top.Node.ChildNodes.Length)
            {
                Leave((IElement)top.Node);
                continue;
            }

            _open.Push((top.Node, top.Next + 1));
            switch (top.Node.ChildNodes[top.Next])
            {
                case IText text:
                    Write(text.Data);
                    break;
                case IElement element when IsSeen(element):
                    Enter(element);
                    _open.Push((element, 0));
                    break;
                default:
                    break;
            }
        }

        EndLine();
    }

    private void Enter(IElement element)
    {
        EnterBlock(element);
        foreach (var wish in wishes?.Invoke(element) ?? [])
        {
            _wanted.Push((element, wish, All.Count));
        }
    }

    private void EnterBlock(IElement element)
    {
        if (Inline.Contains(element.LocalName))
        {
            return;
        }

        if (element.LocalName is "td" or "th")
        {
            _space = true; // the cells of a row stay on its line
            return;
        }

        EndLine();
        _level = LevelOf(element) is > 0 and var level ? level : _level;
        _main = IsMain(element) ? ++_mains : _main;
    }

    private void Leave(IElement element)
    {
        LeaveBlock(element);
        while (_wanted.TryPeek(out var wanted) && ReferenceEquals(wanted.Element, element))
        {
            // A part inside a line is known by the whole of it.
            Parts.Add(new PagePart(wanted.Wish, wanted.From, All.Count + (_line.Length > 0 ? 1 : 0), Inline.Contains(element.LocalName) || LevelOf(element) > 0));
            _wanted.Pop();
        }
    }

    private void LeaveBlock(IElement element)
    {
        if (Inline.Contains(element.LocalName) || element.LocalName is "td" or "th")
        {
            return;
        }

        EndLine();
        _level = LevelOf(element) > 0 ? 0 : _level;
        _main = IsMain(element) ? 0 : _main;
    }

    private void Write(string text)
    {
        foreach (var letter in text)
        {
            if (char.IsWhiteSpace(letter))
            {
                _space = true;
            }
            else if (letter is not ('\u00AD' or '\u200B' or '\u200C' or '\u200D' or '\u2060' or '\uFEFF') && !char.IsControl(letter))
            {
                if (_space && _line.Length > 0)
                {
                    _line.Append(' ');
                }

                _space = false;
                _line.Append(letter);
            }
        }
    }

    private void EndLine()
    {
        if (_line.Length > 0)
        {
            All.Add(new PageLine(_line.ToString(), _level, _main));
        }

        _line.Clear();
        _space = false;
    }

    private static bool IsSeen(IElement element) =>
        !Unseen.Contains(element.LocalName)
        && !element.HasAttribute("hidden")
        && (element.LocalName != "dialog" || element.HasAttribute("open"))
        && element.GetAttribute("role") != "navigation"
        && (element.GetAttribute("style") is not { } style || !Hides(style));

    private static bool Hides(string style)
    {
        var plain = style.Replace(" ", "", StringComparison.Ordinal);

        return plain.Contains("display:none", StringComparison.OrdinalIgnoreCase) || plain.Contains("visibility:hidden", StringComparison.OrdinalIgnoreCase);
    }

    private static bool IsMain(IElement element) => element.LocalName == "main" || element.GetAttribute("role") == "main";

    private static int LevelOf(IElement element) => element.LocalName switch
    {
        ['h', >= '1' and <= '6' and var digit] => digit - '0',
        _ when element.GetAttribute("role") == "heading" =>
            int.TryParse(element.GetAttribute("aria-level"), NumberStyles.None, CultureInfo.InvariantCulture, out var level) && level is >= 1 and <= 6 ? level : 2,
        _ => 0,
    };
}
