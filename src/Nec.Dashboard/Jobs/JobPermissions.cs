using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;

namespace Nec.Dashboard.Jobs;

/// <summary>
/// The one place that says who may run, pause, resume and rerun jobs, and open the engine's own pages: jobs work for every team, so only
/// who sees every team steers them.
/// </summary>
public static class JobPermissions
{
    /// <summary>The policy of pages and buttons that steer jobs.</summary>
    public const string Policy = "nec-steer-jobs";

    /// <summary>Whether a person may.</summary>
    public static bool MaySteer(ClaimsPrincipal person) =>
        (person.IsInRole(Roles.Operator) || person.IsInRole(Roles.Admin)) && Scope.Of(person).IsEverything;

    /// <summary>Nobody signed in gets 401, everybody else who may not 403.</summary>
    internal static void Build(AuthorizationPolicyBuilder policy) =>
        policy.AddAuthenticationSchemes(Session.Scheme).RequireAuthenticatedUser().RequireAssertion(context => MaySteer(context.User));
}
