using System.Diagnostics;
using AngleSharp.Dom;
using Nec.Core.Contracts;
using Nec.Core.Pages;

namespace Nec.Integrations.WebPages;

/// <summary>What a look for a section found.</summary>
public abstract record SectionLook
{
    /// <summary>The section's text, a line for each block.</summary>
    public sealed record Found(string Text) : SectionLook
    {
        /// <summary>The dates that it shows, oldest first.</summary>
        public required IReadOnlyList<DateOnly> Dates { get; init; }

        /// <summary>Those of them that it gives as its own ("Issued …", "Last updated …"), oldest first.</summary>
        public required IReadOnlyList<DateOnly> Stated { get; init; }
    }

    /// <summary>No heading has these words, or nothing is what was asked for.</summary>
    public sealed record Missing : SectionLook;

    /// <summary>It is there, with nothing in it.</summary>
    public sealed record Empty : SectionLook;
}

/// <summary>A page as it was read: each section asked for, in the order asked, and all lines of the page.</summary>
internal sealed record PageReading(IReadOnlyList<SectionLook> Sections, IReadOnlyList<PageLine> Lines);

/// <summary>Finds sections by the words of their headings, by id, or by a CSS selector, in one reading of the page.</summary>
internal static class SectionReader
{
    // Some selectors (:nth-child) look at all of an element's siblings each time; an honest page is through in a tenth of it.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private const int LargePage = 1_000_000;

    /// <summary>Reads a page's bytes for sections. A heading's section is everything up to the next heading of the same or a higher level; an element's is its text, or, when it marks a heading, that heading's section.</summary>
    /// <exception cref="TangledException">The page was made to hurt.</exception>
    public static PageReading Read(ReadOnlySpan<byte> html, string? contentType, IReadOnlyList<SectionSelector> sections) => Read(html, contentType, sections, Patience);

    /// <summary>The same with another patience for selectors, for tests.</summary>
    internal static PageReading Read(ReadOnlySpan<byte> html, string? contentType, IReadOnlyList<SectionSelector> sections, TimeSpan patience)
    {
        var lines = Lines(html, contentType, sections, patience);
        if (html.Length > LargePage)
        {
            GC.Collect(); // its mark-up took a hundred times what is kept of it, and the judging needs room of its own
        }

        return new([.. sections.Select((section, wish) => section is SectionSelector.Heading heading
            ? ByHeading(lines.All, HeadingKey.Of(heading.Text))
            : ByParts(lines.All, [.. lines.Parts.Where(part => part.Wish == wish).OrderBy(part => part.From)], onlyFirst: section is SectionSelector.Id))],
            lines.All);
    }

    // A method of its own, so that the document is gone when it ends.
    private static PageLines Lines(ReadOnlySpan<byte> html, string? contentType, IReadOnlyList<SectionSelector> sections, TimeSpan patience)
    {
        using var document = PageParser.Parse(PageDecoder.Decode(html, contentType), sections);
        var lines = new PageLines(Wishes(sections, patience));
        lines.Read(document.DocumentElement);

        return lines;
    }

    private static Func<IElement, IEnumerable<int>>? Wishes(IReadOnlyList<SectionSelector> sections, TimeSpan patience)
    {
        var tests = sections.Select<SectionSelector, Func<IElement, bool>?>(section => section switch
        {
            SectionSelector.Id id => element => string.Equals(element.Id, id.Value, StringComparison.Ordinal),
            SectionSelector.Css css when CssSection.Parse(css.Selector) is { } selector => element => selector.Match(element, null),
            _ => null,
        }).ToList();
        if (tests.TrueForAll(test => test is null))
        {
            return null;
        }

        var started = Stopwatch.GetTimestamp();
        return element => Stopwatch.GetElapsedTime(started) > patience ? throw new TangledException("the page is too large for its CSS selectors")
            : tests.Select((test, wish) => test?.Invoke(element) is true ? wish : -1).Where(wish => wish >= 0);
    }

    private static SectionLook ByHeading(List<PageLine> lines, string wanted)
    {
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
                return Found(section);
            }
        }

        return isThere ? new SectionLook.Empty() : new SectionLook.Missing();
    }

    private static SectionLook ByParts(List<PageLine> lines, List<PagePart> parts, bool onlyFirst)
    {
        if (parts.Count == 0)
        {
            return new SectionLook.Missing();
        }

        var (text, written) = (new List<string>(), 0);
        foreach (var part in onlyFirst ? parts[..1] : parts)
        {
            // A part inside another is not written twice.
            text.AddRange(Headed(lines, part) ? SectionAfter(lines, part.From) : lines[Math.Max(written, part.From)..Math.Max(written, part.To)].Select(line => line.Text));
            written = Math.Max(written, part.To);
        }

        return text.Count == 0 ? new SectionLook.Empty() : Found(text);
    }

    // The mark of a place to jump to stands in a heading or, empty, before one. A block that holds no more than its heading is an empty section instead.
    private static bool Headed(List<PageLine> lines, PagePart part) =>
        part.IsMark && part.To - part.From <= 1 && part.From < lines.Count && lines[part.From].Level > 0;

    private static SectionLook.Found Found(List<string> lines) => new(string.Join('\n', lines)) { Dates = VisibleDates.In(lines), Stated = StatedDates.In(lines) };

    private static List<string> SectionAfter(List<PageLine> lines, int heading) =>
    [
        .. lines.Skip(heading + 1)
            .TakeWhile(line => (line.Level == 0 || line.Level > lines[heading].Level) && line.Main == lines[heading].Main)
            .Select(line => line.Text),
    ];
}
