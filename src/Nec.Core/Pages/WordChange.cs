using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Nec.Core.Pages;

/// <summary>
/// How much two texts differ: words that stand in one only, counted as a bag. A longest common subsequence would be
/// exact and, on two long unlike texts, take minutes; the bag takes one pass.
/// </summary>
/// <param name="Words">Words that became others; a word that kept most of its letters (a slip corrected) is not counted here.</param>
/// <param name="Letters">Letters that differ.</param>
/// <param name="SameOrder">Whether the words stand in the same order.</param>
internal sealed record WordChange(int Words, int Letters, bool SameOrder)
{
    public static WordChange Between(string before, string after)
    {
        var (old, now) = (before.ToLowerInvariant(), after.ToLowerInvariant());
        var bag = Bag(old, now);
        var (words, letters) = (0, 0);
        using var gone = Gone(old, bag).GetEnumerator();
        using var come = Come(now, bag).GetEnumerator();
        var (isGone, isCome) = (gone.MoveNext(), come.MoveNext());
        for (; isGone || isCome; (isGone, isCome) = (gone.MoveNext(), come.MoveNext()))
        {
            var left = isGone ? old.AsSpan(gone.Current) : [];
            var right = isCome ? now.AsSpan(come.Current) : [];
            var changed = LettersBetween(left, right);
            letters += changed;
            words += changed * 2 > Math.Max(left.Length, right.Length) ? 1 : 0;
        }

        return new WordChange(words, letters, AreSame(old, now));
    }

    public string Describe() => Words > 0
        ? string.Create(CultureInfo.InvariantCulture, $"{Words} {(Words == 1 ? "word" : "words")}")
        : string.Create(CultureInfo.InvariantCulture, $"{Letters} {(Letters == 1 ? "letter" : "letters")}");

    // Their places, not the words: a page of a million words would become a million strings.
    private static IEnumerable<Range> WordsOf(string text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            var start = at;
            while (at < text.Length && (char.IsLetter(text[at]) || char.IsNumber(text[at])))
            {
                at++;
            }

            if (at > start)
            {
                at = AfterApostrophe(text, at);
                yield return start..at;
                at--; // the letter after it may begin the next
            }
        }
    }

    // "won't" is one word.
    private static int AfterApostrophe(string text, int end)
    {
        var at = end + 1;
        if (at >= text.Length || text[end] != '\'' || !char.IsLetter(text[at]))
        {
            return end;
        }

        while (at < text.Length && char.IsLetter(text[at]))
        {
            at++;
        }

        return at;
    }

    // The words of the old text, each with how often it stands in either: of the new one's others nothing need be known.
    private static Dictionary<string, Count> Bag(string old, string now)
    {
        var bag = new Dictionary<string, Count>(StringComparer.Ordinal);
        var counts = bag.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var word in WordsOf(old))
        {
            CollectionsMarshal.GetValueRefOrAddDefault(counts, old.AsSpan(word), out _).Old++;
        }

        foreach (var word in WordsOf(now))
        {
            ref var count = ref CollectionsMarshal.GetValueRefOrNullRef(counts, now.AsSpan(word));
            if (!Unsafe.IsNullRef(ref count))
            {
                count.Now++;
            }
        }

        return bag;
    }

    private static IEnumerable<Range> Gone(string old, Dictionary<string, Count> bag) =>
        WordsOf(old).Where(word => CollectionsMarshal.GetValueRefOrNullRef(bag.GetAlternateLookup<ReadOnlySpan<char>>(), old.AsSpan(word)).Now-- <= 0);

    private static IEnumerable<Range> Come(string now, Dictionary<string, Count> bag) => WordsOf(now).Where(word =>
    {
        ref var count = ref CollectionsMarshal.GetValueRefOrNullRef(bag.GetAlternateLookup<ReadOnlySpan<char>>(), now.AsSpan(word));
        return Unsafe.IsNullRef(ref count) || count.Old-- <= 0;
    });

    private static bool AreSame(string old, string now)
    {
        using var left = WordsOf(old).GetEnumerator();
        using var right = WordsOf(now).GetEnumerator();
        while (left.MoveNext())
        {
            if (!right.MoveNext() || !old.AsSpan(left.Current).SequenceEqual(now.AsSpan(right.Current)))
            {
                return false;
            }
        }

        return !right.MoveNext();
    }

    // What remains of the longer once the common start and end are off.
    private static int LettersBetween(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        var start = left.CommonPrefixLength(right);
        var end = 0;
        while (end < Math.Min(left.Length, right.Length) - start && left[^(end + 1)] == right[^(end + 1)])
        {
            end++;
        }

        return Math.Max(left.Length, right.Length) - start - end;
    }

    [StructLayout(LayoutKind.Auto)]
    private record struct Count(int Old, int Now);
}
