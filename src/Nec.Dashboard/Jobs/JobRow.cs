using Quartz;

namespace Nec.Dashboard.Jobs;

/// <summary>A job as the board shows it.</summary>
public sealed record JobRow
{
    public required string Name { get; init; }

    /// <summary>What it does, as it declares itself.</summary>
    public required string? Description { get; init; }

    /// <summary>When it runs, in words with their zone; what begins it when it has no time of its own; <c>switched off</c> without either.</summary>
    public required string Schedule { get; init; }

    /// <summary>The same as cron with its zone; null when switched off.</summary>
    public string? Cron { get; init; }

    /// <summary>The next three moments of its schedule.</summary>
    public IReadOnlyList<DateTimeOffset> NextThree { get; init; } = [];

    /// <summary>What the history calls the last run; null before the first.</summary>
    public string? LastRun { get; init; }

    /// <summary>The median of the last 20 runs that succeeded; null before the first.</summary>
    public TimeSpan? Usual { get; init; }

    /// <summary>Who paused it, when and why; null when it is not paused, or when nobody said.</summary>
    public PauseInfo? Pause { get; init; }

    /// <summary>When its pause ends by itself; null when a person ends it.</summary>
    public DateTimeOffset? PausedUntil { get; init; }

    /// <summary>When a failed run is tried again; null when none is.</summary>
    public DateTimeOffset? RetryAt { get; init; }

    /// <summary>Null before the first run, and when the run left no trace in the history.</summary>
    public DateTimeOffset? LastRunAt { get; init; }

    /// <summary><c>succeeded</c>, <c>failed</c>, <c>cancelled</c> or <c>skipped</c>; null before the first run.</summary>
    public string? Outcome { get; init; }

    /// <summary>What the last run achieved, or why it failed.</summary>
    public string? Achieved { get; init; }

    public TimeSpan? Took { get; init; }

    /// <summary>Failures in a row, up to the last run.</summary>
    public int FailuresInARow { get; init; }

    public DateTimeOffset? NextRunAt { get; init; }

    /// <summary>The next run's moment has come, and no node has taken it yet.</summary>
    public bool IsDue { get; init; }

    /// <summary>The moment that it missed by more than an hour; null when it is not late.</summary>
    public DateTimeOffset? LateSince { get; init; }

    public bool IsPaused { get; init; }

    public bool IsRunning { get; init; }
}

/// <summary>One run of a job.</summary>
public sealed record RunRow
{
    /// <summary>What the history calls it; its page's address ends in it.</summary>
    public required string Id { get; init; }

    public required string Job { get; init; }

    public required JobKey Key { get; init; }

    public required DateTimeOffset At { get; init; }

    public required string Outcome { get; init; }

    public required TimeSpan Took { get; init; }

    public string? Summary { get; init; }

    /// <summary>What it counted, in the order in which it reported it.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Figures { get; init; } = [];

    public string? Failure { get; init; }

    /// <summary>Zero for the run that its schedule asked for.</summary>
    public int RetryAttempt { get; init; }

    public bool WillRetry { get; init; }

    /// <summary>A person asked for it.</summary>
    public bool IsManual { get; init; }

    /// <summary>The node that ran it.</summary>
    public required string Node { get; init; }

    /// <summary>The trigger that fired it.</summary>
    public required TriggerKey Trigger { get; init; }

    /// <summary>The lines that it logged, oldest first; only on its own page, null when it logged none.</summary>
    public string? Log { get; init; }

    /// <summary>Its W3C trace id; null when none was kept.</summary>
    public string? Trace { get; init; }

    /// <summary>Whether it has a page: what waits or was missed has not run.</summary>
    public bool HasPage { get; init; } = true;

    /// <summary>What it was given to do; only on its own page, null when nothing.</summary>
    public string? Input { get; init; }

    /// <summary>What began it, in words.</summary>
    public string BegunBy => RetryAttempt > 0 ? $"its retry policy (try {RetryAttempt + 1})"
        : IsManual ? "a person"
        : Trigger.Group.StartsWith("RECOVERING", StringComparison.Ordinal) ? "recovery, after its worker was lost"
        : Trigger.Group == JobKeys.Group ? "its schedule"
        : "another job";
}
