using System.Globalization;
using Nec.Core.Compliance;
using Nec.Core.Contracts;
using Nec.Core.Facts;

namespace Nec.Core.Answers;

/// <summary>What somebody says of an event, as given; null where nothing was said, which leaves what is known as it is.</summary>
public sealed record EventEntry(bool? Attended, string? Footfall, string? Reference);

/// <summary>An event whose record a promise needs, and what may be put on it (domain.md Q3, Q6). The page and the press of its button share it.</summary>
public sealed record EventRecord(EventSeen Event, EventNeed Needs)
{
    /// <summary>More than this is a slip of the hand.</summary>
    public const int MostPeople = 100_000;

    /// <summary>The characters that a reference may have.</summary>
    public const int LongestReference = 40;

    /// <summary>The event of a period's label; null when the promise is not owed once an event, or no such event has come up to the day.</summary>
    public static EventRecord? Of(History history, string label, DateOnly today) =>
        history.Commitment.Evidence is PerEventEvidence { Needs: var needs } && PerEvent.Find(history, needs, label, today) is { } seen ? new(seen, needs) : null;

    /// <summary>Accepts all that is known of the event with what an entry adds, or says what is wrong with the entry. The same for the same entry.</summary>
    public Acceptance Accept(EventEntry entry) => Acceptance.Of(Faults(entry), () => ToFact(entry));

    private IEnumerable<EntryFault> Faults(EventEntry entry)
    {
        if (entry.Attended is null)
        {
            yield return new("attended", "Say whether the team was there");
        }

        if (FootfallFault(entry) is { } footfall)
        {
            yield return new("footfall", footfall);
        }

        if (ReferenceFault(entry) is { } reference)
        {
            yield return new("reference", reference);
        }
    }

    private EventSeen ToFact(EventEntry entry) => Event with
    {
        Id = null,
        RecordedAt = null,
        Attended = entry.Attended ?? Event.Attended,
        Footfall = entry.Attended == false ? null : Number(entry.Footfall) ?? Event.Footfall, // who was not there has counted nobody
        Reference = entry.Reference ?? Event.Reference,
    };

    private string? FootfallFault(EventEntry entry) => entry.Footfall is null
        ? entry.Attended == true && Needs == EventNeed.Footfall && Event.Footfall is null ? "Enter how many people came: 0 if nobody did" : null
        : Number(entry.Footfall) is null ? $"How many people came must be a whole number from 0 to {MostPeople:#,0}, such as 34"
        : entry.Attended == false ? "Leave this empty if the team was not there"
        : null;

    private string? ReferenceFault(EventEntry entry) => entry.Reference is null
        ? entry.Attended == true && Needs == EventNeed.Reference && !PerEvent.IsFilled(Event, Needs) ? "Enter the reference under which the records system holds the event" : null
        : entry.Reference.Length > LongestReference ? $"Shorten the reference to {LongestReference} characters or fewer"
        : entry.Reference.Contains('\n', StringComparison.Ordinal) ? "Write the reference on one line"
        : null;

    private static int? Number(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= MostPeople ? number : null;
}
