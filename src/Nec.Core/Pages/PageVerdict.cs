using Nec.Core.Facts;

namespace Nec.Core.Pages;

/// <summary>Judges a section against the look before (domain.md A2-5). The texts are a line for each block of the page.</summary>
public static class PageVerdict
{
    // Less than this is a slip corrected or a number changed: a person is asked.
    private const int EnoughWords = 3;
    private const int EnoughLetters = 12;

    /// <summary>The verdict and the sentence that says why.</summary>
    /// <param name="before">The text of the look before; null when there was none.</param>
    /// <param name="after">The text now.</param>
    /// <param name="moreBoilerplate">How lines begin that this site adds to the standing notices we know.</param>
    public static (Verdict Verdict, string Reason) Compare(string? before, string after, IReadOnlyList<string> moreBoilerplate)
    {
        if (before == after && after.Length > 0)
        {
            return (Verdict.Unchanged, "the text is the same as before"); // most looks, so first and cheapest
        }

        var now = PageText.Normalise(after, moreBoilerplate);

        return now.Text.Length == 0 ? (Verdict.Empty, after.Length == 0 ? "nothing stands under the heading" : "only dates, counters or standing notices stand under the heading")
            : before is null ? (Verdict.First, "there is no earlier text to compare with")
            : Judge(PageText.Normalise(before, moreBoilerplate), now);
    }

    private static (Verdict Verdict, string Reason) Judge(PlainText before, PlainText now)
    {
        if (before.Text == now.Text)
        {
            return (Verdict.Cosmetic, $"only {WhatDiffers(before.Removed, now.Removed)} differ");
        }

        var change = WordChange.Between(before.Text, now.Text);

        return change switch
        {
            { Words: 0, Letters: 0, SameOrder: true } => (Verdict.Cosmetic, "only capitals, punctuation or spacing differ"),
            { Words: 0, Letters: 0 } => (Verdict.Unclear, "the same words stand in another order"),
            _ when change.Words >= EnoughWords || change.Letters >= EnoughLetters => (Verdict.Substantive, $"{change.Describe()} differ beyond dates, times and counters"),
            _ => (Verdict.Unclear, $"only {change.Describe()} differ beyond dates, times and counters: a person should look"),
        };
    }

    private static string WhatDiffers(IReadOnlyDictionary<string, string> before, IReadOnlyDictionary<string, string> now)
    {
        var kinds = before.Keys.Union(now.Keys, StringComparer.Ordinal).Where(kind => before.GetValueOrDefault(kind) != now.GetValueOrDefault(kind)).Order(StringComparer.Ordinal).ToArray();

        return kinds.Length switch
        {
            0 => "quotation marks, dashes or spacing",
            1 => kinds[0],
            _ => $"{string.Join(", ", kinds[..^1])} and {kinds[^1]}",
        };
    }
}
