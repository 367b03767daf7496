using System.Security.Claims;

namespace Nec.Dashboard;

/// <summary>Whose records a person has to do with: the teams of whole forces, and single teams. Nothing named is nothing seen.</summary>
public sealed record Scope(IReadOnlyList<string> Forces, IReadOnlyList<string> Teams)
{
    internal const string ForceClaim = "nec:force";
    internal const string TeamClaim = "nec:team";
    private const string All = "*";

    /// <summary>Every team of every force.</summary>
    public static Scope Everything { get; } = new([All], []);

    /// <summary>Whether it leaves nothing out.</summary>
    public bool IsEverything => Forces.Contains(All);

    /// <summary>The scope that a person signed in with.</summary>
    public static Scope Of(ClaimsPrincipal person) =>
        new([.. person.FindAll(ForceClaim).Select(claim => claim.Value)], [.. person.FindAll(TeamClaim).Select(claim => claim.Value)]);

    internal IEnumerable<Claim> Claims =>
        Forces.Select(force => new Claim(ForceClaim, force)).Concat(Teams.Select(team => new Claim(TeamClaim, team)));
}
