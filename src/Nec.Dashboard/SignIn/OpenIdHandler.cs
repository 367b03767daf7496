using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OAuth;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Nec.Dashboard.SignIn;

/// <summary>The framework's OAuth handler, which asks the provider where its endpoints are before it first needs them: a provider that is down stops nobody's start.</summary>
internal sealed class OpenIdHandler(
    IOptionsMonitor<OAuthOptions> options, IOptions<DashboardOptions> dashboard, OpenIdProvider provider, ILoggerFactory logger, UrlEncoder encoder)
    : OAuthHandler<OAuthOptions>(options, logger, encoder)
{
    public const string SchemeName = "nec-openid";
    public const string NonceItem = "nec:nonce";
    private const int NonceBytes = 32;
    public const string CallbackPath = "/sign-in/account/back";

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        try
        {
            await provider.Find(Options, dashboard.Value.OpenId, Context.RequestAborted);
        }
        catch (Exception failure) when (failure is HttpRequestException or JsonException or OpenIdException or TaskCanceledException)
        {
            await OpenIdEvents.Failed(Context, failure);
            return;
        }

        await base.HandleChallengeAsync(properties);
    }

    // Kept in the state, which is encrypted and bound to this browser: an ID token that was given for another asking does not repeat it.
    protected override string BuildChallengeUrl(AuthenticationProperties properties, string redirectUri)
    {
        var nonce = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(NonceBytes));
        properties.Items[NonceItem] = nonce;
        return QueryHelpers.AddQueryString(base.BuildChallengeUrl(properties, redirectUri), "nonce", nonce);
    }

    protected override async Task<HandleRequestResult> HandleRemoteAuthenticateAsync()
    {
        try
        {
            await provider.Find(Options, dashboard.Value.OpenId, Context.RequestAborted); // another node may have sent the person there
            return await base.HandleRemoteAuthenticateAsync();
        }
        catch (Exception failure) when (failure is HttpRequestException or JsonException or TaskCanceledException)
        {
            return HandleRequestResult.Fail(failure);
        }
    }
}

/// <summary>Why signing in with an account did not work: a sentence without anything of the person's.</summary>
internal sealed class OpenIdException(string message) : Exception(message);

/// <summary>The person is who they say, and nothing in the role map lets them in.</summary>
internal sealed class NoRoleException() : Exception("no entry of Dashboard:OpenId:RoleMap fits");
