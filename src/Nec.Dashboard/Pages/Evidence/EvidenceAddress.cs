namespace Nec.Dashboard.Pages.Evidence;

/// <summary>The addresses of what shows that promises were kept.</summary>
internal static class EvidenceAddress
{
    /// <summary>A team's sources.</summary>
    public static string Of(string team) => $"/evidence/{Uri.EscapeDataString(team)}";

    /// <summary>One target: <c>accounts</c>, <c>pages</c> or <c>neighbourhoods</c>, and its id.</summary>
    public static string Of(string team, string kind, string id) => $"{Of(team)}/{kind}/{Uri.EscapeDataString(id)}";

    /// <summary>The pages above one of a team's evidence.</summary>
    public static IReadOnlyList<(string Words, string Address)> Trail(PromiseCatalogue catalogue, string team) =>
        [("Evidence", "/evidence"), (catalogue.TeamTitle(team), Of(team))];

    /// <summary>One fact.</summary>
    public static string OfFact(long id) => FormattableString.Invariant($"/facts/{id}");
}
