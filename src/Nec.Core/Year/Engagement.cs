using Nec.Core.Calendar;
using Nec.Core.Compliance;
using Nec.Core.Compliance.Rules;
using Nec.Core.Contracts;
using Nec.Core.Facts;

namespace Nec.Core.Year;

/// <summary>One kind of engagement in a stretch of days: how many there were, how they were advertised, how many came.</summary>
public sealed record Engagement(string Kind)
{
    /// <summary>How many took place: held, attended or answered with a written report; of events, those attended.</summary>
    public int Held { get; init; }

    /// <summary>How many took another turn, each counted apart: declined, not scheduled, called off, not applicable.</summary>
    public IReadOnlyList<(Outcome Outcome, int Number)> Otherwise { get; init; } = [];

    /// <summary>How the events were advertised; null where nothing is advertised.</summary>
    public Advertising? Advertised { get; init; }

    /// <summary>How many people came in all; null while no number is on record, never zero for want of one.</summary>
    public int? Came { get; init; }

    /// <summary>For how many of those held a number is on record.</summary>
    public int Counted { get; init; }

    /// <summary>Every kind, in the order of the contract: first the advertised events, then what people record. To confirm that a state holds is no engagement.</summary>
    public static IReadOnlyList<Engagement> Of(Contract contract, FactIndex book, DateOnly first, DateOnly last)
    {
        var events = book.Events.Where(seen => contract.Neighbourhoods.Contains(seen.Neighbourhood) && first <= seen.StartsOn && seen.StartsOn <= last
            && (!seen.IsGone || seen.Attended == true)).ToList(); // what was called off was no engagement
        return
        [
            .. events.Count > 0 ? [OfEvents(events)] : Array.Empty<Engagement>(),
            .. contract.Obligations
                .Where(obligation => obligation.Commitment.Rule is not Standing)
                .Select(obligation => (obligation.Title, Facts: book.Occurrences(obligation.Commitment.Id, obligation.Place).Where(fact => first <= fact.OccurredOn && fact.OccurredOn <= last).ToList()))
                .Where(row => row.Facts.Count > 0)
                .Select(row => OfRecords(row.Title, row.Facts)),
        ];
    }

    private static Engagement OfEvents(List<EventSeen> events)
    {
        var held = events.Where(seen => seen.Attended == true).ToList();
        var counted = events.Where(seen => seen.Footfall is not null).ToList();
        return new("Events at data.police.uk") { Held = held.Count, Advertised = Advertising.Of(events), Came = counted.Count == 0 ? null : counted.Sum(seen => seen.Footfall), Counted = counted.Count };
    }

    private static Engagement OfRecords(string title, List<Occurrence> facts) => new(title)
    {
        Held = facts.Count(History.IsDone),
        Otherwise = [.. facts.Where(fact => !History.IsDone(fact)).GroupBy(fact => fact.Outcome).OrderBy(group => group.Key).Select(group => (group.Key, group.Count()))],
    };
}

/// <summary>How events were advertised: in good time, too late, or not at all before they began.</summary>
public sealed record Advertising(int Events, int InTime, int Late, int NotSeen, int? ShortestDays)
{
    /// <summary>The figures of some events.</summary>
    public static Advertising Of(IReadOnlyCollection<EventSeen> events)
    {
        var days = events.Select(LeadTime.DaysOf).ToList();
        return new(events.Count, days.Count(lead => lead >= LeadTime.EnoughDays), days.Count(lead => lead < LeadTime.EnoughDays), days.Count(lead => lead is null), days.Min());
    }

    /// <summary><c>5 events: 3 advertised 7 days ahead or more, 1 later, 1 not seen advertised</c>.</summary>
    public string Words => $"{Dates.Count(Events, "event")}: {InTime} advertised {LeadTime.EnoughDays} days ahead or more, {Late} later, {NotSeen} not seen advertised";
}
