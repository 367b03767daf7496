using Nec.Core.Calendar;
using Nec.Core.Contracts;
using Nec.Core.Facts;

namespace Nec.Core.Compliance;

/// <summary>One team's facts up to a day, filed by what they are about, in an order that does not depend on the order they came in.</summary>
public sealed class FactIndex
{
    private readonly ILookup<(string Commitment, string Place), Occurrence> _occurrences;
    private readonly ILookup<string, Reading> _readings;
    private readonly ILookup<(string Page, string Section), SectionCheck> _sections;
    private readonly ILookup<string, PriorityCheck> _priorities;
    private readonly ILookup<string, PeopleCheck> _people;
    private readonly ILookup<string, SourceCheck> _checks;

    private FactIndex(DateOnly day, IEnumerable<Fact> facts)
    {
        var all = facts.ToList();
        _occurrences = all.OfType<Occurrence>()
            .OrderBy(fact => fact.OccurredOn).ThenBy(fact => fact.Outcome).ThenBy(fact => fact.Period, StringComparer.Ordinal)
            .ThenBy(fact => fact.KnownFrom).ThenBy(fact => fact.Id)
            .ThenBy(fact => fact.Note, StringComparer.Ordinal).ThenBy(fact => fact.Feedback, StringComparer.Ordinal).ThenBy(fact => fact.By, StringComparer.Ordinal)
            .ToLookup(fact => (fact.Commitment, fact.Place is null ? "" : Slug.Of(fact.Place)));
        _readings = all.OfType<Reading>().OrderBy(fact => fact.At).ThenBy(fact => fact.Count).ToLookup(fact => fact.Account, StringComparer.Ordinal);
        _sections = all.OfType<SectionCheck>().OrderBy(fact => fact.At).ThenBy(fact => fact.Verdict).ThenBy(fact => fact.Reason, StringComparer.Ordinal).ToLookup(fact => (fact.Page, fact.Section));
        _priorities = all.OfType<PriorityCheck>().OrderBy(fact => fact.At).ThenBy(fact => fact.Changed).ThenBy(fact => fact.NewestIssueOn).ThenBy(fact => fact.NewestActionOn)
            .ToLookup(fact => fact.Neighbourhood, StringComparer.Ordinal);
        _people = all.OfType<PeopleCheck>().OrderBy(fact => fact.At).ThenBy(fact => fact.Count).ToLookup(fact => fact.Neighbourhood, StringComparer.Ordinal);
        _checks = all.OfType<SourceCheck>().OrderBy(fact => fact.At).ThenBy(fact => fact.Outcome).ThenBy(fact => fact.Reason, StringComparer.Ordinal)
            .ToLookup(fact => fact.Target, StringComparer.Ordinal);
        Events = [.. all.OfType<EventSeen>()
            .GroupBy(fact => (fact.Neighbourhood, fact.EventId))
            .Select(rows => Merge(rows, day))
            .OrderBy(fact => fact.StartsOn).ThenBy(fact => fact.StartsAtTime).ThenBy(fact => fact.Neighbourhood, StringComparer.Ordinal).ThenBy(fact => fact.EventId, StringComparer.Ordinal)];
    }

    /// <summary>Every event known, once, with all that is known of it, by its start.</summary>
    public IReadOnlyList<EventSeen> Events { get; }

    /// <summary>Files the facts dated up to a day, inclusive, whenever recorded; of these, with an instant, only those known by it (inclusive).</summary>
    public static FactIndex UpTo(DateOnly day, IEnumerable<Fact> facts, DateTimeOffset? knownAt = null) =>
        new(day, facts.Where(fact => fact.OccurredOn <= day && (knownAt is not { } instant || fact.KnownFrom <= instant)));

    /// <summary>The occurrences of an obligation, by day.</summary>
    public IEnumerable<Occurrence> Occurrences(string commitment, string? place) =>
        _occurrences[(commitment, place is null ? "" : Slug.Of(place))];

    /// <summary>The readings of an account in one metric, by instant; other metrics are never joined to it (domain.md A2-2).</summary>
    public IEnumerable<Reading> Readings(Account account) => _readings[account.Id].Where(reading => reading.Metric == account.Metric);

    /// <summary>The looks at a section of a page, by instant.</summary>
    public IEnumerable<SectionCheck> Sections(string page, string section) => _sections[(page, section)];

    /// <summary>The looks at a neighbourhood's priorities, by instant.</summary>
    public IEnumerable<PriorityCheck> Priorities(string neighbourhood) => _priorities[neighbourhood];

    /// <summary>The looks at the officers shown for a neighbourhood, by instant.</summary>
    public IEnumerable<PeopleCheck> People(string neighbourhood) => _people[neighbourhood];

    /// <summary>The looks at a target, by instant.</summary>
    public IEnumerable<SourceCheck> Checks(string target) => _checks[target];

    // First seen earliest; start, attendance and figures as last told, and never un-told by an older row.
    // What is told of an event, whenever recorded, happened at its start: on a day before it, nothing of it has.
    private static EventSeen Merge(IEnumerable<EventSeen> rows, DateOnly day)
    {
        var told = rows.OrderBy(row => row.KnownFrom).ThenBy(row => row.FirstSeenAt).ThenBy(row => row.StartsOn).ThenBy(row => row.StartsAtTime)
            .ThenBy(row => row.Attended).ThenBy(row => row.Footfall).ThenBy(row => row.Reference, StringComparer.Ordinal).ToList();
        var last = told[^1] with { FirstSeenAt = told.Min(row => row.FirstSeenAt), GoneAt = told.Max(row => row.GoneAt), BackAt = told.Max(row => row.BackAt) };
        return last.StartsOn > day ? last with { Attended = null, Footfall = null, Reference = null } : last with
        {
            Attended = told.Select(row => row.Attended).LastOrDefault(value => value is not null),
            Footfall = told.Select(row => row.Footfall).LastOrDefault(value => value is not null),
            Reference = told.Select(row => row.Reference).LastOrDefault(value => value is not null),
        };
    }
}
