using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Nec.Simulator;

/// <summary>
/// A small OpenID provider: discovery, authorize (whoever comes is <see cref="Person"/>, without being asked), token with a strict check of client, code and PKCE,
/// user info, and its public key. It knows one client, and may insist on its one redirect address.
/// </summary>
public sealed class OpenIdProvider : SimulatedServer
{
    private static readonly TimeSpan CodeLife = TimeSpan.FromMinutes(5);
    private readonly ConcurrentDictionary<string, Granted> codes = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, JsonObject> tokens = new(StringComparer.Ordinal);
    private SigningKey key = new("1");
    private int keys = 1;

    public string ClientId { get; } = "nec-at-the-provider";

    public string ClientSecret { get; } = "not~a.real-secret-either";

    /// <summary>Who is signed in at the provider: the claims of the next ID tokens.</summary>
    public JsonObject Person { get; set; } = new() { ["sub"] = "subject-1", ["preferred_username"] = "alex.north@example.org", ["roles"] = new JsonArray("nec-viewer") };

    /// <summary>What stands over the usual claims of the next ID tokens: another <c>aud</c>, an <c>exp</c> long ago.</summary>
    public JsonObject Over { get; set; } = [];

    /// <summary>How long the next ID tokens are valid; below zero: since when they are not.</summary>
    public TimeSpan TokenLife { get; set; } = TimeSpan.FromHours(1);

    /// <summary>What user info says; null: the claims of the person.</summary>
    public JsonObject? UserInfoAnswer { get; set; }

    /// <summary>How the next ID tokens are signed.</summary>
    public IdTokenSignature Signature { get; set; }

    /// <summary>The one address to which it sends people back, as it is registered there; null: any, as long as the token is asked for with the same.</summary>
    public string? RedirectAddress { get; set; }

    /// <summary>The provider's time; moves codes past their life.</summary>
    public TimeSpan Later { get; set; }

    /// <summary>The parameters of the last request to authorize.</summary>
    public IReadOnlyDictionary<string, string> Asked { get; private set; } = new Dictionary<string, string>(StringComparer.Ordinal);

    public string Issuer => Address.ToString().TrimEnd('/');

    /// <summary>Signs with a new key from now on and publishes it alone, as a provider does from time to time.</summary>
    public void ChangeKey() => key = new($"{++keys}");

    private DateTimeOffset Now => TimeProvider.System.GetUtcNow() + Later;

    /// <summary>One on its own, for tests of signing in.</summary>
    public static async Task<OpenIdProvider> Start(CancellationToken cancellationToken)
    {
        var provider = new OpenIdProvider();
        await provider.Open(cancellationToken);
        return provider;
    }

    private protected override Task Answer(HttpContext context) => (context.Request.Method, context.Request.Path.Value) switch
    {
        ("GET", "/.well-known/openid-configuration") => Json(context, 200, Discovery()),
        ("GET", "/authorize") => Authorize(context),
        ("POST", "/token") => Token(context),
        ("GET", "/userinfo") => UserInfo(context),
        ("GET", "/keys") => Json(context, 200, key.Document()),
        _ => Json(context, 404, new() { ["error"] = "not_found" }),
    };

    private JsonObject Discovery() => new()
    {
        ["issuer"] = Issuer,
        ["authorization_endpoint"] = $"{Issuer}/authorize",
        ["token_endpoint"] = $"{Issuer}/token",
        ["userinfo_endpoint"] = $"{Issuer}/userinfo",
        ["jwks_uri"] = $"{Issuer}/keys",
        ["response_types_supported"] = new JsonArray("code"),
        ["code_challenge_methods_supported"] = new JsonArray("S256"),
    };

    private Task Authorize(HttpContext context)
    {
        Asked = context.Request.Query.ToDictionary(pair => pair.Key, pair => pair.Value.ToString(), StringComparer.Ordinal);
        var back = Asked.GetValueOrDefault("redirect_uri");
        if (Asked.GetValueOrDefault("client_id") != ClientId || back is null || back != (RedirectAddress ?? back))
        {
            return Json(context, 400, new() { ["error"] = "invalid_client" }); // never led on to an address of somebody unknown
        }

        var answer = new Dictionary<string, string?>(StringComparer.Ordinal) { ["state"] = Asked.GetValueOrDefault("state") };
        if (Asked.GetValueOrDefault("response_type") != "code" || Asked.GetValueOrDefault("code_challenge_method") != "S256" || Asked.GetValueOrDefault("code_challenge") is not { Length: 43 } challenge)
        {
            answer["error"] = "invalid_request";
        }
        else
        {
            answer["code"] = Secret();
            codes[answer["code"]!] = new(challenge, back, Asked.GetValueOrDefault("nonce"), Now + CodeLife);
        }

        context.Response.Redirect(QueryHelpers.AddQueryString(back, answer));
        return Task.CompletedTask;
    }

    private async Task Token(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var isKnown = form["client_id"] == ClientId && form["client_secret"] == ClientSecret;
        var isFresh = codes.TryRemove(form["code"].ToString(), out var granted) && granted.Until > Now;
        var isTheirs = granted?.Challenge == Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString()))) && granted.Back == form["redirect_uri"];
        if (!isKnown || form["grant_type"] != "authorization_code" || !isFresh || !isTheirs)
        {
            await Json(context, isKnown ? 400 : 401, new() { ["error"] = isKnown ? "invalid_grant" : "invalid_client" });
            return;
        }

        var access = Secret();
        tokens[access] = Person;
        await Json(context, 200, new() { ["access_token"] = access, ["token_type"] = "Bearer", ["expires_in"] = 3600, ["id_token"] = IdToken(granted!.Nonce) });
    }

    private Task UserInfo(HttpContext context) =>
        context.Request.Headers.Authorization.ToString().Split(' ') is ["Bearer", var token] && tokens.TryGetValue(token, out var person)
            ? Json(context, 200, UserInfoAnswer ?? person)
            : Json(context, 401, new() { ["error"] = "invalid_token" });

    private string IdToken(string? nonce)
    {
        var claims = (JsonObject)Person.DeepClone();
        (claims["iss"], claims["aud"], claims["iat"], claims["exp"]) = (Issuer, ClientId, Now.ToUnixTimeSeconds(), (Now + TokenLife).ToUnixTimeSeconds());
        if (nonce is not null)
        {
            claims["nonce"] = nonce; // as it was given with the request to authorize
        }

        foreach (var (name, value) in Over)
        {
            claims[name] = value?.DeepClone();
        }

        return key.Sign(claims, Signature, ClientSecret);
    }

    private static string Secret() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(24));

    private static Task Json(HttpContext context, int status, JsonObject body) => Reply.Text(context, status, "application/json", body.ToJsonString());

    private sealed record Granted(string Challenge, string Back, string? Nonce, DateTimeOffset Until);
}
