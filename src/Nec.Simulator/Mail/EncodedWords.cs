using System.Text;
using System.Text.RegularExpressions;

namespace Nec.Simulator;

/// <summary>Decodes <c>=?utf-8?B?…?=</c> in headers (RFC 2047).</summary>
internal static partial class EncodedWords
{
    public static string Decode(string value)
    {
        var text = new StringBuilder();
        var pending = new List<byte>();
        var (position, charset) = (0, "");
        foreach (var word in Words().EnumerateMatches(value))
        {
            var between = value[position..word.Index];
            var parts = value.Substring(word.Index, word.Length).Split('?'); // "=", charset, B or Q, text, "="
            if (pending.Count == 0 || !string.IsNullOrWhiteSpace(between) || charset != parts[1])
            {
                Settle();
                text.Append(position == 0 || !string.IsNullOrWhiteSpace(between) ? between : ""); // blanks between two words are not text
            }

            charset = parts[1];
            pending.AddRange(parts[2] is "B" or "b" ? Base64.Decode(parts[3]) : QuotedPrintable.Decode(parts[3].Replace('_', ' ')));
            position = word.Index + word.Length;
        }

        Settle();
        return text.Append(value.AsSpan(position)).ToString();

        void Settle() // letters may be cut across neighbouring words, so bytes are joined before they become letters
        {
            text.Append(Charset.Of(charset).GetString([.. pending]));
            pending.Clear();
        }
    }

    [GeneratedRegex(@"=\?[^?\s]+\?[BbQq]\?[^?\s]*\?=", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Words();
}
