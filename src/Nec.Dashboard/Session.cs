using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Nec.Core.Calendar;
using Nec.Dashboard.Jobs.Engine;
using Nec.Dashboard.SignIn;
using Nec.Storage;

namespace Nec.Dashboard;

/// <summary>Signing in by a one-time link, and out again. Real time throughout: a simulated clock would bear cookies that are expired.</summary>
internal sealed partial class Session(
    SignInLinks links, Audit audit, LondonClock clock, IOptionsMonitor<CookieAuthenticationOptions> cookies, ILogger<Session> logger)
{
    public const string Scheme = "nec";
    private const string StartedAt = "nec:started-at";

    /// <summary>Uses the link up; a person comes in with the role that it was made for.</summary>
    public async Task<IResult> SignIn(string token, HttpContext context)
    {
        var now = cookies.Get(Scheme).TimeProvider!.GetUtcNow(); // set in Configure
        if (await links.Use(token, now, used => Audited("sign-in", used.Person, $"as {used.Role}, by link"), context.RequestAborted) is not { } person)
        {
            LogRefused();
            return Results.StatusCode(StatusCodes.Status410Gone);
        }

        await context.SignInAsync(Scheme, new ClaimsPrincipal(IdentityOf(person.Person, person.Role, new(person.Forces, person.Teams), now)));
        LogSignedIn(person.Role);
        return Results.Redirect("/");
    }

    /// <summary>The person as the audit log names them.</summary>
    public static string NameOf(ClaimsPrincipal person) => person.Identity?.Name ?? "nobody";

    /// <summary>What a session holds of a person.</summary>
    public static ClaimsIdentity IdentityOf(string person, string role, Scope scope, DateTimeOffset startedAt) => new(
        [new(ClaimTypes.Name, person), new(ClaimTypes.Role, role), new(StartedAt, startedAt.ToString("O", CultureInfo.InvariantCulture)), .. scope.Claims], Scheme);

    public async Task<IResult> SignOut(HttpContext context)
    {
        await Keep("sign-out", NameOf(context.User), null);
        await context.SignOutAsync(Scheme);
        context.User = new ClaimsPrincipal();
        return new Microsoft.AspNetCore.Http.HttpResults.RazorComponentResult<SignedOutPage>();
    }

    /// <summary>Notes that a person comes or goes, before it happens.</summary>
    public Task Keep(string action, string person, string? after) => audit.Add(Audited(action, person, after), CancellationToken.None);

    private AuditEntry Audited(string action, string person, string? after) => new() { HappenedAt = clock.Now, Who = person, Action = action, Target = "session", After = after };

    public static void Configure(CookieAuthenticationOptions cookie, DashboardOptions settings)
    {
        cookie.TimeProvider = TimeProvider.System;
        cookie.Cookie.Name = "nec-session";
        cookie.Cookie.HttpOnly = true;
        cookie.Cookie.SameSite = SameSiteMode.Lax; // Strict would lose the session on every link followed from a mail
        cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        cookie.ExpireTimeSpan = TimeSpan.FromHours(settings.IdleHours);
        cookie.SlidingExpiration = true;
        // A refusal is a page, not a redirect: nothing to lead astray by a return address.
        cookie.Events.OnRedirectToLogin = context => Refuse(context.Response, StatusCodes.Status401Unauthorized);
        cookie.Events.OnRedirectToAccessDenied = context => Refuse(context.Response, StatusCodes.Status403Forbidden);
        cookie.Events.OnCheckSlidingExpiration = context =>
        {
            context.ShouldRenew &= !EngineRoom.IsRefresh(context.Request); // an open page does not show that a person is there
            return Task.CompletedTask;
        };
        cookie.Events.OnValidatePrincipal = context =>
        {
            var started = DateTimeOffset.TryParse(context.Principal?.FindFirstValue(StartedAt), CultureInfo.InvariantCulture, out var at) ? at : DateTimeOffset.MinValue;
            if (cookie.TimeProvider.GetUtcNow() - started >= TimeSpan.FromHours(settings.SessionHours))
            {
                context.RejectPrincipal();
            }

            return Task.CompletedTask;
        };
    }

    private static Task Refuse(HttpResponse response, int status)
    {
        response.StatusCode = status;
        return Task.CompletedTask;
    }

    [LoggerMessage(LogLevel.Information, "A sign-in link was used for the role {Role}")]
    private partial void LogSignedIn(string role);

    [LoggerMessage(LogLevel.Warning, "A sign-in link was refused: unknown, used or expired")]
    private partial void LogRefused();
}
