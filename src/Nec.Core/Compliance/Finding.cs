using Nec.Core.Facts;
using Nec.Core.Reminders;

namespace Nec.Core.Compliance;

/// <summary>An obligation judged on a day.</summary>
public sealed record Finding
{
    /// <summary>The obligation's id.</summary>
    public required string Obligation { get; init; }

    /// <summary>Where it stands.</summary>
    public required Status Status { get; init; }

    /// <summary>Why, in words that an inspector would accept and an auditor can check.</summary>
    public required string Reason { get; init; }

    /// <summary>The last day still in time, inclusive; null when nothing has a date.</summary>
    public DateOnly? DueOn { get; init; }

    /// <summary>The last day on which it was done, up to the day judged; null when nothing is on record.</summary>
    public DateOnly? LastOn { get; init; }

    /// <summary>The label of the period that the status speaks of; null when it speaks of none.</summary>
    public string? Period { get; init; }

    /// <summary>Every period, or closed interval, from the contract's start to the one holding the day.</summary>
    public IReadOnlyList<PeriodFinding> Periods { get; init; } = [];

    /// <summary>The whole ladder of the current due date, past and future.</summary>
    public IReadOnlyList<Step> Steps { get; init; } = [];

    /// <summary>The facts that decided it.</summary>
    public IReadOnlyList<Fact> Facts { get; init; } = [];

    /// <summary>The figures of a target; null for every other rule.</summary>
    public TargetFigures? Target { get; init; }

    /// <summary>The first day on which the worst page or neighbourhood fails the national test of three months; null when that is unknown.</summary>
    public DateOnly? StaleFrom { get; init; }

    /// <summary>The pages, neighbourhoods or the like in which no real update has been seen yet for the period told of; empty when a person records it.</summary>
    public IReadOnlyList<string> Lacking { get; init; } = [];

    /// <summary>Each page, neighbourhood or the like that shows it, with how fresh it is and since when it is out of sight; empty when a person records it, and for a target.</summary>
    public IReadOnlyList<TargetFreshness> Sights { get; init; } = [];

    /// <summary>The last day on which another commitment's record would have kept it, had it held what is needed, such as feedback; null when there is none since <see cref="LastOn"/>.</summary>
    public DateOnly? IncompleteOn { get; init; }

    /// <summary>Whole days between the event's being first seen and its start; null when it was not seen before it started.</summary>
    public int? LeadDays { get; init; }

    /// <summary>Whether this finding is about advertised events, so that <see cref="LeadDays"/> means something.</summary>
    public bool ConcernsEvents { get; init; }

    /// <summary>Worth a look, never a breach: an account that has been silent for a fortnight (domain.md A1 M3).</summary>
    public IReadOnlyList<string> Flags { get; init; } = [];

    /// <summary>What an admin should be told: a source that stays silent, a total that lacks a number.</summary>
    public IReadOnlyList<Trouble> Troubles { get; init; } = [];

    /// <summary>The troubles in one text; null when there are none.</summary>
    public string? AdminNote => Troubles.Count == 0 ? null : string.Join("; ", Troubles.Select(trouble => trouble.Text));
}

/// <summary>Something outside that does not answer: its target, the day since when, and what to tell an admin. It never turns a team red.</summary>
public sealed record Trouble(TroubleKind Kind, TroubleKey Target, DateOnly SinceOn, string Text)
{
    /// <summary>What the target is called; null: its id says enough.</summary>
    public TargetName? Name { get; init; }

    /// <summary>When it was last seen; null when never.</summary>
    public DateOnly? LastOn { get; init; }

    /// <summary>How many nights went without an answer; zero where nights do not count.</summary>
    public int Nights { get; init; }

    /// <summary>Where a person can look at the target; null when it is no page.</summary>
    public string? Address { get; init; }

    /// <summary>What the source said, in its own words; null when it said nothing.</summary>
    public string? Why { get; init; }
}

/// <summary>One thing that the machine watches: the first day on which it fails the national three months, null when no update is known; and the first night of a silence of three nights or 48 hours, null while it is in sight.</summary>
public sealed record TargetFreshness(string Target, DateOnly? StaleFrom, DateOnly? UnseenSince);

/// <summary>The troubles that an admin is told of.</summary>
public enum TroubleKind
{
    /// <summary>A page, a neighbourhood or an account has not been seen for three nights or 48 hours.</summary>
    Silent,

    /// <summary>The source has not been set up.</summary>
    NotConnected,

    /// <summary>An account of a target has no reading, or one that is too old for a verdict.</summary>
    NoReading,

    /// <summary>A post has nobody.</summary>
    Vacant,

    /// <summary>A source's credentials fail, or will stop working soon.</summary>
    Credentials,

    /// <summary>A job of ours has failed for good, and has not succeeded since.</summary>
    FailingJob,
}

/// <summary>One period or closed interval, judged.</summary>
public sealed record PeriodFinding(string Period, Status Status)
{
    /// <summary>Why; null when the word says enough.</summary>
    public string? Reason { get; init; }

    /// <summary>The period's last day, or the interval's due date; null for one without a date.</summary>
    public DateOnly? EndsOn { get; init; }
}

/// <summary>A target's figures: whole numbers, never binary floating point.</summary>
public sealed record TargetFigures
{
    /// <summary>The sum of the last readings; null while no account has one.</summary>
    public required long? Total { get; init; }

    /// <summary>The published number, which governs (domain.md A2-1); null when only a percentage was published.</summary>
    public required long? Target { get; init; }

    /// <summary>How many are missing to the published number; zero when it is reached.</summary>
    public required long? Short { get; init; }

    /// <summary>The baseline raised by the percentage, rounded up to a whole number; null when no percentage was published.</summary>
    public required long? PercentTarget { get; init; }

    /// <summary>How many are missing to that number; zero when it is reached.</summary>
    public required long? PercentShort { get; init; }

    /// <summary>The total that the straight line from the baseline asks for on the day; null once the target is decided.</summary>
    public long? Pace { get; init; }
}
