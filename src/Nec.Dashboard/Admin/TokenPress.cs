using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Nec.Core.Calendar;
using Nec.Dashboard.Api;
using Nec.Storage;

namespace Nec.Dashboard.Admin;

/// <summary>Makes and revokes the tokens of scripts, for admins; nobody gives what they have not.</summary>
internal sealed class TokenPress(ApiTokens tokens, Access access, LondonClock clock, IOptionsMonitor<AuthenticationSchemeOptions> schemes)
{
    private const int LongestName = 100;

    /// <summary>The days that a token may live.</summary>
    public static IReadOnlyList<int> Lives { get; } = [30, 90, 365];

    /// <summary>The time that tokens are made, judged and revoked by: the one of whatever lets them in.</summary>
    public DateTimeOffset Now => schemes.Get(ApiTokenHandler.SchemeName).TimeProvider!.GetUtcNow(); // set where the scheme is added

    /// <summary>Whether all that a token reaches is the person's own.</summary>
    public static bool Reaches(Access access, ClaimsPrincipal person, ApiToken token) =>
        access.TeamsOf(person) is not { } own || (access.TeamsOf(new Scope(token.Forces, token.Teams)) is { } reached && reached.All(own.Contains));

    public static async Task<IResult> Make(HttpContext context, TokenPress press) => await press.Make(context, await context.Request.ReadFormAsync(context.RequestAborted));

    public static async Task<IResult> Revoke(long id, HttpContext context, TokenPress press) => await press.Revoke(id, context);

    private async Task<IResult> Make(HttpContext context, IFormCollection form)
    {
        var (name, role, reach) = (form["name"].ToString().Trim(), form["may"].ToString(), form["reach"].ToString());
        if (name.Length is 0 or > LongestName || name.Any(char.IsControl))
        {
            return Again(name, "name", name.Length == 0 ? "Enter what it is for" : $"Shorten this to {LongestName} plain characters or fewer");
        }

        if (reach.Length > 0 && !access.TeamTitlesOf(context.User).ContainsKey(reach))
        {
            return Again(name, "reach", "Choose one of the teams");
        }

        if (role is not (Roles.Viewer or Roles.Team) || !int.TryParse(form["days"], NumberStyles.None, CultureInfo.InvariantCulture, out var days) || !Lives.Contains(days))
        {
            return Results.StatusCode(StatusCodes.Status400BadRequest);
        }

        var now = Now;
        var own = Scope.Of(context.User);
        ApiToken token = new()
        {
            Name = name,
            Role = role,
            Forces = reach.Length > 0 ? [] : [.. own.Forces],
            Teams = reach.Length > 0 ? [reach] : [.. own.Teams],
            MadeBy = Session.NameOf(context.User),
            MadeAt = now,
            ExpiresAt = now.AddDays(days),
        };
        var audited = Audited(context, "make-token", reach, name, $"{role}, {(reach.Length > 0 ? reach : "all that the maker sees")}, for {days} days");
        var secret = await tokens.Create(token, audited, context.RequestAborted);
        return new RazorComponentResult<TokensPage>(new { Secret = secret });
    }

    private async Task<IResult> Revoke(long id, HttpContext context)
    {
        if ((await tokens.Read(context.RequestAborted)).FirstOrDefault(token => token.ApiTokenId == id) is not { } token || !Reaches(access, context.User, token)
            || !await tokens.Revoke(id, Now, Audited(context, "revoke-token", token.Teams is [var team] && token.Forces.Length == 0 ? team : "", token.Name, null), context.RequestAborted))
        {
            return Results.StatusCode(StatusCodes.Status404NotFound);
        }

        return Results.LocalRedirect("/admin/tokens");
    }

    private static RazorComponentResult<TokensPage> Again(string name, string field, string fault) =>
        new(new { Name = name, FaultField = field, Fault = fault }) { StatusCode = StatusCodes.Status422UnprocessableEntity };

    private AuditEntry Audited(HttpContext context, string action, string team, string name, string? after) =>
        new() { HappenedAt = clock.Now, Who = Session.NameOf(context.User), Action = action, Team = team.Length > 0 ? team : null, Target = $"token/{name}", After = after };
}
