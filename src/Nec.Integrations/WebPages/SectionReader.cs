using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace Nec.Integrations.WebPages;

/// <summary>What a look for a section found.</summary>
public abstract record SectionLook
{
    /// <summary>The section's text, a line for each block, and the dates that it shows, oldest first.</summary>
    public sealed record Found(string Text, IReadOnlyList<DateOnly> Dates) : SectionLook;

    /// <summary>No heading has these words.</summary>
    public sealed record Missing(string PageText) : SectionLook;

    /// <summary>The heading is there, with nothing under it.</summary>
    public sealed record Empty : SectionLook;
}

/// <summary>Finds a section by the words of its heading. Nothing of the page is run or loaded.</summary>
public static class SectionReader
{
    /// <summary>The first section of this heading that holds anything: everything up to the next heading of the same or a higher level, in the order of the document.</summary>
    public static SectionLook Read(ReadOnlySpan<byte> html, string? contentType, string heading)
    {
        var lines = Lines(PageDecoder.Decode(html, contentType));
        var wanted = HeadingKey.Of(heading);
        var isThere = false;
        for (var at = 0; at < lines.Count; at++)
        {
            if (lines[at].Level == 0 || HeadingKey.Of(lines[at].Text) != wanted)
            {
                continue;
            }

            isThere = true;
            var section = SectionAfter(lines, at);
            if (section.Count > 0)
            {
                return new SectionLook.Found(string.Join('\n', section), VisibleDates.In(section));
            }
        }

        return isThere ? new SectionLook.Empty() : new SectionLook.Missing(string.Join('\n', lines.Select(line => line.Text)));
    }

    private static List<string> SectionAfter(List<PageLine> lines, int heading) =>
    [
        .. lines.Skip(heading + 1)
            .TakeWhile(line => (line.Level == 0 || line.Level > lines[heading].Level) && line.Main == lines[heading].Main)
            .Select(line => line.Text),
    ];

    private static List<PageLine> Lines(string html)
    {
        using var document = new HtmlParser(new HtmlParserOptions { IsScripting = false }).ParseDocument(html);
        var lines = new PageLines();
        lines.Read(document.DocumentElement);

        return lines.All;
    }
}
