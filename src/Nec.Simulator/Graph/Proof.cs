using System.Security.Cryptography;
using System.Text;

namespace Nec.Simulator;

/// <summary>The proof that a caller knows the app's secret: lower-case hex of HMAC-SHA256(secret, token).</summary>
internal static class Proof
{
    public static GraphError? Refusal(string token, string proof, string? secret, bool required)
    {
        if (proof.Length == 0)
        {
            return required ? new(400, 100, null, "API calls from the server require an appsecret_proof argument", "GraphMethodException") : null;
        }

        return secret is null || proof == Of(token, secret) ? null : new(400, 100, null, "Invalid appsecret_proof provided in the API argument", "GraphMethodException");
    }

    private static string Of(string token, string secret) => Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(token)));
}
