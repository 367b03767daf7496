namespace Nec.Dashboard.Jobs;

/// <summary>How a job has done in the last so many days. Every try counts; runs that found nothing to do are counted apart, since they are kept for a day only.</summary>
public sealed record JobRecord
{
    public required int Days { get; init; }

    public required int Succeeded { get; init; }

    public required int Failed { get; init; }

    public required int Cancelled { get; init; }

    public required int Skipped { get; init; }

    /// <summary>Half of the runs that succeeded took no longer; null when none has.</summary>
    public TimeSpan? Median { get; init; }

    /// <summary>95 of 100 of the runs that succeeded took no longer; null when none has.</summary>
    public TimeSpan? Most { get; init; }

    /// <summary>The runs that had something to do.</summary>
    public int Runs => Succeeded + Failed + Cancelled;

    /// <summary>In whole percent and never rounded up: only all are 100. Null without a run.</summary>
    public int? PercentSucceeded => Runs == 0 ? null : (int)(100L * Succeeded / Runs);
}
