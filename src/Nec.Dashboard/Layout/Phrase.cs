using System.Text;

namespace Nec.Dashboard.Layout;

/// <summary>Names of the program as people read them.</summary>
internal static class Phrase
{
    /// <summary><c>due-soon</c> reads <c>Due soon</c>.</summary>
    public static string OfWord(string word) => Capital(word.Replace('-', ' '));

    /// <summary><c>PollNeighbourhoods</c> reads <c>Poll neighbourhoods</c>.</summary>
    public static string OfName(string name)
    {
        var words = new StringBuilder(name.Length + 4);
        foreach (var letter in name)
        {
            if (char.IsUpper(letter) && words.Length > 0)
            {
                words.Append(' ');
            }

            words.Append(char.ToLowerInvariant(letter));
        }

        return Capital(words.ToString());
    }

    private static string Capital(string words) => words.Length == 0 ? words : char.ToUpperInvariant(words[0]) + words[1..];
}
