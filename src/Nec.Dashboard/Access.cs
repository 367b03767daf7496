using System.Security.Claims;
using Nec.Application.Contracts;

namespace Nec.Dashboard;

/// <summary>
/// What a signed-in person may see and do, by role and scope. Routes with a <c>{team}</c> and queries with <c>?team=</c> are asked about by
/// <see cref="ScopedAuthorization"/> before their page is reached; a list asks <see cref="TeamsOf"/> and puts it into its <c>where</c>.
/// </summary>
public sealed class Access(ContractRegistry contracts)
{
    /// <summary>Whether a team's records are there for the person; if not, the answer is 404, as for a team that does not exist.</summary>
    public bool MaySee(ClaimsPrincipal person, string team)
    {
        var scope = Scope.Of(person);
        return scope.IsEverything || scope.Teams.Contains(team) || IsOfItsForces(scope, team);
    }

    /// <summary>Whether the person may put something on a team's record: a viewer never, an operator runs jobs and edits no evidence.</summary>
    public bool MayChange(ClaimsPrincipal person, string team) => Roles.MayRecord(person) && MaySee(person, team);

    /// <summary>
    /// The teams that the person's lists are cut down to, for <c>(@Teams::text[] is null or team = any(@Teams))</c>; null when they show
    /// every team.
    /// </summary>
    public string[]? TeamsOf(ClaimsPrincipal person) => TeamsOf(Scope.Of(person));

    /// <inheritdoc cref="TeamsOf(ClaimsPrincipal)"/>
    public string[]? TeamsOf(Scope scope) =>
        scope.IsEverything ? null
        : [.. contracts.Teams.Keys.Where(team => IsOfItsForces(scope, team)).Union(scope.Teams)];

    /// <summary>Every loaded team that the person may see, with its title, for lists to choose from.</summary>
    public IReadOnlyDictionary<string, string> TeamTitlesOf(ClaimsPrincipal person) =>
        TeamsOf(person) is not { } teams ? contracts.Teams
        : contracts.Teams.Where(team => teams.Contains(team.Key, StringComparer.Ordinal)).ToDictionary(StringComparer.Ordinal);

    /// <summary>What two scopes both reach.</summary>
    internal Scope Common(Scope one, Scope other) =>
        TeamsOf(one) is not { } teams ? other
        : TeamsOf(other) is not { } others ? one
        : new(
            [.. one.Forces.Intersect(other.Forces, StringComparer.Ordinal)],
            [.. teams.Intersect(others, StringComparer.Ordinal)]);

    private bool IsOfItsForces(Scope scope, string team) =>
        contracts.VersionsOf(team).Any(contract => scope.Forces.Contains(contract.Force));
}
