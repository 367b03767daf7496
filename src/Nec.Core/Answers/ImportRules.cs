using Nec.Core.Calendar;
using Nec.Core.Compliance;
using Nec.Core.Contracts;
using Nec.Core.Facts;

namespace Nec.Core.Answers;

/// <summary>
/// What may be taken in from a file. It brings history, so an occurrence of a period that closed long ago needs no reason of its own: the import is named in
/// the audit log and can be undone. All else is as on the page.
/// </summary>
/// <param name="contractOn">The version of the team's contract that is judged on a day.</param>
/// <param name="firstDay">The day on which the team's first contract began.</param>
public sealed class ImportRules(Func<DateOnly, Contract> contractOn, DateOnly firstDay, DateTimeOffset now)
{
    private readonly DateOnly _today = LondonTime.DateOf(now);

    /// <summary>What is wrong with a fact, by the field of the fact format; null when it may be taken in.</summary>
    public EntryFault? FaultOf(Fact fact) => fact switch
    {
        Occurrence occurrence => FaultOf(occurrence),
        EventSeen seen => seen.FirstSeenAt > now ? new("firstSeenAt", "This has not come yet: import it when it has happened") : null,
        _ => fact.KnownFrom > now ? new("at", "This has not come yet: import it when it has happened") : null,
    };

    /// <summary>The facts, once none has a fault.</summary>
    /// <exception cref="ArgumentException">One of them has a fault: ask <see cref="FaultOf(Fact)"/> first.</exception>
    public IReadOnlyList<AcceptedFact> Accept(IEnumerable<Fact> facts) =>
    [
        .. facts.Select(fact => FaultOf(fact) is { } fault
            ? throw new ArgumentException($"{fault.Field}: {fault.Text}", nameof(facts))
            : new AcceptedFact(fact)),
    ];

    private EntryFault? FaultOf(Occurrence occurrence)
    {
        if (occurrence.OccurredOn > _today)
        {
            return new("occurredOn", $"{Dates.Long(occurrence.OccurredOn)} has not come yet: import it when it has happened");
        }

        if (occurrence.OccurredOn < firstDay)
        {
            return new("occurredOn", $"The day must be {Dates.Long(firstDay)} or later: the contract began then");
        }

        return new[] { occurrence.OccurredOn, _today }
            .Select(contractOn)
            .SelectMany(contract => contract.Obligations.Where(known => IsOf(known, occurrence)))
            .Select(obligation => RecordingRules.OutcomeFault(obligation, occurrence.Outcome))
            .OfType<string>()
            .Select(fault => new EntryFault("outcome", fault))
            .FirstOrDefault();
    }

    private static bool IsOf(Obligation obligation, Occurrence occurrence) =>
        obligation.Commitment.Id == occurrence.Commitment
        && (obligation.Place is null ? occurrence.Place is null : occurrence.Place is not null && Slug.Of(obligation.Place) == Slug.Of(occurrence.Place));
}
