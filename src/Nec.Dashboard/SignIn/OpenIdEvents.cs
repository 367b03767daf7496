using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Nec.Dashboard.SignIn;

/// <summary>Sends people to the provider, and says what becomes of those who come back.</summary>
internal sealed partial class OpenIdEvents(IOptions<DashboardOptions> dashboard, ILogger<OpenIdEvents> logger)
{
    public const string Email = "email";
    private const string Subject = "sub";
    private const int LongestCode = 40;

    /// <summary>To the provider, and from there back to where the person was going; a page of ours when it cannot be reached.</summary>
    public async Task Leave(HttpContext context)
    {
        var next = ReturnPath.Of(context.Request.Query[AskForm.Next]) ?? "/";
        try
        {
            await context.ChallengeAsync(OpenIdRegistration.Scheme, new AuthenticationProperties { RedirectUri = next });
        }
        catch (Exception failure) when (
            failure is InvalidOperationException { InnerException: not null } // its documents cannot be read
                or HttpRequestException or TaskCanceledException or OpenIdConnectProtocolException) // its other endpoints
        {
            await Refuse(context, failure);
        }
    }

    /// <summary>
    /// Gives the session its name, role and scope, or refuses it. By now the handler has checked that the provider signed the token for us.
    /// </summary>
    public async Task Received(TicketReceivedContext context)
    {
        var settings = dashboard.Value.OpenId;
        var now = context.Options.TimeProvider!.GetUtcNow(); // set in OpenIdRegistration
        var account = context.Principal!; // a ticket has one
        var name = One(account, settings.NameClaim) ?? One(account, Email) ?? One(account, Subject)!; // nobody comes here without a subject
        var grants = settings.RoleMap.Where(entry => account.HasClaim(settings.RoleClaim, entry.Claim)).ToList();
        if (grants.Count == 0)
        {
            LogNoRole();
            context.HandleResponse();
            await new RazorComponentResult<NoAccessPage> { StatusCode = StatusCodes.Status403Forbidden }.ExecuteAsync(context.HttpContext);
            return;
        }

        var isNamed = One(account, settings.NameClaim) is not null;
        context.Principal = new(IdentityOf(name, isNamed, One(account, Email), grants, now));
    }

    // Of several roles the highest counts, with its own reach alone: being a viewer of all must not make the admin of one force the admin
    // of all. Posts are reached by the claim that the settings name, and by no other that stands in for it.
    private static ClaimsIdentity IdentityOf(string name, bool isNamed, string? email, List<RoleOption> grants, DateTimeOffset now)
    {
        var role = grants.MaxBy(grant => Roles.Rank(grant.Role))!.Role; // one at least
        var highest = grants.Where(grant => grant.Role == role).ToList();
        var identity = Session.IdentityOf(name, role, highest.Select(grant => grant.OwnScope).Aggregate(Joined), now);
        if (email is not null)
        {
            identity.AddClaim(new(Email, email));
        }

        if (isNamed && highest.Exists(grant => grant.ReachesPosts))
        {
            identity.AddClaim(new(Session.ReachesPosts, "true"));
        }

        return identity;
    }

    /// <summary>A page for people who come back without being let in.</summary>
    public Task Failed(RemoteFailureContext context)
    {
        context.HandleResponse();
        return Refuse(context.HttpContext, context.Failure);
    }

    private Task Refuse(HttpContext context, Exception? failure)
    {
        LogRefused(failure?.GetType().Name ?? "", Reasons(failure).LastOrDefault() ?? "");
        return new RazorComponentResult<NotSignedInPage> { StatusCode = StatusCodes.Status401Unauthorized }.ExecuteAsync(context);
    }

    // What may be logged of a failure: a sentence of ours, or a code. Sentences of others may hold what belongs to the person.
    private static IEnumerable<string> Reasons(Exception? failure)
    {
        for (var cause = failure; cause is not null; cause = cause.InnerException)
        {
            if (cause is OpenIdException)
            {
                yield return cause.Message;
            }
            else if (cause.Data["error"] is string { Length: <= LongestCode } code
                     && code.All(letter => char.IsAsciiLetter(letter) || letter == '_'))
            {
                yield return code; // the provider's, such as access_denied
            }
            else if (cause.Message.StartsWith("IDX", StringComparison.Ordinal))
            {
                yield return cause.Message.Split(':')[0];
            }
        }
    }

    private static string? One(ClaimsPrincipal account, string name) =>
        account.FindAll(name).ToList() is [{ Value: { Length: > 0 } value }] ? value : null;

    private static Scope Joined(Scope one, Scope other) => new(
        [.. one.Forces.Union(other.Forces, StringComparer.Ordinal)],
        [.. one.Teams.Union(other.Teams, StringComparer.Ordinal)]);

    [LoggerMessage(LogLevel.Warning, "A person with an account was not let in: no entry of Dashboard:OpenId:RoleMap fits")]
    private partial void LogNoRole();

    [LoggerMessage(LogLevel.Warning, "Signing in with an account failed: {Kind} {Reason}")]
    private partial void LogRefused(string kind, string reason);
}
