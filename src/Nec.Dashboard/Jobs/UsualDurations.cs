using System.Collections.Concurrent;
using Quartz;
using Quartz.Extensibility;

namespace Nec.Dashboard.Jobs;

/// <summary>How long a job usually takes: the median of its last runs that succeeded. Asked for anew only when it has run since.</summary>
internal sealed class UsualDurations(IExecutionHistoryStore history)
{
    private const int Runs = 20;

    private readonly ConcurrentDictionary<JobKey, (string LastRun, TimeSpan? Median)> _known = new();

    /// <summary>Null before the first run that succeeded.</summary>
    public async Task<TimeSpan?> Of(string scheduler, JobKey job, string lastRun, CancellationToken cancellationToken)
    {
        if (_known.TryGetValue(job, out var known) && known.LastRun == lastRun)
        {
            return known.Median;
        }

        var runs = await history.QueryExecutions(new() { SchedulerName = scheduler, Job = job, Results = [JobRunResult.Succeeded], Take = Runs }, cancellationToken);
        var median = MedianOf([.. runs.Items.Select(run => run.Duration).Order()]);
        _known[job] = (lastRun, median);
        return median;
    }

    internal static TimeSpan? MedianOf(IReadOnlyList<TimeSpan> sorted) =>
        sorted.Count == 0 ? null : (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
}
