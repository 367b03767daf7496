using Nec.Core.Calendar;
using Nec.Core.Compliance.Rules;
using Nec.Core.Contracts;
using Nec.Core.Facts;

namespace Nec.Core.Compliance;

/// <summary>
/// All that a team is assessed from. Its findings are a pure function of this and the day;
/// <c>Nec.Application.Assessment.AssessmentInputs</c> gathers it for everything that reads the database.
/// </summary>
public sealed record AssessmentInput
{
    /// <summary>The version of the contract that is judged.</summary>
    public required Contract Contract { get; init; }

    /// <summary>The team's facts, in any order; those of commitments that this version does not have are ignored.</summary>
    public required IReadOnlyCollection<Fact> Facts { get; init; }

    /// <summary>The days that are worked, by the contract's bank holidays.</summary>
    public required WorkingDays WorkingDays { get; init; }

    /// <summary>
    /// The names of the sources that are set up, of <see cref="EvidenceSources"/>. What another source would show stays unable to be
    /// checked.
    /// </summary>
    public required IReadOnlySet<string> Connected { get; init; }

    /// <summary>Leaves out what was known only later than this; null: all counts.</summary>
    public DateTimeOffset? KnownAt { get; init; }

    /// <summary>Judges every obligation of the contract on a day. Facts dated later are ignored.</summary>
    public IReadOnlyList<Finding> Assess(DateOnly day)
    {
        var book = BookUpTo(day);
        return [.. Contract.Obligations.Select(obligation => HistoryOf(obligation, book).Assess(day))];
    }

    /// <summary>All that one obligation is judged from on a day.</summary>
    public History HistoryOf(Obligation obligation, DateOnly day) => HistoryOf(obligation, BookUpTo(day));

    /// <summary>The facts that count on a day.</summary>
    public FactIndex BookUpTo(DateOnly day) => FactIndex.UpTo(day, Facts, KnownAt);

    private History HistoryOf(Obligation obligation, FactIndex book)
    {
        var commitment = obligation.Commitment;
        return new()
        {
            Contract = Contract,
            Obligation = obligation,
            WorkingDays = WorkingDays,
            Occurrences = OccurrencesOf(obligation, book),
            IncompleteOn = commitment.Evidence is RecordOfEvidence recordOf
                ? book.Occurrences(recordOf.Commitment, obligation.Place)
                    .LastOrDefault(fact => History.IsDone(fact) && !Holds(fact, recordOf.Needs))?.OccurredOn
                : null,
            TargetHistories = TargetHistories.Of(Contract, commitment, book, Connected),
            Events = commitment.Evidence is EventsEvidence or PerEventEvidence or UpcomingEventsEvidence
                ? [.. book.Events.Where(seen => Contract.Neighbourhoods.Contains(seen.Neighbourhood))]
                : [],
            Readings = commitment.Rule is TargetBy target ? ReadingsOf(target, book) : [],
        };
    }

    private Dictionary<string, IReadOnlyList<Reading>> ReadingsOf(TargetBy target, FactIndex book) => Contract.Accounts
        .Where(account => target.Accounts.Contains(account.Id))
        .ToDictionary(account => account.Id, account => AcceptedReadings.Of([.. book.Readings(account)]), StringComparer.Ordinal);

    private static IReadOnlyList<Occurrence> OccurrencesOf(Obligation obligation, FactIndex book)
    {
        var own = book.Occurrences(obligation.Commitment.Id, obligation.Place);
        if (obligation.Commitment.Evidence is not RecordOfEvidence recordOf)
        {
            return [.. own];
        }

        // Q1 is met by the clerk meeting's record only when its feedback is filled (domain.md A2-21).
        var borrowed = book.Occurrences(recordOf.Commitment, obligation.Place)
            .Where(fact => History.IsClosing(fact) || Holds(fact, recordOf.Needs));
        return [.. own.Concat(borrowed).OrderBy(fact => fact.OccurredOn).ThenBy(fact => fact.Outcome)];
    }

    private static bool Holds(Occurrence fact, RecordNeed need) => need switch
    {
        RecordNeed.Feedback => !string.IsNullOrWhiteSpace(fact.Feedback),
        RecordNeed.Note => !string.IsNullOrWhiteSpace(fact.Note),
        _ => true,
    };
}
