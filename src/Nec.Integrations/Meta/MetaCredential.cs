using System.Security.Cryptography;
using System.Text;

namespace Nec.Integrations.Meta;

/// <summary>A token, and the proof that we know the app's secret. A class: a record would print them.</summary>
internal sealed class MetaCredential(string token, string? appSecret)
{
    /// <summary>What the Authorization header says; the token is never in an address, which servers and proxies log.</summary>
    public string Authorization => $"Bearer {Token}";

    /// <summary>The token itself, for asking Meta about it.</summary>
    public string Token { get; } = token.Trim();

    /// <summary>Whether it is an app's own token: its number, a bar and its secret.</summary>
    public bool IsOfApp => Token.Contains('|', StringComparison.Ordinal);

    /// <summary>Lower-case hex of HMAC-SHA256(secret, token); null without a secret.</summary>
    public string? Proof => string.IsNullOrWhiteSpace(appSecret)
        ? null
        : Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(appSecret.Trim()), Encoding.UTF8.GetBytes(Token)));

    /// <summary>The app's own token; null unless both are set.</summary>
    public static MetaCredential? OfApp(string? appId, string? appSecret) =>
        string.IsNullOrWhiteSpace(appId) || string.IsNullOrWhiteSpace(appSecret) ? null : new($"{appId.Trim()}|{appSecret.Trim()}", appSecret);

    /// <summary>Whether a text can stand in a header: no spaces or line breaks within.</summary>
    public static bool IsToken(string text) => text.Trim() is { Length: > 0 } token && token.All(letter => letter is > ' ' and <= '~');
}
