using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Nec.Simulator;

/// <summary>Checks the bearer token of a request: a JWT signed with the service's secret less than 30 seconds ago.</summary>
internal static class NotifyKey
{
    private const int SecondsAllowed = 30;

    /// <summary>Why the token is not good; null when it is.</summary>
    public static NotifyError? Refusal(string authorization, string service, string secret, DateTimeOffset now)
    {
        if (!authorization.StartsWith("Bearer ", StringComparison.Ordinal))
        {
            return new(401, "AuthError", "Unauthorized: authentication token must be provided");
        }

        try
        {
            var token = authorization["Bearer ".Length..].Split('.');
            var (header, claims) = (Json(token[0]), Json(token[1]));
            var expected = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.ASCII.GetBytes($"{token[0]}.{token[1]}"));
            var age = now.ToUnixTimeSeconds() - claims["iat"]!.GetValue<long>(); // absent: caught below

            return header["typ"]?.GetValue<string>() != "JWT" || header["alg"]?.GetValue<string>() != "HS256" ? NotifyError.Auth("Invalid token: algorithm used is not HS256")
                : claims["iss"]?.GetValue<string>() != service ? NotifyError.Auth("Invalid token: service not found")
                : !CryptographicOperations.FixedTimeEquals(expected, Base64Url.DecodeFromChars(token[2])) ? NotifyError.Auth("Invalid token: API key not found")
                : Math.Abs(age) > SecondsAllowed ? NotifyError.Auth("Error: Your system clock must be accurate to within 30 seconds")
                : null;
        }
        catch (Exception unreadable) when (unreadable is JsonException or FormatException or InvalidOperationException or NullReferenceException or IndexOutOfRangeException)
        {
            return NotifyError.Auth("Invalid token: make sure that your API token matches the example");
        }
    }

    private static JsonNode Json(string part) => JsonNode.Parse(Base64Url.DecodeFromChars(part)) ?? throw new JsonException("null");
}
