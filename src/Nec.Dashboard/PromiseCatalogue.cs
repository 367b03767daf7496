using System.Collections.Frozen;
using Nec.Core.Contracts;

namespace Nec.Dashboard;

/// <summary>An obligation in its contract's words.</summary>
public sealed record PromiseTitle(string Team, string Obligation, string Title, string Standard)
{
    /// <summary>The promise as it was published.</summary>
    public required string Promise { get; init; }

    /// <summary>The id of the standard that it is filed under.</summary>
    public required string StandardId { get; init; }

    /// <summary>The title of the post that answers for it.</summary>
    public required string Accountable { get; init; }
}

/// <summary>A team as the board lists it.</summary>
public sealed record TeamTitle(string Force, string Team, string Title);

/// <summary>The words of every loaded contract; the host sets them whenever it loads contracts.</summary>
public sealed class PromiseCatalogue
{
    private sealed record Content(
        FrozenDictionary<(string Team, string Obligation), PromiseTitle> Titles, IReadOnlyDictionary<string, string> Teams, ILookup<string, Contract> Contracts)
    {
        public IReadOnlyList<TeamTitle> Board { get; } =
            [.. Teams.Select(team => new TeamTitle(Contracts[team.Key].Last().Force, team.Key, team.Value)).OrderBy(team => team.Force, StringComparer.Ordinal).ThenBy(team => team.Title, StringComparer.Ordinal)];

        public IReadOnlyList<Contract> Versions { get; } = [.. Contracts.OrderBy(team => team.Key, StringComparer.Ordinal).SelectMany(team => team)];

        public ILookup<string, string> Commitments { get; } = Titles.Values
            .Select(title => (title.StandardId, Commitment: title.Obligation.Split('/')[0])).Distinct().ToLookup(one => one.StandardId, one => one.Commitment, StringComparer.Ordinal);

        public ILookup<string, PromiseTitle> ByTeam { get; } = Titles.Values.ToLookup(title => title.Team, StringComparer.Ordinal);

        // A standard's title may change with the version, its id does not.
        public IReadOnlyDictionary<string, string> Standards { get; } = Titles.Values
            .GroupBy(title => title.StandardId, StringComparer.Ordinal)
            .Select(titles => KeyValuePair.Create(titles.Key, titles.First().Standard))
            .OrderBy(standard => standard.Value, StringComparer.Ordinal)
            .ToDictionary(StringComparer.Ordinal);
    }

    private volatile Content _content = new(
        FrozenDictionary<(string, string), PromiseTitle>.Empty, new Dictionary<string, string>(StringComparer.Ordinal), Array.Empty<Contract>().ToLookup(contract => contract.Id, StringComparer.Ordinal));

    /// <summary>Every team's id with its contract's title, by title.</summary>
    public IReadOnlyDictionary<string, string> Teams => _content.Teams;

    /// <summary>Every team, by force and title.</summary>
    public IReadOnlyList<TeamTitle> Board => _content.Board;

    /// <summary>Every standard's id with its title, by title.</summary>
    public IReadOnlyDictionary<string, string> Standards => _content.Standards;

    /// <summary>The words of every obligation of a team.</summary>
    public IEnumerable<PromiseTitle> Of(string team) => _content.ByTeam[team];

    /// <summary>The ids of the commitments that some team files under a standard; another team may file one of them elsewhere.</summary>
    public IEnumerable<string> CommitmentsUnder(string standard) => _content.Commitments[standard];

    /// <summary>Replaces all words. Of several versions of one contract the one that begins last speaks.</summary>
    public void Set(IEnumerable<Contract> contracts)
    {
        var all = contracts.OrderBy(contract => contract.From).ToList();
        var titles = new Dictionary<(string, string), PromiseTitle>();
        var teams = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var contract in all)
        {
            teams[contract.Id] = contract.Title;
            var standards = contract.Standards.ToDictionary(standard => standard.Id, standard => standard.Title, StringComparer.Ordinal);
            foreach (var obligation in contract.Obligations)
            {
                var commitment = obligation.Commitment;
                titles[(contract.Id, obligation.Id)] = new(contract.Id, obligation.Id, obligation.Title, standards.GetValueOrDefault(commitment.Standard, commitment.Standard))
                {
                    Promise = commitment.Promise,
                    StandardId = commitment.Standard,
                    Accountable = contract.FindPost(commitment.Accountable)?.Title ?? commitment.Accountable,
                };
            }
        }

        _content = new(
            titles.ToFrozenDictionary(),
            teams.OrderBy(team => team.Value, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal),
            all.ToLookup(contract => contract.Id, StringComparer.Ordinal));
    }

    /// <summary>Every loaded version of a team's contract, by its first day.</summary>
    public IEnumerable<Contract> VersionsOf(string team) => _content.Contracts[team];

    /// <summary>Every loaded version of every contract, by team.</summary>
    public IReadOnlyList<Contract> Contracts => _content.Versions;

    /// <summary>A team's contract: the version in force on a day, else the last one that was, else the first to come; null when no contract of it is loaded.</summary>
    public Contract? ContractOf(string team, DateOnly day)
    {
        var versions = _content.Contracts[team];
        return versions.LastOrDefault(contract => contract.IsInForceOn(day)) ?? versions.LastOrDefault(contract => contract.From <= day) ?? versions.FirstOrDefault();
    }

    /// <summary>The words of an obligation; null when no loaded contract has it.</summary>
    public PromiseTitle? Find(string team, string obligation) => _content.Titles.GetValueOrDefault((team, obligation));

    internal string TitleOf(string team, string obligation) => Find(team, obligation)?.Title ?? obligation;

    internal string TeamTitle(string team) => Teams.GetValueOrDefault(team, team);
}
