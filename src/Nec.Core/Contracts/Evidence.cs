namespace Nec.Core.Contracts;

/// <summary>What shows that a commitment was kept, when it is not a person's record alone.</summary>
public abstract record Evidence;

/// <summary>A named section of every one of these pages had a real update.</summary>
public sealed record SectionEvidence(string Section, IReadOnlyList<string> Pages) : Evidence;

/// <summary>The priorities of every neighbourhood, at data.police.uk, had a newer date or a real change.</summary>
public sealed record PrioritiesEvidence : Evidence;

/// <summary>So many events that were both advertised beforehand and attended.</summary>
public sealed record EventsEvidence(int Count) : Evidence;

/// <summary>At least one event lies ahead at data.police.uk.</summary>
public sealed record UpcomingEventsEvidence : Evidence;

/// <summary>Named officers are shown at data.police.uk for every neighbourhood.</summary>
public sealed record PeopleEvidence : Evidence;

/// <summary>The document is published at this address.</summary>
public sealed record UrlEvidence(string Url) : Evidence;

/// <summary>Another commitment's record for the same place, when it also holds what is needed.</summary>
public sealed record RecordOfEvidence(string Commitment, RecordNeed Needs) : Evidence;

/// <summary>Owed once for each event, so many working days after it, when the event's record holds what is needed.</summary>
public sealed record PerEventEvidence(int WithinWorkingDays, EventNeed Needs) : Evidence;

/// <summary>What another commitment's record must hold to count.</summary>
public enum RecordNeed
{
    /// <summary>Nothing more.</summary>
    Nothing,

    /// <summary>Feedback, or "none offered".</summary>
    Feedback,

    /// <summary>A note.</summary>
    Note,
}

/// <summary>What an event's record must hold.</summary>
public enum EventNeed
{
    /// <summary>How many came.</summary>
    Footfall,

    /// <summary>The reference under which the force's records system holds it.</summary>
    Reference,
}
