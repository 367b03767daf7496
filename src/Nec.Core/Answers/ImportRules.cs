using Nec.Core.Calendar;
using Nec.Core.Contracts;
using Nec.Core.Facts;

namespace Nec.Core.Answers;

/// <summary>
/// What may be taken in from a file. It brings history, so an occurrence of a period that closed long ago needs no reason of its
/// own: the import is named in the audit log and can be undone. All else is as on the page, by the version of the contract that was
/// in force on the day.
/// </summary>
/// <param name="versions">Every version of the team's contract, by its first day; at least one.</param>
/// <param name="contractOn">Which of them is judged on a day.</param>
public sealed class ImportRules(IReadOnlyList<Contract> versions, Func<DateOnly, Contract> contractOn, DateTimeOffset now)
{
    private const string Imported = "imported";
    private const string NotYet = "This has not come yet: import it when it has happened";

    private readonly DateOnly _today = LondonTime.DateOf(now);

    /// <summary>Every version of the team's contract: a fact may name what any of them declares.</summary>
    public IReadOnlyList<Contract> Versions => versions;

    /// <summary>What is wrong with a fact, by the field of the fact format; null when it may be taken in.</summary>
    public EntryFault? FaultOf(Fact fact) =>
        fact.RecordedAt > now ? new("recordedAt", NotYet)
        : fact is Occurrence occurrence ? FaultOf(occurrence)
        : fact is EventSeen seen ? FaultOf(seen)
        : (fact with { RecordedAt = null }).KnownFrom > now ? new("at", NotYet)
        : fact is Reading { LastPostOn: { } posted } && posted > _today ? new("lastPostOn", NotYet)
        : fact is SectionCheck { AcceptedByPerson: true, Verdict: not Verdict.Substantive }
            ? new("acceptedByPerson", "Only a substantive change is accepted by a person")
        : null;

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

        if (occurrence.OccurredOn < versions[0].From)
        {
            return new("occurredOn", $"The day must be {Dates.Long(versions[0].From)} or later: the contract began then");
        }

        var contract = contractOn(occurrence.OccurredOn);
        if (contract.Obligations.FirstOrDefault(known => known.IsCalled(occurrence.Commitment, occurrence.Place)) is not { } obligation)
        {
            return null; // of another version: whatever it says is not judged by this one
        }

        Entry entry = new(occurrence.Outcome, occurrence.OccurredOn)
        {
            Note = occurrence.Note is null ? null : Imported, // that there are words counts, not how many
            Feedback = occurrence.Feedback is null ? null : Imported,
            Reason = occurrence.Outcome == Outcome.NotApplicable && occurrence.Note is null ? null : Imported,
        };
        var accepted = RecordingRules.Named(contract, obligation, entry, occurrence.Period, _today);
        return accepted.Faults is [var fault, ..] ? fault with { Field = FieldOf(fault.Field) } : null;
    }

    private EntryFault? FaultOf(EventSeen seen) =>
        seen.FirstSeenAt > now ? new("firstSeenAt", NotYet)
        : seen.GoneAt > now ? new("goneAt", NotYet)
        : seen.BackAt > now ? new("backAt", NotYet)
        : seen.StartsOn > _today && (seen.Attended is not null || seen.Footfall is not null)
            ? new("startsAt", "The event has not come yet: say who was there when it has")
        : seen is { Attended: false, Footfall: not null } ? new("footfall", "Leave this out if the team was not there")
        : seen.Footfall > EventRecord.MostPeople
            ? new("footfall", $"How many people came must be {EventRecord.MostPeople:#,0} or fewer")
        : null;

    // Reasons stand in the note.
    private static string FieldOf(string field) => field switch { "on" => "occurredOn", "reason" => "note", _ => field };
}
