using System.Globalization;
using System.Text.RegularExpressions;

namespace Nec.Integrations.WebPages;

/// <summary>
/// How much two texts differ: words that stand in one only, counted as a bag. A longest common subsequence would be
/// exact and, on two long unlike texts, take minutes; the bag takes one pass.
/// </summary>
/// <param name="Words">Words that became others; a word that kept most of its letters (a slip corrected) is not counted here.</param>
/// <param name="Letters">Letters that differ.</param>
/// <param name="SameOrder">Whether the words stand in the same order.</param>
internal sealed record WordChange(int Words, int Letters, bool SameOrder)
{
    private static readonly Regex Word = new(@"[\p{L}\p{N}]+(?:'[\p{L}]+)?", RegexOptions.NonBacktracking);

    public static WordChange Between(string before, string after)
    {
        var (old, now) = (WordsOf(before), WordsOf(after));
        var (gone, come) = (Without(old, now), Without(now, old));
        var (words, letters) = (0, 0);
        for (var at = 0; at < Math.Max(gone.Count, come.Count); at++)
        {
            var (left, right) = (at < gone.Count ? gone[at] : "", at < come.Count ? come[at] : "");
            var changed = LettersBetween(left, right);
            letters += changed;
            words += changed * 2 > Math.Max(left.Length, right.Length) ? 1 : 0;
        }

        return new WordChange(words, letters, old.SequenceEqual(now, StringComparer.Ordinal));
    }

    public string Describe() => Words > 0
        ? string.Create(CultureInfo.InvariantCulture, $"{Words} {(Words == 1 ? "word" : "words")}")
        : string.Create(CultureInfo.InvariantCulture, $"{Letters} {(Letters == 1 ? "letter" : "letters")}");

    private static List<string> WordsOf(string text) => [.. Word.Matches(text).Select(match => match.Value.ToLowerInvariant())];

    private static List<string> Without(List<string> words, List<string> others)
    {
        var bag = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var word in others)
        {
            bag[word] = bag.GetValueOrDefault(word) + 1;
        }

        return words.FindAll(word =>
        {
            var left = bag.GetValueOrDefault(word);
            bag[word] = left - 1;
            return left <= 0;
        });
    }

    // What remains of the longer once the common start and end are off.
    private static int LettersBetween(string left, string right)
    {
        var start = left.AsSpan().CommonPrefixLength(right);
        var end = 0;
        while (end < Math.Min(left.Length, right.Length) - start && left[^(end + 1)] == right[^(end + 1)])
        {
            end++;
        }

        return Math.Max(left.Length, right.Length) - start - end;
    }
}
