namespace Nec.Simulator;

/// <summary>A message ends in a line of one dot; a line of its own that begins with a dot travels with one more (RFC 5321, 4.5.2).</summary>
internal static class DotStuffing
{
    /// <summary>Octets of the end mark behind the message's last line end.</summary>
    public const int EndMark = 3;

    /// <summary>Where the message ends, its last line end included; -1 when the end has not come. The first <paramref name="scanned"/> octets hold no end.</summary>
    public static int EndOf(ReadOnlySpan<byte> text, int scanned)
    {
        if (text.StartsWith(".\r\n"u8))
        {
            return 0;
        }

        var from = Math.Max(0, scanned - 4); // the mark may lie across two reads
        var found = text[from..].IndexOf("\r\n.\r\n"u8);
        return found < 0 ? -1 : from + found + 2;
    }

    public static byte[] Undo(ReadOnlySpan<byte> text)
    {
        if (!text.StartsWith("."u8) && text.IndexOf("\r\n."u8) < 0)
        {
            return text.ToArray();
        }

        var plain = new List<byte>(text.Length);
        var rest = text.StartsWith("."u8) ? text[1..] : text;
        for (int next; (next = rest.IndexOf("\r\n."u8)) >= 0; rest = rest[(next + 3)..])
        {
            plain.AddRange(rest[..(next + 2)]);
        }

        plain.AddRange(rest);
        return [.. plain];
    }
}
