namespace Nec.Integrations.Mail.Smtp;

/// <summary>Makes a mail ready for DATA (RFC 5321 4.5.2): a line that begins with a dot gets another, and the final dot is part of the same write.</summary>
internal static class DotStuffing
{
    /// <summary>The mail, which ends with CRLF, stuffed and closed.</summary>
    public static ReadOnlyMemory<byte> Close(ReadOnlySpan<byte> mail)
    {
        var text = new MemoryStream(mail.Length + 64);
        while (mail.Length > 0)
        {
            if (mail[0] == '.')
            {
                text.WriteByte((byte)'.');
            }

            var end = mail.IndexOf((byte)'\n');
            var line = end < 0 ? mail : mail[..(end + 1)];
            text.Write(line);
            mail = mail[line.Length..];
        }

        text.Write(".\r\n"u8);

        return text.GetBuffer().AsMemory(0, (int)text.Length);
    }
}
