using Nec.Core.Facts;

namespace Nec.Integrations.WebPages;

/// <summary>One section of one page, looked at and judged.</summary>
/// <param name="Text">The section's text, to be kept for the next look; null when the section is missing or empty.</param>
/// <param name="Dates">The dates that it shows, oldest first.</param>
/// <param name="Verdict">What the look shows against the look before.</param>
/// <param name="Reason">What decided the verdict, in a sentence.</param>
/// <param name="Diff">The lines that went and came; null when nothing was compared or differs.</param>
public sealed record SectionResult(string? Text, IReadOnlyList<DateOnly> Dates, Verdict Verdict, string Reason, string? Diff);

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
    /// <summary>Looks at a page's bytes for a section, against the section's text of the look before (null: there was none).</summary>
    public static SectionResult Look(ReadOnlySpan<byte> html, string? contentType, string heading, string? before, IReadOnlyList<string> moreBoilerplate) =>
        SectionReader.Read(html, contentType, heading) switch
        {
            SectionLook.Found found => Judge(found, before, moreBoilerplate),
            SectionLook.Empty => new(null, [], Verdict.Empty, "nothing stands under the heading", null),
            SectionLook.Missing missing when PageText.Normalise(missing.PageText, moreBoilerplate).Text.Length == 0 =>
                new(null, [], Verdict.Empty, "the page holds nothing but standing notices", null),
            _ => new(null, [], Verdict.Missing, $"the page has no heading '{heading}'", null),
        };

    /// <summary>A change is believed once a second fetch shows it too: pages are now and then served broken or from an old copy.</summary>
    public static Confirmation Confirm(SectionResult first, SectionResult second, IReadOnlyList<string> moreBoilerplate) =>
        first.Verdict == second.Verdict && Plain(first, moreBoilerplate) == Plain(second, moreBoilerplate)
            ? new Confirmation.Believed(second)
            : new Confirmation.Doubted("the page differed between two looks");

    private static SectionResult Judge(SectionLook.Found found, string? before, IReadOnlyList<string> moreBoilerplate)
    {
        var (verdict, reason) = PageVerdict.Compare(before, found.Text, moreBoilerplate);

        return verdict == Verdict.Empty
            ? new(null, found.Dates, verdict, reason, null)
            : new(found.Text, found.Dates, verdict, reason, before is null ? null : LineDiff.Between(before, found.Text));
    }

    private static string? Plain(SectionResult result, IReadOnlyList<string> moreBoilerplate) =>
        result.Text is { } text ? PageText.Normalise(text, moreBoilerplate).Text : null;
}
