using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;

namespace Nec.Core.Pages;

/// <summary>A section's text with all that changes by itself taken out, and what was taken out, by kind.</summary>
/// <param name="Text">What is left, a line for each block that holds a word.</param>
/// <param name="Removed">From a kind in words (<c>dates</c>, <c>times</c>, <c>counters</c>, <c>standing notices</c>) to all of it that was there.</param>
public sealed record PlainText(string Text, IReadOnlyDictionary<string, string> Removed);

/// <summary>Takes out of a section's text what changes without anybody's work (domain.md A2-5).</summary>
public static class PageText
{
    private const RegexOptions Linear = RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    private const int LongestPiece = 100_000;

    // Stands for a date while its label ("Last updated on …") is looked for.
    private const string Mark = "\u0001";

    // The patterns need one of these, and looking for them costs next to nothing.
    private static readonly SearchValues<string> Counted = SearchValues.Create(
        ["visit", "hits", "view", "read", "like", "share", "comment", "download", "follower", "online"], StringComparison.OrdinalIgnoreCase);

    private static readonly SearchValues<string> Passed = SearchValues.Create(["ago", "now", "yesterday", "today", "last"], StringComparison.OrdinalIgnoreCase);

    private static readonly (string Kind, Func<string, bool> MayHold, Regex Pattern)[] Kinds =
    [
        ("times", HasDigit, PageDates.Time), // first: the 09 of "12 March 09:30" is no year
        ("dates", HasDigit, PageDates.Full),
        ("dates", HasDigit, PageDates.Part),
        ("counters", line => line.AsSpan().ContainsAny(Counted), PageDates.Counter), // before the next, which would take the "today" out of "Visitors today: 12"
        ("times", line => line.AsSpan().ContainsAny(Passed), PageDates.Relative),
    ];

    private static readonly Regex Labels = new(
        @"(?:\b(?:this\s+)?(?:page\s+|content\s+)?(?:was\s+)?(?:last\s+|first\s+)?(?:issued|updated?|reviewed?|modified|published|posted|checked|amended|edited|date)(?:\s+(?:on|at|by|from))?\s*[:\-–]?\s*)?\u0001(?:[\s,|–\-]|\b(?:at|on|to|from|until|and)\s+\u0001|\u0001)*",
        Linear);

    /// <summary>The text without dates, times, counters and standing notices, in plain quotes, dashes and spaces.</summary>
    public static PlainText Normalise(string text, IReadOnlyList<string> moreBoilerplate)
    {
        var isBoilerplate = Boilerplate.Test(moreBoilerplate);
        var removed = new Dictionary<string, StringBuilder>(StringComparer.Ordinal);
        var kept = new StringBuilder(text.Length);
        foreach (var part in text.AsSpan().Split('\n'))
        {
            var line = Plain(text.AsSpan(part));
            if (isBoilerplate(line))
            {
                Note(removed, "standing notices", line);
                continue;
            }

            line = WithoutChanging(line, removed);
            if (line.Any(char.IsLetterOrDigit))
            {
                kept.Append(kept.Length > 0 ? "\n" : "").Append(line);
            }
        }

        return new PlainText(kept.ToString(), removed.ToDictionary(kind => kind.Key, kind => kind.Value.ToString(), StringComparer.Ordinal));
    }

    /// <summary>Whether any of these lines is more than what changes by itself.</summary>
    public static bool SaysAnything(IEnumerable<string> lines, IReadOnlyList<string> moreBoilerplate)
    {
        var (isBoilerplate, removed) = (Boilerplate.Test(moreBoilerplate), new Dictionary<string, StringBuilder>(StringComparer.Ordinal));

        return lines.Select(line => Plain(line)).Any(line => !isBoilerplate(line) && WithoutChanging(line, removed).Any(char.IsLetterOrDigit));
    }

    // Nobody writes such a line; a million matches in one piece would cost hundreds of megabytes. A date that a cut goes through is no date.
    private static string WithoutChanging(string line, Dictionary<string, StringBuilder> removed) => line.Length <= LongestPiece ? Unchanging(line, removed)
        : string.Join(' ', Pieces(line).Select(piece => Unchanging(piece, removed)).Where(piece => piece.Length > 0));

    private static IEnumerable<string> Pieces(string line)
    {
        for (var start = 0; start < line.Length;)
        {
            var length = Math.Min(LongestPiece, line.Length - start);
            var gap = start + length < line.Length ? line.LastIndexOf(' ', start + length - 1, length) : -1;
            var end = gap > start ? gap + 1 : start + length;
            end -= end < line.Length && char.IsLowSurrogate(line[end]) ? 1 : 0;
            yield return line[start..end].Trim();
            start = end;
        }
    }

    private static string Unchanging(string line, Dictionary<string, StringBuilder> removed)
    {
        foreach (var (kind, mayHold, pattern) in Kinds)
        {
            if (mayHold(line))
            {
                line = pattern.Replace(line, match =>
                {
                    Note(removed, kind, match.Value);
                    return Mark;
                });
            }
        }

        return line.Contains(Mark, StringComparison.Ordinal) ? Plain(Labels.Replace(line, " ")) : line;
    }

    private static bool HasDigit(string line) => line.AsSpan().IndexOfAnyInRange('0', '9') >= 0;

    private static void Note(Dictionary<string, StringBuilder> removed, string kind, string what)
    {
        if (!removed.TryGetValue(kind, out var all))
        {
            removed[kind] = all = new StringBuilder();
        }

        all.Append(what).Append('\n');
    }

    private static string Plain(ReadOnlySpan<char> line)
    {
        var plain = new StringBuilder(line.Length);
        foreach (var letter in line)
        {
            if (!char.IsWhiteSpace(letter))
            {
                plain.Append(letter switch
                {
                    '‘' or '’' or '‚' or '‛' or '′' or '`' => '\'',
                    '“' or '”' or '„' or '‟' or '″' => '"',
                    '‐' or '‑' or '‒' or '–' or '—' or '―' or '−' => '-',
                    _ => letter,
                });
            }
            else if (plain.Length > 0 && plain[^1] != ' ')
            {
                plain.Append(' ');
            }
        }

        return plain.ToString().TrimEnd();
    }
}
