using Nec.Application.Contracts;
using Nec.Core.Compliance;
using Nec.Core.Contracts;
using Nec.Dashboard.Layout;

namespace Nec.Dashboard.Evidence;

/// <summary>The addresses of what shows that promises were kept.</summary>
internal static class EvidenceAddress
{
    /// <summary>A team's sources.</summary>
    public static string Of(string team) => $"/evidence/{Uri.EscapeDataString(team)}";

    /// <summary>One target: <c>accounts</c>, <c>pages</c> or <c>neighbourhoods</c>, and its id.</summary>
    public static string Of(string team, string kind, string id) => $"{Of(team)}/{kind}/{Uri.EscapeDataString(id)}";

    /// <summary>What a source was asked for, by its name in the contract of that day; its page too, unless the contract has no such id: then it is an address.</summary>
    public static (string Name, string? Address) OfTarget(Contract? contract, string source, string id) =>
        source.Split('/')[0] switch
        {
            _ when contract is null => (id, null),
            EvidenceSources.WebPages => contract.Pages.Any(page => page.Id == id) ? (Names.Of(id), Of(contract.Id, "pages", id)) : (id, null),
            EvidenceSources.PoliceUk => contract.Neighbourhoods.Contains(id, StringComparer.Ordinal) ? (new Names(contract).OfNeighbourhood(id), Of(contract.Id, "neighbourhoods", id)) : (id, null),
            _ => contract.Accounts.FirstOrDefault(account => account.Id == id) is { } account ? (Names.OfAccount(account), Of(contract.Id, "accounts", id)) : (id, null),
        };

    /// <summary>The pages above one of a team's evidence.</summary>
    public static IReadOnlyList<(string Words, string Address)> Trail(ContractRegistry contracts, string team) =>
        [("Evidence", "/evidence"), (contracts.TeamTitle(team), Of(team))];

    /// <summary>One fact.</summary>
    public static string OfFact(long id) => FormattableString.Invariant($"/facts/{id}");
}
