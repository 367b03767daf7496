namespace Nec.Integrations.Facebook;

/// <summary>How a Page is named in a contract file: by number, by user name, or by its address, which may carry the number (<c>facebook.com/pages/Name/123</c>).</summary>
internal static class FacebookHandle
{
    /// <summary>The number or user name to ask by; null when the text names no Page.</summary>
    public static string? Node(string handle)
    {
        var (path, query) = Address(handle.Trim());
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var node = parts switch
        {
            ["pages" or "p", .., var last] => IdAtTheEnd(last),
            ["profile.php"] => query.StartsWith("?id=", StringComparison.Ordinal) ? IdAtTheEnd(query[4..].Split('&')[0]) : null,
            ["me"] => null, // the token's own Page, whichever that is
            [var name] => name.TrimStart('@'),
            _ => null,
        };

        return node is not null && IsNode(node) ? node : null;
    }

    /// <summary>Whether it is a Page's number, which never changes; a user name does.</summary>
    public static bool IsId(string node) => node.Length > 0 && node.All(char.IsAsciiDigit);

    // "123", or "Name-of-the-Page-123" in newer addresses.
    private static string? IdAtTheEnd(string text) => text.Split('-')[^1] is var id && IsId(id) ? id : null;

    private static (string Path, string Query) Address(string text) =>
        Uri.TryCreate(text.Contains("://", StringComparison.Ordinal) ? text : $"https://{text}", UriKind.Absolute, out var address)
        && (address.Host is "facebook.com" or "fb.com" || address.Host.EndsWith(".facebook.com", StringComparison.Ordinal))
            ? (address.AbsolutePath, address.Query)
            : (text, "");

    private static bool IsNode(string text) =>
        text.Length is > 0 and <= 100 && char.IsAsciiLetterOrDigit(text[0]) && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-' or '_');
}
