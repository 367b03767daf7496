using System.Net.Http.Headers;
using System.Security.Claims;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OAuth;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Nec.Dashboard.SignIn;
using Nec.Storage;

namespace Nec.Dashboard.SignIn;

/// <summary>What becomes of a person whom the provider has signed in.</summary>
internal sealed partial class OpenIdEvents(OpenIdProvider provider, KnownPeople people, Session session, IOptions<DashboardOptions> dashboard, ILogger<OpenIdEvents> logger)
{
    /// <summary>Gives the session its name, role and scope, or refuses it.</summary>
    public async Task Create(OAuthCreatingTicketContext context)
    {
        var settings = dashboard.Value.OpenId;
        var now = context.Options.TimeProvider!.GetUtcNow();
        var claims = IdToken.Read(context.TokenResponse.Response?.RootElement is { } answer ? IdToken.One(answer, "id_token") : null, provider.Issuer, settings.ClientId!,
            context.Properties.Items.TryGetValue(OpenIdHandler.NonceItem, out var nonce) ? nonce : null, now);
        var more = await MoreOf(context, settings, IdToken.One(claims, "sub")!);
        string? One(string name) => IdToken.One(claims, name) ?? (more is { } user ? IdToken.One(user, name) : null);

        var name = One(settings.NameClaim) ?? One("email") ?? IdToken.One(claims, "sub")!;
        var given = IdToken.Values(claims, settings.RoleClaim).Concat(more is { } rest ? IdToken.Values(rest, settings.RoleClaim) : []).ToHashSet(StringComparer.Ordinal);
        var grants = settings.RoleMap.Where(entry => given.Contains(entry.Claim)).ToList();
        if (grants.Count == 0)
        {
            LogNoRole();
            throw new NoRoleException();
        }

        // Of several roles the highest counts, with what reaches it alone: being a viewer of all must not make the admin of one force the admin of all.
        var role = grants.MaxBy(grant => Rank(grant.Role))!.Role;
        var person = grants.Where(grant => grant.Role == role).Select(grant => people.Of(name, grant)).Aggregate(Joined);
        context.Principal = new(Session.IdentityOf(name, role, new(person.Forces, person.Teams), now));
        await session.Keep("sign-in", name, $"as {role}, with an account");
        LogSignedIn(role);
    }

    /// <summary>A page for whoever comes back without being let in.</summary>
    public static async Task Failed(RemoteFailureContext context)
    {
        context.HandleResponse();
        await Failed(context.HttpContext, context.Failure);
    }

    /// <inheritdoc cref="Failed(RemoteFailureContext)"/>
    public static Task Failed(HttpContext context, Exception? failure)
    {
        var logger = context.RequestServices.GetRequiredService<ILogger<OpenIdEvents>>();
        for (var cause = failure; cause is not null; cause = cause.InnerException)
        {
            if (cause is NoRoleException)
            {
                return new RazorComponentResult<NoAccessPage> { StatusCode = StatusCodes.Status403Forbidden }.ExecuteAsync(context);
            }
        }

        LogRefused(logger, failure?.GetType().Name ?? "", failure is OpenIdException ? failure.Message : "");
        return new RazorComponentResult<NotSignedInPage> { StatusCode = StatusCodes.Status401Unauthorized }.ExecuteAsync(context);
    }

    private static int Rank(string role) => Roles.All.TakeWhile(known => known != role).Count();

    private static SignedIn Joined(SignedIn one, SignedIn other) =>
        one with { Forces = [.. one.Forces.Union(other.Forces, StringComparer.Ordinal)], Teams = [.. one.Teams.Union(other.Teams, StringComparer.Ordinal)] };

    private static async Task<JsonElement?> MoreOf(OAuthCreatingTicketContext context, OpenIdOptions settings, string subject)
    {
        if (settings.UserInfoEndpoint is not { } endpoint)
        {
            return null;
        }

        using var request = new HttpRequestMessage(HttpMethod.Get, endpoint);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", context.AccessToken);
        using var reply = await context.Backchannel.SendAsync(request, context.HttpContext.RequestAborted);
        reply.EnsureSuccessStatusCode();
        using var document = JsonDocument.Parse(await reply.Content.ReadAsStringAsync(context.HttpContext.RequestAborted));
        // Else another person's answer could be put in (OpenID Connect Core 5.3.2).
        return IdToken.One(document.RootElement, "sub") == subject ? document.RootElement.Clone() : throw new OpenIdException("The provider's user info is of another person.");
    }

    [LoggerMessage(LogLevel.Information, "A person signed in with an account, in the role {Role}")]
    private partial void LogSignedIn(string role);

    [LoggerMessage(LogLevel.Warning, "A person with an account was not let in: no entry of Dashboard:OpenId:RoleMap fits")]
    private partial void LogNoRole();

    [LoggerMessage(LogLevel.Warning, "Signing in with an account failed: {Kind} {Reason}")]
    private static partial void LogRefused(ILogger logger, string kind, string reason);
}
