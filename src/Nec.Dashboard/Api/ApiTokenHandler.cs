using System.Net.Http.Headers;
using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Nec.Storage;

namespace Nec.Dashboard.Api;

/// <summary>Lets scripts in by <c>Authorization: Bearer …</c> alone: no cookie counts here, so no page can be made to press a button of the API.</summary>
internal sealed class ApiTokenHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, ApiTokens tokens)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "nec-api";
    private const string Bearer = "Bearer";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (!AuthenticationHeaderValue.TryParse(Request.Headers.Authorization, out var header) || !string.Equals(header.Scheme, Bearer, StringComparison.OrdinalIgnoreCase) || header.Parameter is not { } secret)
        {
            return AuthenticateResult.NoResult();
        }

        if (await tokens.Find(secret, TimeProvider.GetUtcNow(), Context.RequestAborted) is not { } token)
        {
            return AuthenticateResult.Fail("The token is unknown, revoked or expired.");
        }

        var identity = new ClaimsIdentity([new(ClaimTypes.Name, $"API token {token.Name}"), new(ClaimTypes.Role, token.Role), .. new Scope(token.Forces, token.Teams).Claims], SchemeName);
        return AuthenticateResult.Success(new(new ClaimsPrincipal(identity), SchemeName));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = StatusCodes.Status401Unauthorized;
        return Task.CompletedTask;
    }
}
