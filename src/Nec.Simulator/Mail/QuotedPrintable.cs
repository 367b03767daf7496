namespace Nec.Simulator;

/// <summary>Quoted-printable of mail bodies (RFC 2045, 6.7); what is malformed is left as it stands.</summary>
internal static class QuotedPrintable
{
    /// <summary><paramref name="text"/> holds one octet a letter.</summary>
    public static byte[] Decode(string text)
    {
        var bytes = new List<byte>(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '=')
            {
                bytes.Add((byte)text[i]);
                continue;
            }

            var lineEnd = SoftBreak(text, i + 1);
            if (lineEnd >= 0)
            {
                i = lineEnd;
            }
            else if (i + 2 < text.Length && char.IsAsciiHexDigit(text[i + 1]) && char.IsAsciiHexDigit(text[i + 2]))
            {
                bytes.Add(Convert.FromHexString(text.AsSpan(i + 1, 2))[0]);
                i += 2;
            }
            else
            {
                bytes.Add((byte)'=');
            }
        }

        return [.. bytes];
    }

    /// <summary>Where the line end behind a lonely "=" lies (blanks may stand before it); -1 when there is none.</summary>
    private static int SoftBreak(string text, int from)
    {
        while (from < text.Length && text[from] is (' ' or '\t' or '\r'))
        {
            from++;
        }

        return from >= text.Length || text[from] == '\n' ? from : -1;
    }
}
