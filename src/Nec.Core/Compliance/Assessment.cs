using Nec.Core.Calendar;
using Nec.Core.Compliance.Rules;
using Nec.Core.Contracts;
using Nec.Core.Facts;

namespace Nec.Core.Compliance;

/// <summary>Findings of a whole contract: a pure function of contract, facts, working days and day.</summary>
public static class Assessment
{
    /// <summary>
    /// Judges every obligation of a contract on a day. Facts dated later are ignored, and so are facts of commitments that this version does not have.
    /// <paramref name="connected"/> names the sources that are set up; null: all of them are.
    /// </summary>
    public static IReadOnlyList<Finding> Assess(
        Contract contract, IEnumerable<Fact> facts, WorkingDays workingDays, DateOnly today, DateTimeOffset? knownAt = null, IReadOnlySet<string>? connected = null)
    {
        var book = FactBook.UpTo(today, facts, knownAt);
        return [.. contract.Obligations.Select(obligation => HistoryOf(contract, obligation, book, workingDays, connected).Assess(today))];
    }

    /// <summary>All that one obligation is judged from.</summary>
    public static History HistoryOf(Contract contract, Obligation obligation, FactBook book, WorkingDays workingDays, IReadOnlySet<string>? connected)
    {
        var commitment = obligation.Commitment;
        return new()
        {
            Contract = contract,
            Obligation = obligation,
            WorkingDays = workingDays,
            Occurrences = OccurrencesOf(obligation, book),
            IncompleteOn = commitment.Evidence is RecordOfEvidence recordOf
                ? book.Occurrences(recordOf.Commitment, obligation.Place).LastOrDefault(fact => History.IsDone(fact) && !Holds(fact, recordOf.Needs))?.OccurredOn
                : null,
            Tracks = Tracks.Of(contract, commitment, book, connected),
            Events = commitment.Evidence is EventsEvidence or PerEventEvidence or UpcomingEventsEvidence ? [.. book.Events.Where(seen => contract.Neighbourhoods.Contains(seen.Neighbourhood))] : [],
            Readings = commitment.Rule is TargetBy target
                ? contract.Accounts.Where(account => target.Accounts.Contains(account.Id)).ToDictionary(account => account.Id, account => AcceptedReadings.Of([.. book.Readings(account)]), StringComparer.Ordinal)
                : new Dictionary<string, IReadOnlyList<Reading>>(StringComparer.Ordinal),
        };
    }

    private static IReadOnlyList<Occurrence> OccurrencesOf(Obligation obligation, FactBook book)
    {
        var own = book.Occurrences(obligation.Commitment.Id, obligation.Place);
        if (obligation.Commitment.Evidence is not RecordOfEvidence recordOf)
        {
            return [.. own];
        }

        // Q1 is met by the clerk meeting's record only when its feedback is filled (domain.md A2-21).
        var borrowed = book.Occurrences(recordOf.Commitment, obligation.Place).Where(fact => History.IsClosing(fact) || Holds(fact, recordOf.Needs));
        return [.. own.Concat(borrowed).OrderBy(fact => fact.OccurredOn).ThenBy(fact => fact.Outcome)];
    }

    private static bool Holds(Occurrence fact, RecordNeed need) => need switch
    {
        RecordNeed.Feedback => !string.IsNullOrWhiteSpace(fact.Feedback),
        RecordNeed.Note => !string.IsNullOrWhiteSpace(fact.Note),
        _ => true,
    };
}
