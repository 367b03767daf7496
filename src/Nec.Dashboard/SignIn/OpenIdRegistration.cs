using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Nec.Dashboard.SignIn;

/// <summary>Signing in with an account of one's force; nothing of it is there while its settings are not.</summary>
internal static class OpenIdRegistration
{
    public const string Scheme = "nec-openid";
    private const string LeavePath = "/sign-in/account";
    private const string BackPath = "/sign-in/account/back";
    private const int LargestReply = 1_000_000;
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(2);

    public static void AddOpenId(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<OpenIdEvents>();
        services.AddHostedService<MissingOpenIdSettings>();
        if (configuration.GetSection("Dashboard:OpenId").Get<OpenIdOptions>() is not { IsSet: true })
        {
            return;
        }

        // What the handler logs of a failure is the provider's own sentence, which may name the person.
        services.AddLogging(logging => logging.AddFilter("Microsoft.AspNetCore.Authentication.OpenIdConnect", LogLevel.None));
        services.AddAuthentication().AddOpenIdConnect(Scheme, _ => { });
        services.AddOptions<OpenIdConnectOptions>(Scheme)
            .Configure<IOptions<DashboardOptions>, OpenIdEvents>((oidc, dashboard, events) => Configure(oidc, dashboard.Value.OpenId, events));
    }

    public static void MapOpenId(this IEndpointRouteBuilder endpoints)
    {
        if (endpoints.ServiceProvider.GetRequiredService<IOptions<DashboardOptions>>().Value.OpenId.IsSet)
        {
            // Looking leads away and changes nothing here; the provider asks the person.
            endpoints.MapGet(LeavePath, (HttpContext context, OpenIdEvents events) => events.Leave(context)).AllowAnonymous();
        }
    }

    private static void Configure(OpenIdConnectOptions oidc, OpenIdOptions settings, OpenIdEvents events)
    {
        oidc.TimeProvider = TimeProvider.System; // the container's is the scheduler's, and may be simulated: cookies could be expired from the start
        oidc.SignInScheme = Session.Scheme;
        oidc.ClientId = settings.ClientId;
        oidc.ClientSecret = settings.ClientSecret;
        oidc.Backchannel = Backchannel();
        oidc.ConfigurationManager = ProviderConfiguration.Of(settings, oidc.Backchannel);
        oidc.ResponseType = OpenIdConnectResponseType.Code;
        oidc.ResponseMode = OpenIdConnectResponseMode.Query;
        oidc.DisableTelemetry = true;
        oidc.CallbackPath = BackPath;
        (oidc.RemoteSignOutPath, oidc.SignedOutCallbackPath) = (PathString.Empty, PathString.Empty); // sessions end in Nec alone
        oidc.RemoteAuthenticationTimeout = TimeSpan.FromMinutes(15);
        Keep(oidc.CorrelationCookie, "nec-sign-in.");
        Keep(oidc.NonceCookie, "nec-sign-in-nonce.");
        oidc.TokenValidationParameters.ClockSkew = Skew;
        oidc.TokenHandler = new SignedTokens { MapInboundClaims = false };
        ReadClaims(oidc, settings);
        oidc.Events = new() { OnTicketReceived = events.Received, OnRemoteFailure = events.Failed };
    }

    // Names of claims stay as the provider gives them; user info adds those that the role map and the name are read from.
    private static void ReadClaims(OpenIdConnectOptions oidc, OpenIdOptions settings)
    {
        oidc.Scope.Clear();
        foreach (var scope in settings.ScopesAsked)
        {
            oidc.Scope.Add(scope);
        }

        oidc.GetClaimsFromUserInfoEndpoint = settings.UserInfoEndpoint is not null;
        oidc.ClaimActions.Clear();
        oidc.ClaimActions.MapJsonKey(settings.RoleClaim, settings.RoleClaim);
        oidc.ClaimActions.MapUniqueJsonKey(settings.NameClaim, settings.NameClaim);
        oidc.ClaimActions.MapUniqueJsonKey(OpenIdEvents.Email, OpenIdEvents.Email);
    }

    private static void Keep(CookieBuilder cookie, string name)
    {
        cookie.Name = name;
        cookie.Path = LeavePath; // where it is set and where it is asked for
        cookie.SameSite = SameSiteMode.Lax; // the provider sends people back by a plain GET
        cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
    }

    // With the code flow, the framework's handler would take a token without a signature (OpenID Connect Core 3.1.3.7, item 6, lets it).
    private sealed class SignedTokens : JsonWebTokenHandler
    {
        public override Task<TokenValidationResult> ValidateTokenAsync(string token, TokenValidationParameters validationParameters)
        {
            validationParameters.RequireSignedTokens = true;
            return base.ValidateTokenAsync(token, validationParameters);
        }
    }

    private static HttpClient Backchannel()
    {
        var sockets = new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(15) };
        return new(sockets) { Timeout = TimeSpan.FromSeconds(15), MaxResponseContentBufferSize = LargestReply };
    }
}
