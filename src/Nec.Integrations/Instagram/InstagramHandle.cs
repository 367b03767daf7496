namespace Nec.Integrations.Instagram;

/// <summary>How an account is named in a contract file: by user name, with or without @, or by its address.</summary>
internal static class InstagramHandle
{
    /// <summary>The user name; null when the text is none.</summary>
    public static string? Username(string handle)
    {
        var text = handle.Trim();
        if (Uri.TryCreate(text.Contains("://", StringComparison.Ordinal) ? text : $"https://{text}", UriKind.Absolute, out var address)
            && address.Host is "instagram.com" or "www.instagram.com")
        {
            text = address!.AbsolutePath.Trim('/'); // its host was seen
        }

        text = text.TrimStart('@');
        return text.Length is > 0 and <= 30 && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_') ? text : null;
    }
}
