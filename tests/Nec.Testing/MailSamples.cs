using System.Text;

namespace Nec.Testing;

/// <summary>Mails that come back, as servers write them, in words of our own; all about one notice to Rowan Ashdown.</summary>
public static class MailSamples
{
    /// <summary>The Message-ID of the notice that they are about.</summary>
    public const string NoticeId = "<0123456789abcdef0123456789abcdef@example.org>";

    /// <summary>Whom the notice went to.</summary>
    public const string Recipient = "rowan.ashdown@example.org";

    /// <summary>The secret behind the plus to which the newsletter is copied.</summary>
    public const string Secret = "7f3k9q2mx4";

    /// <summary>A mail by its file's name, such as <c>postfix</c>.</summary>
    public static string Text(string name)
    {
        using var stream = typeof(MailSamples).Assembly.GetManifestResourceStream($"{name}.eml")
            ?? throw new ArgumentException($"there is no {name}.eml", nameof(name));
        using var reader = new StreamReader(stream, Encoding.Latin1);
        return reader.ReadToEnd();
    }

    /// <summary>The same as it travels, about another notice or with other changes.</summary>
    public static byte[] Bytes(string name, params IEnumerable<(string From, string To)> changes) =>
        Encoding.Latin1.GetBytes(changes.Aggregate(Text(name), (text, change) => text.Contains(change.From, StringComparison.Ordinal)
            ? text.Replace(change.From, change.To, StringComparison.Ordinal)
            : throw new ArgumentException($"{name}.eml has no '{change.From}'", nameof(changes))));
}
