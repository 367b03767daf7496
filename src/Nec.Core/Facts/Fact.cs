using Nec.Core.Calendar;

namespace Nec.Core.Facts;

/// <summary>What we know happened. Facts are only ever added.</summary>
public abstract record Fact
{
    /// <summary>The id under which it is stored; null when it comes from a file.</summary>
    public long? Id { get; init; }

    /// <summary>When we learnt it; null when the file does not say: then when it happened.</summary>
    public DateTimeOffset? RecordedAt { get; init; }

    /// <summary>The London day that it happened on.</summary>
    public abstract DateOnly OccurredOn { get; }

    /// <summary>The instant that it was known from.</summary>
    public DateTimeOffset KnownFrom => RecordedAt ?? HappenedAt;

    /// <summary>The instant that it happened at; where only the day is known, the day's first.</summary>
    protected virtual DateTimeOffset HappenedAt => LondonTime.StartOf(OccurredOn);
}

/// <summary>What the machine saw at an instant; of an event also what people told of it.</summary>
public abstract record Observation : Fact;

/// <summary>Something that people did: a meeting held, a newsletter circulated.</summary>
public sealed record Occurrence : Fact
{
    private readonly DateOnly _occurredOn;

    /// <summary>Creates one that happened on a London day.</summary>
    public Occurrence(string commitment, string? place, DateOnly occurredOn, Outcome outcome)
    {
        (Commitment, Place, Outcome, _occurredOn) = (commitment, place, outcome, occurredOn);
    }

    /// <summary>The commitment's id.</summary>
    public string Commitment { get; init; }

    /// <summary>The place; null for a commitment without places.</summary>
    public string? Place { get; init; }

    /// <summary>How it went.</summary>
    public Outcome Outcome { get; init; }

    /// <summary>The instant, when it is known; London's date of it decides.</summary>
    public DateTimeOffset? OccurredAt { get; init; }

    /// <inheritdoc/>
    public override DateOnly OccurredOn => OccurredAt is { } at ? LondonTime.DateOf(at) : _occurredOn;

    /// <inheritdoc/>
    protected override DateTimeOffset HappenedAt => OccurredAt ?? base.HappenedAt;

    /// <summary>The label of the period that it is meant for; null: the one that it lies in.</summary>
    public string? Period { get; init; }

    /// <summary>In person, by video, by telephone.</summary>
    public string? Means { get; init; }

    /// <summary>What the counterpart said, or "none offered".</summary>
    public string? Feedback { get; init; }

    /// <summary>Anything else worth keeping.</summary>
    public string? Note { get; init; }

    /// <summary>Who did it.</summary>
    public string? By { get; init; }

    /// <summary>Whether its note has been removed, and only something that stands for it is left.</summary>
    public bool IsNoteRemoved { get; init; }

    /// <summary>Whether its feedback has been removed, and only something that stands for it is left.</summary>
    public bool IsFeedbackRemoved { get; init; }
}

/// <summary>How an occurrence went (domain.md A2-16).</summary>
public enum Outcome
{
    /// <summary>Done.</summary>
    Held,

    /// <summary>Somebody of the team was there.</summary>
    Attended,

    /// <summary>A written report went instead.</summary>
    ReportSent,

    /// <summary>Offered, and the counterpart declined: closes the period without breach, counted apart.</summary>
    OfferedDeclined,

    /// <summary>The counterpart had none: closes the period without breach, counted apart.</summary>
    NotScheduled,

    /// <summary>Called off by us: the promise stays open.</summary>
    Cancelled,

    /// <summary>Not applicable this time, with a reason: closes the period without breach, counted apart.</summary>
    NotApplicable,
}

/// <summary>One count of one account at an instant. Different metrics are never added or joined.</summary>
public sealed record Reading(string Account, string Metric, DateTimeOffset At, long Count) : Observation
{
    /// <summary>To how many significant figures the network rounds it down; null when it is exact.</summary>
    public int? SignificantFigures { get; init; }

    /// <summary>The London day of the account's last post; null when the network does not tell.</summary>
    public DateOnly? LastPostOn { get; init; }

    /// <inheritdoc/>
    public override DateOnly OccurredOn => LondonTime.DateOf(At);

    /// <inheritdoc/>
    protected override DateTimeOffset HappenedAt => At;
}

/// <summary>One look at one section of one page.</summary>
public sealed record SectionCheck(string Page, string Section, DateTimeOffset At, Verdict Verdict) : Observation
{
    /// <summary>What decided the verdict, in a sentence.</summary>
    public string? Reason { get; init; }

    /// <summary>Whether a person said that the change is a real update, which the machine could not judge.</summary>
    public bool AcceptedByPerson { get; init; }

    /// <inheritdoc/>
    public override DateOnly OccurredOn => LondonTime.DateOf(At);

    /// <inheritdoc/>
    protected override DateTimeOffset HappenedAt => At;
}

/// <summary>What a look at a section shows against the look before (domain.md A2-5).</summary>
public enum Verdict
{
    /// <summary>Nothing to compare with.</summary>
    First,

    /// <summary>The same text.</summary>
    Unchanged,

    /// <summary>Only dates, counters or boilerplate differ: the promise's clock is not restarted.</summary>
    Cosmetic,

    /// <summary>A real update.</summary>
    Substantive,

    /// <summary>Something differs; a person is asked.</summary>
    Unclear,

    /// <summary>The heading has gone: a redesign, told to the admin.</summary>
    Missing,

    /// <summary>The section holds nothing, or boilerplate only.</summary>
    Empty,
}

/// <summary>One look at a neighbourhood's priorities: the newest dates on them, and whether the text differs from the look before.</summary>
public sealed record PriorityCheck(string Neighbourhood, DateTimeOffset At, DateOnly? NewestIssueOn, DateOnly? NewestActionOn, bool Changed) : Observation
{
    /// <inheritdoc/>
    public override DateOnly OccurredOn => LondonTime.DateOf(At);

    /// <inheritdoc/>
    protected override DateTimeOffset HappenedAt => At;
}

/// <summary>One look at the officers shown for a neighbourhood: only how many are named, never who.</summary>
public sealed record PeopleCheck(string Neighbourhood, DateTimeOffset At, int Count) : Observation
{
    /// <inheritdoc/>
    public override DateOnly OccurredOn => LondonTime.DateOf(At);

    /// <inheritdoc/>
    protected override DateTimeOffset HappenedAt => At;
}

/// <summary>An event as advertised at data.police.uk; its start is London wall time.</summary>
public sealed record EventSeen(string Neighbourhood, string EventId, DateOnly StartsOn, TimeOnly StartsAtTime, DateTimeOffset FirstSeenAt) : Observation
{
    /// <summary>Whether the team was there; null while nobody has said.</summary>
    public bool? Attended { get; init; }

    /// <summary>How many people came; null while nobody has said, never zero for want of a number.</summary>
    public int? Footfall { get; init; }

    /// <summary>The reference under which the force's records system holds it; null while nobody has said.</summary>
    public string? Reference { get; init; }

    /// <summary>When a good look before its day no longer showed it; null while none did.</summary>
    public DateTimeOffset? GoneAt { get; init; }

    /// <summary>When a look showed it again after that; null while none did.</summary>
    public DateTimeOffset? BackAt { get; init; }

    /// <summary>Whether it was taken away before its day, as one that is called off is.</summary>
    public bool IsGone => GoneAt is { } gone && !(BackAt >= gone);

    /// <summary>The day on which we first saw it, or last saw it go or come back.</summary>
    public override DateOnly OccurredOn => LondonTime.DateOf(HappenedAt);

    /// <inheritdoc/>
    protected override DateTimeOffset HappenedAt => IsGone ? GoneAt!.Value : BackAt ?? FirstSeenAt;
}

/// <summary>One look at one target of an outside system: it leaves a row even when nothing changed.</summary>
public sealed record SourceCheck(string Source, string Target, DateTimeOffset At, CheckOutcome Outcome, string? Reason) : Observation
{
    /// <inheritdoc/>
    public override DateOnly OccurredOn => LondonTime.DateOf(At);

    /// <inheritdoc/>
    protected override DateTimeOffset HappenedAt => At;
}

/// <summary>Whether a look saw its target.</summary>
public enum CheckOutcome
{
    /// <summary>Seen.</summary>
    Ok,

    /// <summary>Not seen: proves nothing about the promise.</summary>
    Unable,

    /// <summary>The source answered, and the target is not there: a document that has not been published.</summary>
    Absent,
}
