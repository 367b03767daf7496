namespace Nec.Dashboard.Jobs;

/// <summary>A job as the board shows it.</summary>
public sealed record JobRow
{
    public required string Name { get; init; }

    /// <summary>What it does, as it declares itself.</summary>
    public required string? Description { get; init; }

    /// <summary>When it runs, in words with their zone; <c>switched off</c> without a schedule.</summary>
    public required string Schedule { get; init; }

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
}
