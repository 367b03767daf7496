using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Nec.Dashboard.SignIn;

/// <summary>
/// The provider's endpoints, issuer and keys: from its discovery document, or from the settings and its JWKS document. They are asked for
/// when somebody signs in, so Nec starts while a provider is down; and again twice a day, or when a token names an unknown key.
/// </summary>
internal sealed class ProviderConfiguration(OpenIdOptions settings) : IConfigurationRetriever<OpenIdConnectConfiguration>
{
    private static readonly TimeSpan BetweenTries = TimeSpan.FromMinutes(1); // at most, when the provider is silent or changes its keys

    public static ConfigurationManager<OpenIdConnectConfiguration> Of(OpenIdOptions settings, HttpClient client)
    {
        var address = settings.Authority is { } authority ? $"{authority.TrimEnd('/')}/.well-known/openid-configuration" : settings.JwksUri;
        return new(address, new ProviderConfiguration(settings), new SafeDocuments(client)) { RefreshInterval = BetweenTries };
    }

    /// <exception cref="OpenIdException">A document is not what it should be.</exception>
    public async Task<OpenIdConnectConfiguration> GetConfigurationAsync(
        string address, IDocumentRetriever retriever, CancellationToken cancel)
    {
        var found = settings.Authority is { } authority
            ? Discovered(await OpenIdConnectConfigurationRetriever.GetAsync(address, retriever, cancel), authority)
            : HandSet(new JsonWebKeySet(await retriever.GetDocumentAsync(address, cancel)));
        found.AuthorizationEndpoint = settings.AuthorizationEndpoint ?? found.AuthorizationEndpoint;
        found.TokenEndpoint = settings.TokenEndpoint ?? found.TokenEndpoint;
        found.UserInfoEndpoint = settings.UserInfoEndpoint;
        RequireSafe("authorization_endpoint", found.AuthorizationEndpoint);
        RequireSafe("token_endpoint", found.TokenEndpoint);
        return found.SigningKeys.Count > 0 ? found
            : throw new OpenIdException("The provider publishes no key that ID tokens could be signed with.");
    }

    private static OpenIdConnectConfiguration Discovered(OpenIdConnectConfiguration found, string authority) =>
        found.Issuer?.TrimEnd('/') == authority.TrimEnd('/')
            ? found
            : throw new OpenIdException("The provider's discovery document is of another issuer than Dashboard:OpenId:Authority.");

    private OpenIdConnectConfiguration HandSet(JsonWebKeySet keys)
    {
        var given = new OpenIdConnectConfiguration { Issuer = settings.Issuer, JwksUri = settings.JwksUri, JsonWebKeySet = keys };
        foreach (var key in keys.GetSigningKeys())
        {
            given.SigningKeys.Add(key);
        }

        return given;
    }

    private static void RequireSafe(string name, string? address)
    {
        if (address is null || !OpenIdOptions.IsSafe(address))
        {
            throw new OpenIdException($"The provider's {name} is not an https address.");
        }
    }

    /// <summary>Asks safe addresses alone: their answers are believed.</summary>
    private sealed class SafeDocuments(HttpClient client) : IDocumentRetriever
    {
        private readonly HttpDocumentRetriever _documents = new(client) { RequireHttps = false }; // http on this machine is safe too

        public Task<string> GetDocumentAsync(string address, CancellationToken cancel)
        {
            RequireSafe("jwks_uri", address);
            return _documents.GetDocumentAsync(address, cancel);
        }
    }
}

/// <summary>Why signing in with an account did not work: a sentence without anything of the person's.</summary>
internal sealed class OpenIdException(string message) : Exception(message);
