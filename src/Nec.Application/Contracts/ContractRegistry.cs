using System.Collections.Frozen;
using Nec.Core.Contracts;

namespace Nec.Application.Contracts;

/// <summary>Every loaded version of every team's contract. It never changes: other contracts need another host.</summary>
public sealed class ContractRegistry
{
    private readonly ILookup<string, Contract> _versions;
    private readonly Lazy<ContractIndex> _words;

    public ContractRegistry(IEnumerable<Contract> contracts)
    {
        All = [.. contracts.OrderBy(contract => contract.Id, StringComparer.Ordinal).ThenBy(contract => contract.From)];
        _versions = All.ToLookup(contract => contract.Id, StringComparer.Ordinal);
        _words = new(() => new(All)); // only pages need them
    }

    /// <summary>Every version of every contract, by team and first day.</summary>
    public IReadOnlyList<Contract> All { get; }

    /// <summary>Every team's id with its contract's title, by title.</summary>
    public IReadOnlyDictionary<string, string> Teams => _words.Value.Teams;

    /// <summary>Every team, by force and title.</summary>
    public IReadOnlyList<TeamTitle> Board => _words.Value.Board;

    /// <summary>Every standard's id with its title, by title.</summary>
    public IReadOnlyDictionary<string, string> Standards => _words.Value.Standards;

    /// <summary>Each team's contract on a day, by team, as <see cref="ContractOf"/> chooses it.</summary>
    public IReadOnlyList<Contract> On(DateOnly day) => [.. _versions.Select(team => On(team, day)!)]; // no team is without a version

    /// <summary>
    /// A team's contract: the version in force on a day, else the last one that was, else the first to come;
    /// null when no contract of the team is loaded.
    /// </summary>
    public Contract? ContractOf(string team, DateOnly day) => On(_versions[team], day);

    /// <summary>Every version of a team's contract, by its first day.</summary>
    public IEnumerable<Contract> VersionsOf(string team) => _versions[team];

    /// <summary>The words of every obligation of a team.</summary>
    public IEnumerable<PromiseTitle> Of(string team) => _words.Value.ByTeam[team];

    /// <summary>The ids of the commitments that a team files under a standard; another team may file one of them elsewhere.</summary>
    public IEnumerable<string> CommitmentsUnder(string standard) => _words.Value.Commitments[standard];

    /// <summary>The words of an obligation; null when no loaded contract has it.</summary>
    public PromiseTitle? Find(string team, string obligation) => _words.Value.Titles.GetValueOrDefault((team, obligation));

    /// <summary>The title of an obligation; its id when no loaded contract has it.</summary>
    public string TitleOf(string team, string obligation) => Find(team, obligation)?.Title ?? obligation;

    /// <summary>The title of a team's contract; its id when none is loaded.</summary>
    public string TeamTitle(string team) => Teams.GetValueOrDefault(team, team);

    private static Contract? On(IEnumerable<Contract> versions, DateOnly day) =>
        versions.LastOrDefault(contract => contract.IsInForceOn(day))
        ?? versions.LastOrDefault(contract => contract.From <= day)
        ?? versions.FirstOrDefault();
}

/// <summary>The words of all contracts. Of several versions of one contract the one that begins last speaks.</summary>
internal sealed class ContractIndex
{
    public ContractIndex(IReadOnlyList<Contract> contracts)
    {
        Titles = contracts.SelectMany(Of)
            .GroupBy(title => (title.Team, title.Obligation))
            .ToFrozenDictionary(titles => titles.Key, titles => titles.Last());
        var last = contracts.GroupBy(contract => contract.Id, StringComparer.Ordinal).Select(team => team.Last()).ToList();
        Teams = last
            .OrderBy(team => team.Title, StringComparer.Ordinal)
            .ToDictionary(team => team.Id, team => team.Title, StringComparer.Ordinal);
        Board =
        [
            .. last
                .Select(team => new TeamTitle(team.Force, team.Id, team.Title))
                .OrderBy(team => team.Force, StringComparer.Ordinal)
                .ThenBy(team => team.Title, StringComparer.Ordinal),
        ];
        ByTeam = Titles.Values.ToLookup(title => title.Team, StringComparer.Ordinal);
        Commitments = Titles.Values
            .Select(title => (title.StandardId, Commitment: title.Obligation.Split('/')[0]))
            .Distinct()
            .ToLookup(filed => filed.StandardId, filed => filed.Commitment, StringComparer.Ordinal);

        // A standard's title may change with the version, its id does not.
        Standards = Titles.Values
            .GroupBy(title => title.StandardId, StringComparer.Ordinal)
            .Select(titles => KeyValuePair.Create(titles.Key, titles.First().Standard))
            .OrderBy(standard => standard.Value, StringComparer.Ordinal)
            .ToDictionary(StringComparer.Ordinal);
    }

    public FrozenDictionary<(string Team, string Obligation), PromiseTitle> Titles { get; }

    public IReadOnlyDictionary<string, string> Teams { get; }

    public IReadOnlyList<TeamTitle> Board { get; }

    public ILookup<string, PromiseTitle> ByTeam { get; }

    public ILookup<string, string> Commitments { get; }

    public IReadOnlyDictionary<string, string> Standards { get; }

    private static IEnumerable<PromiseTitle> Of(Contract contract)
    {
        var standards = contract.Standards.ToDictionary(standard => standard.Id, standard => standard.Title, StringComparer.Ordinal);
        foreach (var obligation in contract.Obligations)
        {
            var commitment = obligation.Commitment;
            var standard = standards.GetValueOrDefault(commitment.Standard, commitment.Standard);
            yield return new(contract.Id, obligation.Id, obligation.Title, standard)
            {
                Promise = commitment.Promise,
                StandardId = commitment.Standard,
                Accountable = contract.FindPost(commitment.Accountable)?.Title ?? commitment.Accountable,
            };
        }
    }
}
