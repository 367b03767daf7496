namespace Nec.Integrations.Mastodon;

/// <summary>A name at its home instance: <c>north@social.example.org</c>.</summary>
internal sealed record MastodonHandle(string Name, string Instance)
{
    /// <summary>The handle in a text, with or without an @ before it; null when it is none.</summary>
    public static MastodonHandle? Parse(string text) =>
        (text.StartsWith('@') ? text[1..] : text).Split('@') is [var name, var instance] && IsName(name) && IsInstance(instance)
            ? new MastodonHandle(name, instance.ToLowerInvariant()) : null;

    /// <summary>Whether a text is a public name of the net: no number, no port.</summary>
    public static bool IsInstance(string text) =>
        text.Length <= 253 && text.Split('.') is { Length: >= 2 } labels && char.IsAsciiLetter(labels[^1].FirstOrDefault()) && labels.All(IsLabel);

    /// <inheritdoc/>
    public override string ToString() => $"{Name}@{Instance}";

    private static bool IsName(string name) =>
        name.Length is > 0 and <= 100 && (char.IsAsciiLetterOrDigit(name[0]) || name[0] == '_') && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '.' or '-');

    private static bool IsLabel(string label) => label.Length is > 0 and <= 63 && label[0] != '-' && label[^1] != '-' && label.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-');
}
