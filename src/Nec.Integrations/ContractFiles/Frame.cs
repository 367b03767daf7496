using Nec.Core.Contracts;

namespace Nec.Integrations.ContractFiles;

/// <summary>What a contract has declared before its commitments refer to it.</summary>
internal sealed class Frame(ErrorList errors, DateOnly? from, DateOnly? to)
{
    public ErrorList Errors => errors;

    public Names Standards { get; } = new("standard", errors);

    public Names Posts { get; } = new("post", errors);

    public Names PageIds { get; } = new("page", errors);

    public Names AccountIds { get; } = new("account", errors);

    public Names Commitments { get; } = new("commitment", errors);

    public IReadOnlyList<WatchedPage> Pages { get; set; } = [];

    public IReadOnlyList<Account> Accounts { get; set; } = [];

    public required bool HasNeighbourhoods { get; init; }

    /// <summary>Reads a day that must lie within the contract, as far as the contract's own dates could be read.</summary>
    public DateOnly? DateInForce(Values values, YamlNode node, string name)
    {
        if (values.Date(node, name) is not { } day)
        {
            return null;
        }

        if (day < from || day > to)
        {
            errors.Add(node.At, $"“{name}” has {day:yyyy-MM-dd}, which lies outside the contract ({from:yyyy-MM-dd} to {to:yyyy-MM-dd})");
        }

        return day;
    }
}
