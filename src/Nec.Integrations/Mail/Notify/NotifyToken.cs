using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Nec.Integrations.Mail.Notify;

/// <summary>The token of one request to Notify: a JWT of the service's id and the instant, signed with the secret (HS256). Notify refuses one older than 30 seconds.</summary>
internal static class NotifyToken
{
    private const int Length = 36;

    private static readonly string Header = Base64Url.EncodeToString("""{"typ":"JWT","alg":"HS256"}"""u8);

    /// <summary>The service's id and the secret: the last two ids of the key, whose name may hold hyphens itself. Null when it has them not.</summary>
    public static (string Service, string Secret)? KeyOf(string apiKey)
    {
        var key = apiKey.Trim();
        if (key.Length < (2 * Length) + 1)
        {
            return null;
        }

        var (service, secret) = (key[^((2 * Length) + 1)..^(Length + 1)], key[^Length..]);

        return Guid.TryParseExact(service, "D", out _) && Guid.TryParseExact(secret, "D", out _) && key[^(Length + 1)] == '-' ? (service, secret) : null;
    }

    /// <summary>The token for a request made now.</summary>
    public static string Write((string Service, string Secret) key, DateTimeOffset now)
    {
        var claims = JsonSerializer.SerializeToUtf8Bytes(new { iss = key.Service, iat = now.ToUnixTimeSeconds() });
        var signed = $"{Header}.{Base64Url.EncodeToString(claims)}";

        return $"{signed}.{Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key.Secret), Encoding.ASCII.GetBytes(signed)))}";
    }
}
