using Nec.Core.Contracts;

namespace Nec.Core.Facts;

/// <summary>Facts about something that the contract does not have: errors that name it, never silently dropped rows.</summary>
public static class UnknownNames
{
    /// <summary>What is wrong with a fact's names, as one sentence; null when the contract knows them all.</summary>
    public static string? In(Contract contract, Fact fact) => fact switch
    {
        Occurrence occurrence => InOccurrence(contract, occurrence),
        Reading reading => contract.Accounts.Any(account => account.Id == reading.Account) ? null
            : $"unknown account '{reading.Account}': the contract has {List(contract.Accounts.Select(account => account.Id))}",
        SectionCheck check => InSection(contract, check),
        PriorityCheck check => InNeighbourhood(contract, check.Neighbourhood),
        PeopleCheck check => InNeighbourhood(contract, check.Neighbourhood),
        EventSeen seen => InNeighbourhood(contract, seen.Neighbourhood),
        SourceCheck check => Targets(contract).Contains(check.Target, StringComparer.Ordinal) ? null
            : $"unknown target '{check.Target}': the contract has no page, account, neighbourhood or address of that name",
        _ => null,
    };

    private static string? InOccurrence(Contract contract, Occurrence fact)
    {
        var commitment = contract.Commitments.FirstOrDefault(commitment => commitment.Id == fact.Commitment);
        return commitment is null ? $"unknown commitment '{fact.Commitment}': the contract has {List(contract.Commitments.Select(known => known.Id))}"
            : commitment.Places.Count == 0 && fact.Place is not null ? $"unknown place '{fact.Place}': the commitment '{commitment.Id}' has no places"
            : commitment.Places.Count > 0 && fact.Place is null ? $"a place is missing: the commitment '{commitment.Id}' is owed for {List(commitment.Places)}"
            : fact.Place is { } place && !commitment.Places.Any(known => Slug.Of(known) == Slug.Of(place)) ? $"unknown place '{place}': the commitment '{commitment.Id}' is owed for {List(commitment.Places)}"
            : null;
    }

    private static string? InSection(Contract contract, SectionCheck check)
    {
        var page = contract.Pages.FirstOrDefault(page => page.Id == check.Page);
        return page is null ? $"unknown page '{check.Page}': the contract has {List(contract.Pages.Select(known => known.Id))}"
            : page.Sections.ContainsKey(check.Section) ? null
            : $"unknown section '{check.Section}': the page '{page.Id}' has {List(page.Sections.Keys)}";
    }

    private static string? InNeighbourhood(Contract contract, string neighbourhood) => contract.Neighbourhoods.Contains(neighbourhood, StringComparer.Ordinal) ? null
        : $"unknown neighbourhood '{neighbourhood}': the contract has {List(contract.Neighbourhoods)}";

    private static IEnumerable<string> Targets(Contract contract) => contract.Pages.Select(page => page.Id)
        .Concat(contract.Accounts.Select(account => account.Id))
        .Concat(contract.Neighbourhoods)
        .Concat(contract.Commitments.Select(commitment => commitment.Evidence).OfType<UrlEvidence>().Select(evidence => evidence.Url));

    private static string List(IEnumerable<string> names) => names.ToList() is { Count: > 0 } known ? string.Join(", ", known) : "none";
}
