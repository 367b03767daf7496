using Nec.Core.Contracts;
using Nec.Core.Facts;
using Nec.Core.Pages;

namespace Nec.Integrations.WebPages;

/// <summary>One section of one page, looked at and judged.</summary>
/// <param name="Text">The section's text, to be kept for the next look; null when the section is missing or empty.</param>
/// <param name="Dates">The dates that it shows, oldest first.</param>
/// <param name="Verdict">What the look shows against the look before.</param>
/// <param name="Reason">What decided the verdict, in a sentence.</param>
/// <param name="Diff">The lines that went and came; null when nothing was compared or differs.</param>
public sealed record SectionResult(string? Text, IReadOnlyList<DateOnly> Dates, Verdict Verdict, string Reason, string? Diff)
{
    /// <summary>The dates that the text gives as its own, oldest first.</summary>
    public IReadOnlyList<DateOnly> Stated { get; init; } = [];

    /// <summary>Where the section is missing: the first headings that the page has instead, for whoever mends the contract.</summary>
    public IReadOnlyList<string> Headings { get; init; } = [];

    /// <summary>The newest date that the text gives as its own and that can be true on a day; null when there is none. It stands beside the verdict and never decides it.</summary>
    public DateOnly? StatedOn(DateOnly today) => Stated.Where(date => date <= today).Select(date => (DateOnly?)date).Max();
}

/// <summary>What a whole page showed.</summary>
public abstract record PageReadResult
{
    /// <summary>Every section asked for, judged.</summary>
    public sealed record Seen(IReadOnlyDictionary<string, SectionResult> Sections) : PageReadResult;

    /// <summary>What came is no page to be judged: it counts as a fetch that failed.</summary>
    public sealed record Unseen(string Reason) : PageReadResult;
}

/// <summary>Whether a second look bears the first one out.</summary>
public abstract record Confirmation
{
    /// <summary>Both looks saw the same.</summary>
    public sealed record Believed(SectionResult Result) : Confirmation;

    /// <summary>They did not: the look proves nothing.</summary>
    public sealed record Doubted(string Reason) : Confirmation;
}

/// <summary>The page check, pure: the job and <c>nec page</c> both call it, so they cannot differ.</summary>
public static class PageCheck
{
    private const string One = "section";
    private const int MostHeadings = 20;
    private const int LongestHeading = 100;

    /// <summary>Looks at a page's bytes for one section, as <c>nec page</c> shows it: a page that counts as not seen is an empty section here.</summary>
    public static SectionResult Look(ReadOnlySpan<byte> html, string? contentType, SectionSelector section, string? before, IReadOnlyList<string> moreBoilerplate) =>
        Look(html, contentType, new Dictionary<string, SectionSelector>(StringComparer.Ordinal) { [One] = section }, _ => before, moreBoilerplate) switch
        {
            PageReadResult.Seen seen => seen.Sections[One],
            PageReadResult.Unseen unseen => new(null, [], Verdict.Empty, unseen.Reason, null),
            _ => throw new InvalidOperationException("a page is seen or unseen"),
        };

    /// <summary>Looks at a page's bytes for its sections, each against its text of the look before (null: there was none). No page makes it throw.</summary>
    public static PageReadResult Look(
        ReadOnlySpan<byte> html, string? contentType, IReadOnlyDictionary<string, SectionSelector> sections, Func<string, string?> before, IReadOnlyList<string> moreBoilerplate)
    {
        PageReading page;
        string[] names = [.. sections.Keys];
        try
        {
            page = SectionReader.Read(html, contentType, [.. names.Select(name => sections[name])]);
        }
        catch (TangledException tangled)
        {
            return new PageReadResult.Unseen(tangled.Message);
        }

        return page.Sections.All(section => section is not SectionLook.Found) && !PageText.SaysAnything(page.Lines.Select(line => line.Text), moreBoilerplate)
            ? new PageReadResult.Unseen("the page holds nothing but standing notices")
            : new PageReadResult.Seen(names.Zip(page.Sections).ToDictionary(
                section => section.First, section => Judge(sections[section.First], section.Second, page.Lines, before(section.First), moreBoilerplate), StringComparer.Ordinal));
    }

    /// <summary>A change is believed once a second fetch shows it too: pages are now and then served broken or from an old copy.</summary>
    public static Confirmation Confirm(SectionResult first, SectionResult second, IReadOnlyList<string> moreBoilerplate) =>
        first.Verdict == second.Verdict && Plain(first, moreBoilerplate) == Plain(second, moreBoilerplate)
            ? new Confirmation.Believed(second)
            : new Confirmation.Doubted("the page differed between two looks");

    /// <summary>A text that stood there before and has come back is no work that we could know of (an old copy, a change undone, or a priority taken up again): a person is asked.</summary>
    /// <param name="result">The look; only a substantive change is doubted.</param>
    /// <param name="lastSeenOn">When the text was last seen before; null when it is new.</param>
    public static SectionResult Returned(SectionResult result, DateOnly? lastSeenOn) => result.Verdict == Verdict.Substantive && lastSeenOn is { } last
        ? result with { Verdict = Verdict.Unclear, Reason = $"the text is one that stood here before, last seen on {Core.Calendar.Dates.Long(last)}: a person should look" }
        : result;

    /// <summary>What a CSS selector must be instead, to continue "it must be"; null when it is fine.</summary>
    public static string? WhyRefused(string css) => CssSection.WhyRefused(css);

    /// <summary>The text without all that changes by itself, by which a text is known again; null when there is none.</summary>
    public static string? Plain(SectionResult result, IReadOnlyList<string> moreBoilerplate) =>
        result.Text is { } text ? PageText.Normalise(text, moreBoilerplate).Text : null;

    private static SectionResult Judge(SectionSelector section, SectionLook look, IReadOnlyList<PageLine> lines, string? before, IReadOnlyList<string> moreBoilerplate) => look switch
    {
        SectionLook.Found found => Judge(found, before, moreBoilerplate),
        SectionLook.Empty => new(null, [], Verdict.Empty, section is SectionSelector.Heading ? "nothing stands under the heading" : "nothing stands in the section", null),
        _ => new(null, [], Verdict.Missing, WhyMissing(section), null) { Headings = Headings(lines) },
    };

    private static SectionResult Judge(SectionLook.Found found, string? before, IReadOnlyList<string> moreBoilerplate)
    {
        var (verdict, reason) = PageVerdict.Compare(before, found.Text, moreBoilerplate);

        return verdict == Verdict.Empty
            ? new(null, found.Dates, verdict, reason, null) { Stated = found.Stated }
            : new(found.Text, found.Dates, verdict, reason, before is null ? null : LineDiff.Between(before, found.Text)) { Stated = found.Stated };
    }

    private static IReadOnlyList<string> Headings(IReadOnlyList<PageLine> lines) =>
    [
        .. lines.Where(line => line.Level > 0)
            .Select(line => line.Text.Length > LongestHeading ? $"{line.Text[..LongestHeading]}…" : line.Text)
            .Distinct(StringComparer.Ordinal)
            .Take(MostHeadings),
    ];

    private static string WhyMissing(SectionSelector section) => section switch
    {
        SectionSelector.Heading heading => $"the page has no heading '{heading.Text}'",
        SectionSelector.Id id => $"the page has no element with the id '{id.Value}'",
        SectionSelector.Css css => $"nothing on the page matches '{css.Selector}'",
        _ => throw new ArgumentOutOfRangeException(nameof(section)),
    };
}
