using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Nec.Dashboard.Jobs.Engine;
using Nec.Storage;
using Npgsql;

namespace Nec.Dashboard.SignIn;

/// <summary>What is served to everybody alike, so that nobody asks who reads it.</summary>
internal sealed class SameForEverybody;

/// <summary>
/// Puts a row of the database in the place of what a cookie would say: the cookie holds the session's secret only, whatever the way of
/// signing in, and every request reads the row and what its person may do now.
/// </summary>
internal sealed partial class SessionEvents(
    Sessions sessions, KnownPeople people, Session session, IOptions<DashboardOptions> settings, ILogger<SessionEvents> logger)
    : CookieAuthenticationEvents
{
    private const string Secret = "nec:session";
    private static readonly TimeSpan SeenEvery = TimeSpan.FromMinutes(5);
    private bool _isNotingFailed; // said once until it works again

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

        var secret = await session.Begin(Given(context.Principal!, now), cancellationToken); // somebody signs in
        context.Principal = new(new ClaimsIdentity([new(Secret, secret)], context.Scheme.Name));
    }

    /// <summary>Lets the request in as the person of its session, with the role that they have now, or as nobody.</summary>
    public override async Task ValidatePrincipal(CookieValidatePrincipalContext context)
    {
        if (context.HttpContext.GetEndpoint()?.Metadata.GetMetadata<SameForEverybody>() is null
            && !ServedHosts.IsHealthCheck(context.Request) // it says by itself whether the database answers
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
            await EndUnlisted(stored);
            return null;
        }

        // An open page does not show that a person is there.
        if (now - stored.LastSeenAt >= SeenEvery && !EngineRoom.IsRefresh(context.Request))
        {
            await Note(stored, now, cancellationToken);
        }

        var identity = Session.IdentityOf(person.Person, person.Role, new(person.Forces, person.Teams), stored.CreatedAt);
        // Forms are bound to it too.
        identity.AddClaim(new(ClaimTypes.NameIdentifier, stored.SessionId.ToString(CultureInfo.InvariantCulture)));
        return new(identity);
    }

    // It ends at the next request for which that can be written; until then it lets nobody in either.
    private async Task EndUnlisted(StoredSession stored)
    {
        try
        {
            await session.EndUnlisted(stored);
        }
        catch (NpgsqlException failure)
        {
            LogNotEnded(ReasonOf(failure));
        }
    }

    private async Task Note(StoredSession stored, DateTimeOffset now, CancellationToken cancellationToken)
    {
        try
        {
            await sessions.Seen(stored.SessionId, now, cancellationToken);
            Volatile.Write(ref _isNotingFailed, false);
        }
        catch (NpgsqlException failure)
        {
            if (!Interlocked.Exchange(ref _isNotingFailed, true))
            {
                LogNotNoted(ReasonOf(failure));
            }
        }
    }

    private static string ReasonOf(NpgsqlException failure) =>
        failure.SqlState is { } state ? $"SQLSTATE {state}" : (failure.InnerException ?? failure).GetType().Name;

    // What the link or the account says, as Session.SignIn and OpenIdEvents have put it into claims.
    private StoredSession Given(ClaimsPrincipal person, DateTimeOffset now)
    {
        var scope = Scope.Of(person);
        var startedAt = Session.StartOf(person) ?? now;
        return new()
        {
            Person = Session.NameOf(person),
            Email = person.FindFirstValue(OpenIdEvents.Email),
            SignedInBy = person.FindFirstValue(Session.SignedInBy) ?? StoredSession.Account,
            IsListed = false,
            Role = person.FindFirstValue(ClaimTypes.Role) ?? "",
            Forces = [.. scope.Forces],
            Teams = [.. scope.Teams],
            ReachesPosts = person.HasClaim(claim => claim.Type == Session.ReachesPosts),
            CreatedAt = startedAt,
            LastSeenAt = startedAt,
            ExpiresAt = startedAt.AddHours(settings.Value.SessionHours),
        };
    }

    private static Task Refuse(HttpResponse response, int status)
    {
        response.StatusCode = status;
        return Task.CompletedTask;
    }

    [LoggerMessage(
        LogLevel.Warning,
        "Nec cannot record when people were last active ({Reason}): a session in use may end as idle. Look at the database's log")]
    private partial void LogNotNoted(string reason);

    [LoggerMessage(LogLevel.Warning, "Nec cannot record the end of a session ({Reason}); its person is kept out all the same")]
    private partial void LogNotEnded(string reason);
}
