namespace Nec.Application.Jobs;

/// <summary>An attempt at a run: a row of <c>nec.run</c> without its log and targets, which only the page of one run reads.</summary>
public sealed record RunRow
{
    public required long RunId { get; init; }

    public required string Job { get; init; }

    /// <summary>What it was asked to do, as JSON; null when the job needs nothing.</summary>
    public string? Arguments { get; init; }

    /// <summary>Null when it was asked for.</summary>
    public DateTimeOffset? ScheduledFor { get; init; }

    /// <summary>The person who asked; null when it was scheduled, or another job asked.</summary>
    public string? AskedBy { get; init; }

    public string? AskedBecause { get; init; }

    /// <summary>1 for the first attempt.</summary>
    public required int Attempt { get; init; }

    /// <summary>The worker.</summary>
    public required string Node { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Null while it runs.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The stored word; see <see cref="RunOutcomes"/>.</summary>
    public required string Outcome { get; init; }

    /// <summary>What it achieved; while it runs, its progress.</summary>
    public string? Summary { get; init; }

    /// <summary>Why it failed, in one line; null otherwise.</summary>
    public string? Failure { get; init; }

    /// <summary>JSON object of counts by name; null when it reported none.</summary>
    public string? Figures { get; init; }

    /// <summary>0 to 100 while it runs; null when the job reports no progress.</summary>
    public short? Percent { get; init; }

    public string? TraceId { get; init; }

    /// <summary>The same for every attempt at one run; null for runs of the earlier scheduler.</summary>
    public string? EngineId { get; init; }

    /// <summary>When a failed attempt is followed by the next.</summary>
    public DateTimeOffset? RetryAt { get; init; }

    /// <summary>How long it took, or has been running.</summary>
    public TimeSpan Took(DateTimeOffset now) => (EndedAt ?? now) - StartedAt;
}
