using System.Globalization;
using System.Text;

namespace Nec.Integrations.WebPages;

/// <summary>A path as robots.txt writes it: <c>*</c> stands for anything, a <c>$</c> at the end for the end.</summary>
internal sealed class RobotsPattern
{
    private readonly string _pattern;

    private RobotsPattern(string pattern, int length) => (_pattern, Length) = (pattern, length);

    /// <summary>The octets that were written, which say how specific it is.</summary>
    public int Length { get; }

    public static RobotsPattern Of(string written)
    {
        var isWhole = written.EndsWith('$');
        var pattern = Encoded(isWhole ? written[..^1] : written, keepsStars: true);

        return new(isWhole ? pattern : pattern + '*', pattern.Length + (isWhole ? 1 : 0));
    }

    /// <summary>A path in the spelling that patterns are compared in.</summary>
    public static string Plain(string path) => Encoded(path, keepsStars: false);

    /// <summary>Whether a path matches: from its beginning, letter by letter, going back to the last star where it does not.</summary>
    public bool Matches(string path)
    {
        int at = 0, within = 0, star = -1, resume = 0;
        while (at < path.Length)
        {
            if (within < _pattern.Length && _pattern[within] == '*')
            {
                if (within == _pattern.Length - 1)
                {
                    return true;
                }

                (star, resume) = (within++, at);
            }
            else if (within < _pattern.Length && _pattern[within] == path[at])
            {
                (within, at) = (within + 1, at + 1);
            }
            else if (star >= 0)
            {
                (within, at) = (star + 1, ++resume);
            }
            else
            {
                return false;
            }
        }

        return _pattern.AsSpan(within).IndexOfAnyExcept('*') < 0;
    }

    // Percent signs for all that needs them and for nothing else (RFC 9309, 2.2.2): "/tŷ", "/t%c5%b7" and "/%74%C5%B7" are one path.
    private static string Encoded(string text, bool keepsStars)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var encoded = new StringBuilder(bytes.Length);
        for (var at = 0; at < bytes.Length; at++)
        {
            var letter = bytes[at];
            var isEscaped = letter == '%' && at + 2 < bytes.Length && char.IsAsciiHexDigit((char)bytes[at + 1]) && char.IsAsciiHexDigit((char)bytes[at + 2]);
            if (isEscaped)
            {
                letter = byte.Parse([bytes[at + 1], bytes[at + 2]], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
                at += 2;
            }

            var isUnreserved = char.IsAsciiLetterOrDigit((char)letter) || letter is (byte)'-' or (byte)'.' or (byte)'_' or (byte)'~';
            var isMark = letter is (byte)'$' or (byte)'%' || (letter == '*' && !keepsStars);
            var staysRaw = isUnreserved || (!isEscaped && letter is > 0x20 and < 0x7f && !isMark);
            _ = staysRaw ? encoded.Append((char)letter) : encoded.Append(CultureInfo.InvariantCulture, $"%{letter:X2}");
        }

        return encoded.ToString();
    }
}
