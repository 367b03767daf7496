using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Infrastructure;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Nec.Dashboard.SignIn;

/// <summary>Who may come in, by a mailed link or an identity provider.</summary>
internal static class SignInRegistration
{
    /// <summary>Denies by default, on this machine as well: every address that is not an exception needs a person with a role.</summary>
    public static IServiceCollection AddSignIn(this IServiceCollection services, IConfiguration configuration)
    {
        services
            .AddSingleton<Access>()
            .AddSingleton<KnownPeople>()
            .AddSingleton<ClientBudget>()
            .AddSingleton<IAuthorizationMiddlewareResultHandler, ScopedAuthorization>()
            .AddSingleton<Session>()
            .AddSingleton<SessionEvents>()
            .AddHostedService<EndUnlistedSessions>()
            .AddSingleton<LinkRequests>()
            .AddHostedService(provider => provider.GetRequiredService<LinkRequests>())
            .AddAuthentication(Session.Scheme)
            .AddCookie(Session.Scheme);
        services.AddOptions<CookieAuthenticationOptions>(Session.Scheme)
            .Configure<IOptions<DashboardOptions>>((cookie, settings) => Session.Configure(cookie, settings.Value));
        services.AddAuthorizationBuilder().SetFallbackPolicy(new([new RolesAuthorizationRequirement(Roles.All)], [Session.Scheme]));
        services.AddOpenId(configuration);
        return services;
    }

    public static void MapSignIn(this IEndpointRouteBuilder endpoints, RouteGroupBuilder buttons)
    {
        endpoints.MapOpenId();
        buttons.MapPost("/sign-in", AskForLink.Press).AllowAnonymous();
        buttons.MapPost("/sign-in/{token}", (string token, HttpContext context, Session session) => session.SignIn(token, context))
            .AllowAnonymous();
        buttons.MapPost("/sign-out", (HttpContext context, Session session) => session.SignOut(context));
        buttons.MapPost("/sign-out/everywhere", (HttpContext context, Session session) => session.SignOutEverywhere(context));
    }
}
