using System.Buffers.Text;
using System.Text.Json;

namespace Nec.Dashboard.SignIn;

/// <summary>
/// The claims of an ID token that the provider's token endpoint gave us itself, over TLS: who answers there vouches for them, so the signature is not
/// asked (OpenID Connect Core 3.1.3.7, item 6); issuer, audience, nonce and times are.
/// </summary>
internal static class IdToken
{
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(2);

    /// <exception cref="OpenIdException">It is no token, or not one for us.</exception>
    public static JsonElement Read(string? token, string? issuer, string clientId, string? nonce, DateTimeOffset now)
    {
        var claims = Claims(token ?? throw new OpenIdException("The provider gave no ID token: ask for the scope openid."));
        return issuer is not null && One(claims, "iss") != issuer ? throw new OpenIdException("The ID token is of another issuer.")
            : !Values(claims, "aud").Contains(clientId) ? throw new OpenIdException("The ID token is for another client.")
            : nonce is null || One(claims, "nonce") != nonce ? throw new OpenIdException("The ID token does not answer what this browser asked.")
            : At(claims, "exp") is not { } end || end + Skew < now ? throw new OpenIdException("The ID token has expired.")
            : At(claims, "nbf") is { } begin && begin - Skew > now ? throw new OpenIdException("The ID token is not valid yet.")
            : One(claims, "sub") is null ? throw new OpenIdException("The ID token names nobody.")
            : claims;
    }

    /// <summary>A claim's value or values.</summary>
    public static IReadOnlyList<string> Values(JsonElement claims, string name) => !claims.TryGetProperty(name, out var value) ? []
        : value.ValueKind == JsonValueKind.String ? [value.GetString()!]
        : value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray().Where(one => one.ValueKind == JsonValueKind.String).Select(one => one.GetString()!)]
        : [];

    /// <summary>A claim that has one value; null when it has none, or several.</summary>
    public static string? One(JsonElement claims, string name) => Values(claims, name) is [{ Length: > 0 } value] ? value : null;

    private static DateTimeOffset? At(JsonElement claims, string name) =>
        claims.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var seconds) && seconds is >= 0 and < 253402300800
            ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;

    private static JsonElement Claims(string token)
    {
        try
        {
            using var document = JsonDocument.Parse(Base64Url.DecodeFromChars(token.Split('.') is [_, var body, _] ? body : ""));
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : throw new OpenIdException("The ID token holds no claims.");
        }
        catch (Exception unreadable) when (unreadable is FormatException or JsonException)
        {
            throw new OpenIdException("The ID token cannot be read.");
        }
    }
}
