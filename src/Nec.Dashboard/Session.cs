using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Nec.Core.Calendar;
using Nec.Dashboard.SignIn;
using Nec.Storage;

namespace Nec.Dashboard;

/// <summary>
/// Signing in by a one-time link, and out again. Real time throughout: cookies written by a simulated clock could be expired from the start.
/// </summary>
internal sealed partial class Session(
    SignInLinks links,
    Sessions sessions,
    KnownPeople people,
    LondonClock clock,
    IOptions<DashboardOptions> settings,
    IOptionsMonitor<CookieAuthenticationOptions> cookies,
    ILogger<Session> logger)
{
    public const string Scheme = "nec";
    private const string StartedAt = "nec:started-at";
    internal const string SignedInBy = "nec:signed-in-by";
    internal const string ReachesPosts = "nec:reaches-posts";

    /// <summary>The time by which people sign in and out.</summary>
    private DateTimeOffset Now => cookies.Get(Scheme).TimeProvider!.GetUtcNow(); // set in Configure

    /// <summary>Uses the link up; a person comes in with the role that it was made for, and where it leads.</summary>
    public async Task<IResult> SignIn(string token, HttpContext context)
    {
        var now = Now;
        if (await links.Use(token, now, Audited, context.RequestAborted) is not { } person || !IsKnown(person))
        {
            LogRefused();
            return Results.StatusCode(StatusCodes.Status410Gone);
        }

        var identity = IdentityOf(person.Person, person.Role, new(person.Forces, person.Teams), now);
        identity.AddClaim(new(SignedInBy, StoredSession.Link));
        await context.SignInAsync(Scheme, new ClaimsPrincipal(identity));
        LogSignedIn(person.Role);
        return Results.LocalRedirect(ReturnPath.Of(person.ReturnPath) ?? "/");
    }

    /// <summary>The person as the audit log names them.</summary>
    public static string NameOf(ClaimsPrincipal person) => person.Identity?.Name ?? "nobody";

    /// <summary>The number of a signed-in person's session; null for nobody.</summary>
    public static long? NumberOf(ClaimsPrincipal person)
    {
        var text = person.FindFirstValue(ClaimTypes.NameIdentifier);
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    /// <summary>When the person signed in; null when nothing says so.</summary>
    public static DateTimeOffset? StartOf(ClaimsPrincipal person) =>
        DateTimeOffset.TryParse(person.FindFirstValue(StartedAt), CultureInfo.InvariantCulture, out var at) ? at : null;

    /// <summary>What a session begins with; the cookie holds none of it. Without a way of its own it is an account's.</summary>
    public static ClaimsIdentity IdentityOf(string person, string role, Scope scope, DateTimeOffset startedAt) => new(
        [
            new(ClaimTypes.Name, person),
            new(ClaimTypes.Role, role),
            new(StartedAt, startedAt.ToString("O", CultureInfo.InvariantCulture)),
            .. scope.Claims,
        ],
        Scheme);

    /// <summary>Begins a session, in the role that its person has now. A link's use is in the audit log already; an account's is added.</summary>
    /// <param name="given">The session with what the link or the account gives.</param>
    /// <returns>The secret that finds it.</returns>
    public async Task<string> Begin(StoredSession given, CancellationToken cancellationToken)
    {
        var begun = people.AtSignIn(given);
        if (begun.SignedInBy == StoredSession.Link)
        {
            return await sessions.Begin(begun, null, cancellationToken);
        }

        var audited = Audited("sign-in", begun.Person, $"as {begun.Role}, with an account");
        var secret = await sessions.Begin(begun, audited, cancellationToken);
        LogSignedInWithAccount(begun.Role);
        return secret;
    }

    /// <summary>The sessions that still work, the newest first.</summary>
    /// <param name="person">Whose; null for everybody's.</param>
    public Task<IReadOnlyList<StoredSession>> Live(string? person, CancellationToken cancellationToken)
    {
        var now = Now;
        return sessions.Live(person, now, SessionEvents.SeenAfter(settings.Value, now), cancellationToken);
    }

    /// <summary>Ends this session.</summary>
    public async Task<IResult> SignOut(HttpContext context)
    {
        if (NumberOf(context.User) is { } number)
        {
            await sessions.End(number, Now, Audited("sign-out", NameOf(context.User), null), CancellationToken.None);
        }

        return await Leave(context, count: null);
    }

    /// <summary>Ends every session of the person, this one included.</summary>
    public async Task<IResult> SignOutEverywhere(HttpContext context)
    {
        var person = NameOf(context.User);
        var count = await sessions.EndAll(person, Now, count => Everywhere(person, person, count), CancellationToken.None);
        return await Leave(context, count);
    }

    /// <summary>Ends every session of somebody else, for an admin of all teams.</summary>
    public async Task<IResult> SignOutOther(HttpContext context, Access access)
    {
        if (access.TeamsOf(context.User) is not null)
        {
            return Results.StatusCode(StatusCodes.Status403Forbidden);
        }

        var person = (await context.Request.ReadFormAsync(context.RequestAborted))["person"].ToString();
        await sessions.EndAll(person, Now, count => Everywhere(NameOf(context.User), person, count), CancellationToken.None);
        return Results.LocalRedirect("/admin/people");
    }

    /// <summary>Ends the sessions of people whom the settings and contracts no longer name with their role.</summary>
    public async Task EndUnlisted(CancellationToken cancellationToken)
    {
        foreach (var session in (await Live(null, cancellationToken)).Where(session => people.Now(session) is null))
        {
            await EndUnlisted(session);
        }
    }

    /// <summary>Ends the session of somebody whom the settings and contracts no longer name with their role.</summary>
    public async Task EndUnlisted(StoredSession session)
    {
        var audited = Audited("end-session", session.Person, "no longer listed with that role") with { Before = $"as {session.Role}" };
        await sessions.End(session.SessionId, Now, audited, CancellationToken.None);
        LogEnded();
    }

    public static void Configure(CookieAuthenticationOptions cookie, DashboardOptions settings)
    {
        cookie.TimeProvider = TimeProvider.System;
        cookie.Cookie.Name = "nec-session";
        cookie.Cookie.HttpOnly = true;
        cookie.Cookie.SameSite = SameSiteMode.Lax; // Strict would lose the session on every link followed from a mail
        cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        cookie.ExpireTimeSpan = TimeSpan.FromHours(settings.SessionHours);
        cookie.SlidingExpiration = false; // the row says when a person was last seen: the cookie is written once
        cookie.EventsType = typeof(SessionEvents);
    }

    private static async Task<IResult> Leave(HttpContext context, int? count)
    {
        await context.SignOutAsync(Scheme);
        context.User = new ClaimsPrincipal();
        return new RazorComponentResult<SignedOutPage>(new { Count = count });
    }

    // They may have been taken out of the settings since the link was mailed.
    private bool IsKnown(SignedIn person) =>
        !person.IsMailed || people.Find(person.Person) is { } known && !Roles.IsLower(known.Role, person.Role);

    private AuditEntry Everywhere(string who, string person, int count) =>
        Audited("sign-out-everywhere", who, $"{person}: {Dates.Count(count, "session")}");

    private AuditEntry Audited(SignedIn used) =>
        IsKnown(used) ? Audited("sign-in", used.Person, $"as {used.Role}, by link")
        : Audited("sign-in-failed", used.Person, "no longer listed, by link");

    private AuditEntry Audited(string action, string person, string? after) =>
        new() { HappenedAt = clock.Now, Who = person, Action = action, Target = "session", After = after };

    [LoggerMessage(LogLevel.Information, "A sign-in link was used for the role {Role}")]
    private partial void LogSignedIn(string role);

    [LoggerMessage(LogLevel.Information, "A person signed in with an account, in the role {Role}")]
    private partial void LogSignedInWithAccount(string role);

    [LoggerMessage(LogLevel.Information, "A session was ended: nothing names its person any more, or with a lower role")]
    private partial void LogEnded();

    [LoggerMessage(LogLevel.Warning, "A sign-in link was refused: unknown, used or expired")]
    private partial void LogRefused();
}
