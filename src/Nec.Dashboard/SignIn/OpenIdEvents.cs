using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Nec.Storage;

namespace Nec.Dashboard.SignIn;

/// <summary>Sends people to the provider, and says what becomes of those who come back.</summary>
internal sealed partial class OpenIdEvents(KnownPeople people, Session session, IOptions<DashboardOptions> dashboard, ILogger<OpenIdEvents> logger)
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
        catch (Exception failure) when (failure is InvalidOperationException { InnerException: not null } // its documents cannot be had
                                            or HttpRequestException or TaskCanceledException or OpenIdConnectProtocolException) // its other endpoints
        {
            await Refuse(context, failure);
        }
    }

    /// <summary>Gives the session its name, role and scope, or refuses it. By now the provider's word is known to be its own, and for us.</summary>
    public async Task Received(TicketReceivedContext context)
    {
        var settings = dashboard.Value.OpenId;
        var now = context.Options.TimeProvider!.GetUtcNow(); // set in OpenIdRegistration
        var account = context.Principal!; // a ticket has one
        var name = One(account, settings.NameClaim) ?? One(account, Email) ?? One(account, Subject)!; // nobody comes this far without a subject
        var grants = settings.RoleMap.Where(entry => account.HasClaim(settings.RoleClaim, entry.Claim)).ToList();
        if (grants.Count == 0)
        {
            LogNoRole();
            context.HandleResponse();
            await new RazorComponentResult<NoAccessPage> { StatusCode = StatusCodes.Status403Forbidden }.ExecuteAsync(context.HttpContext);
            return;
        }

        // Of several roles the highest counts, with what reaches it alone: being a viewer of all must not make the admin of one force the admin of all.
        var role = grants.MaxBy(grant => Rank(grant.Role))!.Role;
        var person = grants.Where(grant => grant.Role == role).Select(grant => people.Of(name, grant)).Aggregate(Joined);
        context.Principal = new(Session.IdentityOf(name, role, new(person.Forces, person.Teams), now));
        await session.Keep("sign-in", name, $"as {role}, with an account");
        LogSignedIn(role);
    }

    /// <summary>A page for whoever comes back without being let in.</summary>
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
            else if (cause.Data["error"] is string { Length: <= LongestCode } code && code.All(letter => char.IsAsciiLetter(letter) || letter == '_'))
            {
                yield return code; // the provider's, such as access_denied
            }
            else if (cause.Message.StartsWith("IDX", StringComparison.Ordinal))
            {
                yield return cause.Message.Split(':')[0];
            }
        }
    }

    private static string? One(ClaimsPrincipal account, string name) => account.FindAll(name).ToList() is [{ Value: { Length: > 0 } value }] ? value : null;

    private static int Rank(string role) => Roles.All.TakeWhile(known => known != role).Count();

    private static SignedIn Joined(SignedIn one, SignedIn other) =>
        one with { Forces = [.. one.Forces.Union(other.Forces, StringComparer.Ordinal)], Teams = [.. one.Teams.Union(other.Teams, StringComparer.Ordinal)] };

    [LoggerMessage(LogLevel.Information, "A person signed in with an account, in the role {Role}")]
    private partial void LogSignedIn(string role);

    [LoggerMessage(LogLevel.Warning, "A person with an account was not let in: no entry of Dashboard:OpenId:RoleMap fits")]
    private partial void LogNoRole();

    [LoggerMessage(LogLevel.Warning, "Signing in with an account failed: {Kind} {Reason}")]
    private partial void LogRefused(string kind, string reason);
}
