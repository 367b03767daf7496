namespace Nec.Dashboard.Jobs;

/// <summary>The failures of one job with the same input: one thing to make up for.</summary>
internal sealed record FailedLine
{
    public required string Job { get; init; }

    public required int Times { get; init; }

    /// <summary>When the last of them began, in the scheduler's ticks.</summary>
    public required long LastAt { get; init; }

    /// <summary>The last of them.</summary>
    public required string LastRun { get; init; }

    /// <summary>Why the last of them failed; null when it did not say.</summary>
    public string? Reason { get; init; }

    /// <summary>The same has succeeded after the last failure: there is nothing left to make up for.</summary>
    public required bool HasSucceededSince { get; init; }

    /// <summary>How many lines there are, shown or not.</summary>
    public required int Lines { get; init; }

    /// <summary>How many runs all of these lines stand for.</summary>
    public required int Runs { get; init; }
}
