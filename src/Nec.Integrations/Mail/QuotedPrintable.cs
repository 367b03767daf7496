using System.Text;

namespace Nec.Integrations.Mail;

/// <summary>Text as lines of at most 76 ASCII characters (RFC 2045): readable as it is, and no server needs to change it.</summary>
internal static class QuotedPrintable
{
    private const int Width = 76;
    private const string Hex = "0123456789ABCDEF";

    public static void Write(StringBuilder mail, string text)
    {
        Span<byte> letter = stackalloc byte[4];
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            var (column, last) = (0, line.Length - 1);
            var at = 0;
            foreach (var rune in line.EnumerateRunes())
            {
                var isPlain = rune.Value is (>= 33 and <= 126 and not '=') || (rune.Value is ' ' or '\t' && at < last);
                var length = isPlain ? 1 : rune.EncodeToUtf8(letter);
                var width = isPlain ? 1 : 3 * length;
                if (column + width > Width - 1)
                {
                    mail.Append("=\r\n"); // a soft break, never inside a letter
                    column = 0;
                }

                column += width;
                at += rune.Utf16SequenceLength;
                if (isPlain)
                {
                    mail.Append((char)rune.Value);
                    continue;
                }

                foreach (var part in letter[..length])
                {
                    mail.Append('=').Append(Hex[part >> 4]).Append(Hex[part & 15]);
                }
            }

            mail.Append("\r\n");
        }
    }
}
