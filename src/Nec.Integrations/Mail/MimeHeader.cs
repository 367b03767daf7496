using System.Text;

namespace Nec.Integrations.Mail;

/// <summary>One header field, encoded and folded (RFC 5322, RFC 2047). A line break in a value becomes a space, so that no value can add a field.</summary>
internal static class MimeHeader
{
    private const int Width = 76;

    /// <summary>Free text: a subject.</summary>
    public static void Text(StringBuilder mail, string name, string value)
    {
        var clean = Clean(value);
        Field(mail, name, NeedsEncoding(clean) ? Encoded(clean, name.Length + 2) : clean);
    }

    /// <summary>An address with its name.</summary>
    public static void Box(StringBuilder mail, string name, string address, string? displayName)
    {
        var clean = Clean(displayName ?? "");
        var phrase = clean.Length == 0 ? ""
            : NeedsEncoding(clean) ? Encoded(clean, name.Length + 2)
            : $"\"{clean.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
        Field(mail, name, phrase.Length == 0 ? address : $"{phrase} <{address}>");
    }

    /// <summary>A field whose value is ASCII already.</summary>
    public static void Field(StringBuilder mail, string name, string value)
    {
        mail.Append(name).Append(':');
        var column = name.Length + 1;
        foreach (var word in value.Split(' '))
        {
            if (column > name.Length + 1 && column + 1 + word.Length > Width)
            {
                mail.Append("\r\n");
                column = 0;
            }

            mail.Append(' ').Append(word);
            column += 1 + word.Length;
        }

        mail.Append("\r\n");
    }

    /// <summary>Control characters become blanks, and runs of blanks one.</summary>
    public static string Clean(string value) =>
        string.Join(' ', string.Concat(value.Select(letter => char.IsControl(letter) || letter is '\u2028' or '\u2029' ? ' ' : letter)).Split(' ', StringSplitOptions.RemoveEmptyEntries));

    // "=?" would be decoded by the reader; a word longer than a line could not be folded.
    private static bool NeedsEncoding(string text) =>
        !text.All(char.IsAscii) || text.Contains("=?", StringComparison.Ordinal) || text.Split(' ').Any(word => word.Length > Width - 16);

    // Encoded words of at most 75 characters, none ending inside a letter, on lines of at most 76.
    private static string Encoded(string text, int column)
    {
        var words = new StringBuilder();
        var bytes = new List<byte>();
        Span<byte> letter = stackalloc byte[4];
        var room = (Width - column - 12) / 4 * 3;
        foreach (var rune in text.EnumerateRunes())
        {
            var length = rune.EncodeToUtf8(letter);
            if (bytes.Count + length > room)
            {
                Close(words, bytes);
                room = 45;
            }

            bytes.AddRange(letter[..length]);
        }

        Close(words, bytes);

        return words.ToString();
    }

    private static void Close(StringBuilder words, List<byte> bytes)
    {
        words.Append(words.Length > 0 ? " " : "").Append("=?utf-8?B?").Append(Convert.ToBase64String([.. bytes])).Append("?=");
        bytes.Clear();
    }
}
