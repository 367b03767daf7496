using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Nec.Dashboard.Jobs.Engine;
using Nec.Storage;

namespace Nec.Dashboard.SignIn;

/// <summary>What is served to everybody alike, so that nobody asks who reads it.</summary>
internal sealed class SameForEverybody;

/// <summary>
/// Puts a row of the database in the place of what a cookie would say: the cookie holds the session's secret only, whatever the way of
/// signing in, and every request reads the row and what its person may do now.
/// </summary>
internal sealed class SessionEvents(Sessions sessions, KnownPeople people, Session session, IOptions<DashboardOptions> settings)
    : CookieAuthenticationEvents
{
    private const string Secret = "nec:session";
    private static readonly TimeSpan SeenEvery = TimeSpan.FromMinutes(5);

    /// <summary>The latest instant at which an idle session was last seen.</summary>
    public static DateTimeOffset SeenAfter(DashboardOptions settings, DateTimeOffset now) => now.AddHours(-settings.IdleHours);

    /// <summary>Begins a session, and ends the one that this browser had.</summary>
    public override async Task SigningIn(CookieSigningInContext context)
    {
        var now = context.Options.TimeProvider!.GetUtcNow(); // set in Session.Configure
        var cancellationToken = context.HttpContext.RequestAborted;
        var before = await context.HttpContext.AuthenticateAsync(context.Scheme.Name);
        if (before.Principal is { } earlier && Session.NumberOf(earlier) is { } number)
        {
            await sessions.End(number, now, null, cancellationToken);
        }

        var person = context.Principal!; // somebody signs in
        var startedAt = Session.StartOf(person) ?? now;
        var way = person.FindFirstValue(Session.SignedInBy) ?? StoredSession.Account;
        var (scope, role) = (Scope.Of(person), person.FindFirstValue(ClaimTypes.Role) ?? "");
        SignedIn given = new() { Person = Session.NameOf(person), Role = role, Forces = [.. scope.Forces], Teams = [.. scope.Teams] };
        var (grant, isListed) = people.AtSignIn(given, way);
        var secret = await sessions.Begin(
            new()
            {
                Person = grant.Person,
                SignedInBy = way,
                IsListed = isListed,
                Role = grant.Role,
                Forces = grant.Forces,
                Teams = grant.Teams,
                CreatedAt = startedAt,
                LastSeenAt = startedAt,
                ExpiresAt = startedAt.AddHours(settings.Value.SessionHours),
            },
            cancellationToken);
        context.Principal = new(new ClaimsIdentity([new(Secret, secret)], context.Scheme.Name));
    }

    /// <summary>Lets the request in as the person of its session, with the role that they have now, or as nobody.</summary>
    public override async Task ValidatePrincipal(CookieValidatePrincipalContext context)
    {
        if (context.HttpContext.GetEndpoint()?.Metadata.GetMetadata<SameForEverybody>() is null
            && context.Principal?.FindFirstValue(Secret) is { } secret // a cookie from before sessions were rows has none
            && await Open(secret, context) is { } person)
        {
            context.ReplacePrincipal(person);
            return;
        }

        context.RejectPrincipal();
    }

    /// <summary>A refusal is a page, not a redirect: nothing to lead astray by a return address.</summary>
    public override Task RedirectToLogin(RedirectContext<CookieAuthenticationOptions> context) =>
        Refuse(context.Response, StatusCodes.Status401Unauthorized);

    /// <inheritdoc cref="RedirectToLogin"/>
    public override Task RedirectToAccessDenied(RedirectContext<CookieAuthenticationOptions> context) =>
        Refuse(context.Response, StatusCodes.Status403Forbidden);

    private async Task<ClaimsPrincipal?> Open(string secret, CookieValidatePrincipalContext context)
    {
        var now = context.Options.TimeProvider!.GetUtcNow();
        var cancellationToken = context.HttpContext.RequestAborted;
        if (await sessions.Find(secret, now, SeenAfter(settings.Value, now), cancellationToken) is not { } stored)
        {
            return null;
        }

        if (people.Now(stored) is not { } person)
        {
            await session.EndUnlisted(stored);
            return null;
        }

        // An open page does not show that a person is there.
        if (now - stored.LastSeenAt >= SeenEvery && !EngineRoom.IsRefresh(context.Request))
        {
            await sessions.Seen(stored.SessionId, now, cancellationToken);
        }

        var identity = Session.IdentityOf(person.Person, person.Role, new(person.Forces, person.Teams), stored.CreatedAt);
        // Forms are bound to it too.
        identity.AddClaim(new(ClaimTypes.NameIdentifier, stored.SessionId.ToString(CultureInfo.InvariantCulture)));
        return new(identity);
    }

    private static Task Refuse(HttpResponse response, int status)
    {
        response.StatusCode = status;
        return Task.CompletedTask;
    }
}
