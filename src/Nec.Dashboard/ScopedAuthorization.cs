using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Http;

namespace Nec.Dashboard;

/// <summary>
/// Another team's record answers 404, not 403: people who may not see it do not learn that it is there. Every route is asked, so that no page
/// can forget.
/// </summary>
internal sealed class ScopedAuthorization(Access access) : IAuthorizationMiddlewareResultHandler
{
    private const string Team = "team";
    private readonly AuthorizationMiddlewareResultHandler _usual = new();

    public Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        if (authorizeResult.Succeeded && TeamsAsked(context.Request).Any(team => !access.MaySee(context.User, team)))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }

        return _usual.HandleAsync(next, context, policy, authorizeResult);
    }

    private static IEnumerable<string> TeamsAsked(HttpRequest request)
    {
        var inQuery = request.Query[Team].Select(value => value?.Trim());
        var asked = request.RouteValues.TryGetValue(Team, out var inRoute) ? inQuery.Append(inRoute?.ToString()) : inQuery;
        return asked.Where(team => !string.IsNullOrEmpty(team))!;
    }
}
