using System.Text.Json;
using Microsoft.AspNetCore.Authentication.OAuth;

namespace Nec.Dashboard.SignIn;

/// <summary>What the provider's discovery document says; asked for once, and again only after a failure.</summary>
internal sealed class OpenIdProvider
{
    private volatile string? _issuer;

    /// <summary>Who must have issued an ID token; null when the endpoints were set by hand and nobody said.</summary>
    public string? Issuer => _issuer;

    /// <summary>Sees to it that the endpoints are known.</summary>
    /// <exception cref="OpenIdException">The document is not what it should be.</exception>
    public async Task Find(OAuthOptions options, OpenIdOptions settings, CancellationToken cancellationToken)
    {
        if (settings.Authority is not { } authority || _issuer is not null)
        {
            return;
        }

        using var document = JsonDocument.Parse(
            await options.Backchannel.GetStringAsync(new Uri($"{authority.TrimEnd('/')}/.well-known/openid-configuration"), cancellationToken));
        var issuer = Text(document, "issuer");
        if (issuer.TrimEnd('/') != authority.TrimEnd('/'))
        {
            throw new OpenIdException("The provider's discovery document is of another issuer than Dashboard:OpenId:Authority.");
        }

        options.AuthorizationEndpoint = settings.AuthorizationEndpoint ?? Safe(document, "authorization_endpoint");
        options.TokenEndpoint = settings.TokenEndpoint ?? Safe(document, "token_endpoint");
        _issuer = issuer;
    }

    private static string Text(JsonDocument document, string name) =>
        document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()!
            : throw new OpenIdException($"The provider's discovery document has no {name}.");

    private static string Safe(JsonDocument document, string name) =>
        Text(document, name) is var address && OpenIdOptions.IsSafe(address) ? address : throw new OpenIdException($"The provider's {name} is not an https address.");
}
