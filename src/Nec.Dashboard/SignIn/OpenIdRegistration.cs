using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OAuth;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Nec.Dashboard.SignIn;

/// <summary>Signing in with an account of one's force; nothing of it is there while no client id is set.</summary>
internal static class OpenIdRegistration
{
    private const string NotKnownYet = "https://provider.invalid/"; // until the discovery document was read

    public static void AddOpenId(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<OpenIdProvider>();
        services.AddSingleton<OpenIdEvents>();
        if (string.IsNullOrEmpty(configuration["Dashboard:OpenId:ClientId"]))
        {
            return;
        }

        services.AddAuthentication().AddOAuth<OAuthOptions, OpenIdHandler>(OpenIdHandler.SchemeName, _ => { });
        services.AddOptions<OAuthOptions>(OpenIdHandler.SchemeName).Configure<IOptions<DashboardOptions>, OpenIdEvents>((oauth, dashboard, events) => Configure(oauth, dashboard.Value.OpenId, events));
    }

    public static void MapOpenId(this IEndpointRouteBuilder endpoints)
    {
        if (endpoints.ServiceProvider.GetRequiredService<IOptions<DashboardOptions>>().Value.OpenId.IsSet)
        {
            // Looking leads away and changes nothing here; the provider asks the person.
            endpoints.MapGet("/sign-in/account", () => Results.Challenge(new AuthenticationProperties { RedirectUri = "/" }, [OpenIdHandler.SchemeName])).AllowAnonymous();
        }
    }

    private static void Configure(OAuthOptions oauth, OpenIdOptions settings, OpenIdEvents events)
    {
        oauth.TimeProvider = TimeProvider.System; // the container's is the scheduler's, and may be simulated: cookies would be born expired
        oauth.SignInScheme = Session.Scheme;
        oauth.ClientId = settings.ClientId!; // set, or we are not here
        oauth.ClientSecret = settings.ClientSecret ?? "";
        oauth.AuthorizationEndpoint = settings.AuthorizationEndpoint ?? NotKnownYet;
        oauth.TokenEndpoint = settings.TokenEndpoint ?? NotKnownYet;
        oauth.CallbackPath = OpenIdHandler.CallbackPath;
        oauth.UsePkce = true;
        oauth.SaveTokens = false;
        oauth.RemoteAuthenticationTimeout = TimeSpan.FromMinutes(15);
        oauth.BackchannelHttpHandler = new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(15) };
        oauth.BackchannelTimeout = TimeSpan.FromSeconds(15);
        oauth.CorrelationCookie.Name = "nec-sign-in.";
        oauth.CorrelationCookie.Path = "/sign-in/account"; // where it is set and where it is asked for
        oauth.CorrelationCookie.SameSite = SameSiteMode.Lax; // the provider sends people back by a plain GET
        oauth.CorrelationCookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        oauth.Scope.Clear();
        foreach (var scope in settings.ScopesAsked)
        {
            oauth.Scope.Add(scope);
        }

        oauth.Events = new() { OnCreatingTicket = events.Create, OnRemoteFailure = OpenIdEvents.Failed };
    }
}
