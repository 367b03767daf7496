using Nec.Core.Compliance;
using Nec.Core.Compliance.Rules;
using Nec.Core.Contracts;
using Nec.Core.Reminders;

namespace Nec.Core.Notices;

/// <summary>One thing that a person is told; facts only, the words are the language's.</summary>
public sealed record NoticeLine
{
    /// <summary>The team's slug.</summary>
    public required string Team { get; init; }

    /// <summary>The obligation's id; for an admin, the source's target.</summary>
    public required string Obligation { get; init; }

    /// <summary>The commitment's id, by which lines are grouped.</summary>
    public required string Commitment { get; init; }

    /// <summary>The heading it stands under.</summary>
    public required LineKind Kind { get; init; }

    /// <summary>The action, with its place; for an admin, the source's target.</summary>
    public required string Title { get; init; }

    /// <summary>The promise in the contract's words.</summary>
    public string Promise { get; init; } = "";

    /// <summary>What counts as done; null when the title says enough.</summary>
    public string? Counts { get; init; }

    /// <summary>How it falls due; null for a source.</summary>
    public Rule? Rule { get; init; }

    /// <summary>Where the obligation, or the period told of, stands.</summary>
    public required Status Status { get; init; }

    /// <summary>The period told of.</summary>
    public required string Period { get; init; }

    /// <summary>The id of the post told.</summary>
    public required string Post { get; init; }

    /// <summary>Its due date; null for a source, and for a promise that has none.</summary>
    public DateOnly? DueOn { get; init; }

    /// <summary>When it was last done; null when nothing is on record.</summary>
    public DateOnly? LastOn { get; init; }

    /// <summary>When it was last held without what its record must hold; null when it was not.</summary>
    public DateOnly? IncompleteOn { get; init; }

    /// <summary>What that record lacked; nothing when it was never held so.</summary>
    public RecordNeed Lacks { get; init; }

    /// <summary>The last day on which the period told of can still be recorded, inclusive; null when it cannot close, or is not over yet.</summary>
    public DateOnly? RecordableUntil { get; init; }

    /// <summary>When an earlier period speaks: the one running now, if it is still open.</summary>
    public NextPeriod? Running { get; init; }

    /// <summary>Promises that the same record keeps, by their titles; they have no line of their own.</summary>
    public IReadOnlyList<string> Alongside { get; init; } = [];

    /// <summary>Who answers for it, when the reader is told of a post below; null for the reader's own.</summary>
    public AnsweredBy? Owner { get; init; }

    /// <summary>The event that it is owed for; null for a promise that is not owed by the event.</summary>
    public ToldEvent? Event { get; init; }

    /// <summary>Why a state does not hold, as the finding says it; null for every other line.</summary>
    public string? Why { get; init; }

    /// <summary>Whether it is due on the day of the notice.</summary>
    public bool IsDueToday { get; init; }

    /// <summary>Whether <see cref="StaleFrom"/> has come.</summary>
    public bool IsStale { get; init; }

    /// <summary>The figures of a target; null for every other promise.</summary>
    public TargetFigures? Target { get; init; }

    /// <summary>The pages or the like that still lack a real update; empty when a person records it.</summary>
    public IReadOnlyList<string> Lacking { get; init; } = [];

    /// <summary>The pages that fail the national three months, or soon will, the worst first.</summary>
    public IReadOnlyList<StalePage> StalePages { get; init; } = [];

    /// <summary>The pages that are out of sight, which proves nothing about them.</summary>
    public IReadOnlyList<UnseenPage> Unseen { get; init; } = [];

    /// <summary>Whether it is asked because its holder is new in the post.</summary>
    public bool IsIntroduction { get; init; }

    /// <summary>Whether it only looks ahead: alone it is no reason to write.</summary>
    public bool IsAhead { get; init; }

    /// <summary>How many promises it speaks of.</summary>
    public int Promises => 1 + Alongside.Count;

    /// <summary>The first day on which the worst page fails the national three months; null when it is unknown or far.</summary>
    public DateOnly? StaleFrom { get; init; }

    /// <summary>The page whose change waits for a person's word; null for every other line.</summary>
    public string? WaitingPage { get; init; }

    /// <summary>How many periods of its rule a soft promise has been silent; zero for every other line.</summary>
    public int SilentPeriods { get; init; }

    /// <summary>What an admin is told of, or told to be over; null for a promise.</summary>
    public Trouble? Trouble { get; init; }

    /// <summary>The steps that this line takes; empty when it only repeats.</summary>
    public IReadOnlyList<SentReminder> Tells { get; init; } = [];

    /// <summary>How many days the most pressing of its steps is late, when nothing ran on its day; zero when on time.</summary>
    public int DaysLate { get; init; }

    /// <summary>The day of the next note on it, sent only if it is still open; null when there is none.</summary>
    public DateOnly? NextOn { get; init; }

    /// <summary>Why this person is told.</summary>
    public required Because Because { get; init; }
}

/// <summary>The headings of a notice, in their order.</summary>
public enum LineKind
{
    /// <summary>Past its due date.</summary>
    Overdue,

    /// <summary>Coming up.</summary>
    Due,

    /// <summary>A target behind its pace, or a state that no longer holds.</summary>
    AtRisk,

    /// <summary>A change that the machine could not judge: a person's word is needed.</summary>
    Unclear,

    /// <summary>A page that fails the national three months, or soon will.</summary>
    Stale,

    /// <summary>Not kept; told once.</summary>
    Missed,

    /// <summary>To a post above that was told of it: kept since, or closed; told once.</summary>
    Cleared,

    /// <summary>A soft promise that nobody has recorded for some time; told once, never a breach.</summary>
    Silent,

    /// <summary>A source that does not answer, or a post without anybody.</summary>
    Trouble,

    /// <summary>A source that answers again, or a post that is held again.</summary>
    Recovered,

    /// <summary>In a handover: nothing to do yet.</summary>
    Later,
}

/// <summary>An advertised event: its London day, and the neighbourhood that advertises it.</summary>
public sealed record ToldEvent(DateOnly On, string Neighbourhood);

/// <summary>A page and the first day on which it fails the national three months; whether that day has come.</summary>
public sealed record StalePage(string Page, DateOnly From, bool IsStale);

/// <summary>A page, and the first night in which it could not be seen.</summary>
public sealed record UnseenPage(string Page, DateOnly Since);

/// <summary>The period that is running now: its label, and its last day, inclusive.</summary>
public sealed record NextPeriod(string Period, DateOnly DueOn);

/// <summary>The post that answers for a promise, and who answers for the post: a null name when it is vacant, a null day when they have done so since the contract began.</summary>
public sealed record AnsweredBy(string Post, string? Name, DateOnly? Since);

/// <summary>Why a person is told: by which post, and for how many days something of another's has been overdue (zero: it is their own).</summary>
public sealed record Because(BecauseKind Kind, string Post, string Team, string Of = "", int OverdueDays = 0);

/// <summary>The ways in which a line comes to a person.</summary>
public enum BecauseKind
{
    /// <summary>They hold the post.</summary>
    Holds,

    /// <summary>They cover for its holder.</summary>
    Covers,

    /// <summary>It was handed to their post for this period.</summary>
    HandedOver,

    /// <summary>Theirs is a post above the one that answers for it.</summary>
    Above,

    /// <summary>The post is vacant, and theirs is the next one up that is not.</summary>
    NextUp,

    /// <summary>The post is vacant, and so is every post above it.</summary>
    Nobody,

    /// <summary>They are the administrator.</summary>
    Administrator,
}
