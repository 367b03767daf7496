using Nec.Core.Facts;

namespace Nec.Core.Answers;

/// <summary>
/// A fact that a person may put on record, because it has passed the rules of recording. Only those rules make one, and nothing else is stored of what
/// people say: a way in that passes them by does not compile.
/// </summary>
public sealed class AcceptedFact
{
    internal AcceptedFact(Fact fact) => Fact = fact;

    /// <summary>The fact.</summary>
    public Fact Fact { get; }
}

/// <summary>What the rules say of something that a person wants on record: the fact, or what is wrong with it.</summary>
/// <param name="Fact">Null when there is a fault.</param>
/// <param name="Faults">Empty when there is a fact.</param>
public sealed record Acceptance(AcceptedFact? Fact, IReadOnlyList<EntryFault> Faults)
{
    internal static Acceptance Of(IEnumerable<EntryFault> faults, Func<Fact> fact) =>
        faults.ToList() is { Count: > 0 } wrong ? new(null, wrong) : new(new AcceptedFact(fact()), []);
}
