using System.Text;

namespace Nec.Core.Notices;

/// <summary>Blocks as plain text of at most 72 columns; a longer word, such as a link, stands alone on its line.</summary>
internal static class TextRendering
{
    private const int Columns = 72;

    /// <summary>The text, with line feeds.</summary>
    public static string Of(IEnumerable<Block> blocks)
    {
        var text = new StringBuilder();
        foreach (var block in blocks)
        {
            switch (block)
            {
                case Heading heading:
                    text.Append('\n').Append(heading.Words.ToUpperInvariant()).Append('\n');
                    break;
                case Paragraph paragraph:
                    Wrap(text, text.Length == 0 ? "" : "\n", paragraph.Words, "");
                    break;
                case Item item:
                    Wrap(text, "- ", item.Action, "  ");
                    item.Said.ToList().ForEach(said => Wrap(text, "  ", said, "  "));
                    text.Append(item.Link is null ? "" : $"  {item.LinkWords}: {item.Link}\n");
                    foreach (var (words, link) in item.SmallInText ? item.Small : [])
                    {
                        text.Append("    ").Append(words).Append(' ').Append(link).Append('\n');
                    }

                    break;
                case Lines lines:
                    lines.Words.ToList().ForEach(line => Wrap(text, "- ", line, "  "));
                    break;
            }
        }

        return text.ToString();
    }

    // A line break in what a contract or a source says never begins a line of ours.
    private static void Wrap(StringBuilder text, string first, string words, string rest)
    {
        var line = new StringBuilder(first);
        var isEmpty = true;
        foreach (var word in OneLine.Words(words))
        {
            if (!isEmpty && line.Length + 1 + word.Length > Columns + (line.ToString().StartsWith('\n') ? 1 : 0))
            {
                text.Append(line).Append('\n');
                line.Clear().Append(rest);
                isEmpty = true;
            }

            line.Append(isEmpty ? "" : " ").Append(word);
            isEmpty = false;
        }

        text.Append(line).Append('\n');
    }
}
