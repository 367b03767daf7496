using System.Diagnostics;
using AngleSharp.Html.Parser;
using AngleSharp.Html.Parser.Tokens.Struct;
using Nec.Integrations.Http;

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
    // An honest page of the largest size takes a second; a devious one may make the parser's work quadratic.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>The first section of this heading that holds anything: everything up to the next heading of the same or a higher level, in the order of the document.</summary>
    /// <exception cref="IntegrationException">The page was made to hurt, and cannot be read in reasonable time.</exception>
    public static SectionLook Read(ReadOnlySpan<byte> html, string? contentType, string heading) => Read(html, contentType, heading, Patience);

    /// <summary>The same within another time, for tests.</summary>
    internal static SectionLook Read(ReadOnlySpan<byte> html, string? contentType, string heading, TimeSpan patience)
    {
        var lines = Lines(PageDecoder.Decode(html, contentType), patience);
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

    private static List<PageLine> Lines(string html, TimeSpan patience)
    {
        var started = Stopwatch.GetTimestamp();
        var created = 0;
        var options = new HtmlParserOptions
        {
            IsScripting = false,

            // What no reader sees is not kept: it halves the parser's time.
            SkipComments = true,
            SkipScriptText = true,
            SkipRawText = true,
            ShouldEmitAttribute = (ref StructHtmlToken _, ReadOnlyMemory<char> name) => name.Span is "hidden" or "style" or "open" or "role" or "aria-level",
            OnCreated = (_, _) =>
            {
                if (++created % 256 == 0 && Stopwatch.GetElapsedTime(started) > patience)
                {
                    throw new IntegrationException("web-pages", null, "the page's mark-up is too tangled to read");
                }
            },
        };
        using var document = new HtmlParser(options).ParseDocument(Nesting.Bound(html));
        var lines = new PageLines();
        lines.Read(document.DocumentElement);

        return lines.All;
    }
}
