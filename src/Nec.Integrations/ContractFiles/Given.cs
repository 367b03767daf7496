using System.Globalization;
using System.Text;

namespace Nec.Integrations.ContractFiles;

/// <summary>What a file gave, as error messages may repeat it.</summary>
internal static class Given
{
    private const int LongestShown = 60;
    private const int MostCompared = 200;

    /// <summary>The text in quotation marks: shortened, its control characters escaped so that a terminal is safe.</summary>
    public static string Shown(string text)
    {
        var shown = new StringBuilder("“");
        foreach (var letter in text.AsSpan(0, Math.Min(text.Length, LongestShown)))
        {
            if (Printable.IsNot(letter))
            {
                shown.Append(CultureInfo.InvariantCulture, $"\\u{(int)letter:X4}");
            }
            else
            {
                shown.Append(letter);
            }
        }

        return shown.Append(text.Length > LongestShown ? "…”" : "”").ToString();
    }

    /// <summary><c>; did you mean “x”?</c> when one of the words is near, else what the caller says instead.</summary>
    public static string DidYouMean(string word, IEnumerable<string> words, string otherwise = "")
    {
        var bare = Bare(word);
        if (bare.Length is < 2 or > LongestShown)
        {
            return otherwise;
        }

        var furthest = Math.Min(3, Math.Max(1, (bare.Length + 1) / 3));
        var near = words.Take(MostCompared)
            .Where(candidate => Math.Abs(Bare(candidate).Length - bare.Length) <= furthest)
            .Select(candidate => (Candidate: candidate, Distance: Distance(bare, Bare(candidate))))
            .Where(pair => pair.Distance <= furthest)
            .OrderBy(pair => pair.Distance)
            .Select(pair => pair.Candidate)
            .FirstOrDefault();
        return near is null ? otherwise : $"; did you mean {Shown(near)}?";
    }

    private static string Bare(string word) =>
        string.Concat(word.Take(LongestShown + 1).Where(char.IsLetterOrDigit)).ToLowerInvariant();

    // Optimal string alignment: a swap of neighbours, the commonest slip of the hand, costs one.
    private static int Distance(string left, string right)
    {
        var costs = new int[left.Length + 1, right.Length + 1];
        for (var i = 0; i <= left.Length; i++)
        {
            for (var j = 0; j <= right.Length; j++)
            {
                costs[i, j] = i == 0 || j == 0 ? i + j : Math.Min(
                    Math.Min(costs[i - 1, j], costs[i, j - 1]) + 1,
                    costs[i - 1, j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
                {
                    costs[i, j] = Math.Min(costs[i, j], costs[i - 2, j - 2] + 1);
                }
            }
        }

        return costs[left.Length, right.Length];
    }
}
