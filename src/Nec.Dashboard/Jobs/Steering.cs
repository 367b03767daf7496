using System.Security.Claims;

namespace Nec.Dashboard.Jobs;

/// <summary>Who may run, pause, resume and cancel.</summary>
internal static class Steering
{
    /// <summary>As an attribute names them.</summary>
    public const string ByRole = $"{Roles.Operator},{Roles.Admin}";

    public static bool IsFor(ClaimsPrincipal person) => person.IsInRole(Roles.Operator) || person.IsInRole(Roles.Admin);
}
