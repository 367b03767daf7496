namespace Nec.Core.Contracts;

/// <summary>
/// How a commitment falls due: a record of its numbers. Which rules there are, and what they make of the facts, stands in <c>Compliance/Rules</c>.
/// </summary>
public abstract record Rule
{
    private protected Rule()
    {
    }
}
