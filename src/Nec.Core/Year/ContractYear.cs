using Nec.Core.Contracts;

namespace Nec.Core.Year;

/// <summary>One year of a contract, counted from its first day; both ends are inside it.</summary>
public sealed record ContractYear(DateOnly First, DateOnly Last)
{
    /// <summary>The year of the contract that a day lies in; before the contract its first, after it its last.</summary>
    public static ContractYear Holding(Contract contract, DateOnly day)
    {
        var asked = day < contract.From ? contract.From : contract.To < day ? contract.To.Value : day;
        var years = asked.Year - contract.From.Year;
        var first = contract.From.AddYears(years);
        first = first > asked ? contract.From.AddYears(years - 1) : first;
        var last = contract.From.AddYears(first.Year - contract.From.Year + 1).AddDays(-1);
        return new(first, contract.To < last ? contract.To.Value : last);
    }

    /// <summary>Whether a day lies in it.</summary>
    public bool Holds(DateOnly day) => First <= day && day <= Last;
}
