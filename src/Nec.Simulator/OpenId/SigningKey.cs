using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Nec.Simulator;

/// <summary>How an ID token is signed: rightly, or as a forger would.</summary>
public enum IdTokenSignature
{
    /// <summary>With the key that the provider publishes.</summary>
    Own,

    /// <summary>With another key, under the name of the published one.</summary>
    OtherKey,

    /// <summary>Not at all: <c>alg</c> is <c>none</c>.</summary>
    None,

    /// <summary>With the client's secret (HS256).</summary>
    ClientSecret,
}

/// <summary>A provider's key: signs ID tokens, and is shown as a JWKS document.</summary>
internal sealed class SigningKey(string id)
{
    private readonly RSA key = RSA.Create(2048);
    private readonly Lazy<RSA> other = new(() => RSA.Create(2048));

    public string Sign(JsonObject claims, IdTokenSignature how, string clientSecret)
    {
        var algorithm = how switch { IdTokenSignature.None => "none", IdTokenSignature.ClientSecret => "HS256", _ => "RS256" };
        var text = $"{Part(new() { ["alg"] = algorithm, ["typ"] = "JWT", ["kid"] = id })}.{Part(claims)}";
        var bytes = Encoding.ASCII.GetBytes(text);
        byte[] signature = how switch
        {
            IdTokenSignature.None => [],
            IdTokenSignature.ClientSecret => HMACSHA256.HashData(Encoding.UTF8.GetBytes(clientSecret), bytes),
            IdTokenSignature.OtherKey => SignedBy(other.Value, bytes),
            _ => SignedBy(key, bytes),
        };
        return $"{text}.{Base64Url.EncodeToString(signature)}";
    }

    public JsonObject Document()
    {
        var known = key.ExportParameters(includePrivateParameters: false);
        return new()
        {
            ["keys"] = new JsonArray(new JsonObject
            {
                ["kty"] = "RSA",
                ["use"] = "sig",
                ["kid"] = id,
                ["n"] = Base64Url.EncodeToString(known.Modulus),
                ["e"] = Base64Url.EncodeToString(known.Exponent),
            }),
        };
    }

    private static byte[] SignedBy(RSA key, byte[] bytes) => key.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

    private static string Part(JsonObject json) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(json));
}
