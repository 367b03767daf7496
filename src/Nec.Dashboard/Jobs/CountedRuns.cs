using System.Collections.Concurrent;
using System.Diagnostics;
using Quartz;
using Quartz.Extensibility;

namespace Nec.Dashboard.Jobs;

/// <summary>
/// Thirteen months of runs by day or week. Counting them is the overview's dearest question and its answer hardly changes, so it serves every reader for a few
/// seconds: real ones, because this is about load and not about the field's time.
/// </summary>
internal sealed class CountedRuns(IScheduler scheduler, IExecutionHistoryStore history)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(10);
    private const int MostKept = 8;

    private readonly ConcurrentDictionary<(DateTimeOffset From, TimeSpan Stretch), (long AskedAt, Task<ExecutionStatistics> Counting)> _known = new();

    /// <summary>The runs in even stretches of time since the beginning of one, oldest first.</summary>
    public async Task<IReadOnlyList<ExecutionStatisticsBucket>> Since(DateTimeOffset from, TimeSpan stretch, CancellationToken cancellationToken)
    {
        var key = (from, stretch);
        if (!_known.TryGetValue(key, out var known) || known.Counting.IsFaulted || Stopwatch.GetElapsedTime(known.AskedAt) > Lifetime)
        {
            if (_known.Count > MostKept)
            {
                _known.Clear(); // beginnings that have passed are asked for no more
            }

            _known[key] = known = (Stopwatch.GetTimestamp(), Count(from, stretch));
        }

        return (await known.Counting.WaitAsync(cancellationToken)).Buckets;
    }

    // Shared: one reader's leaving must not end it.
    private async Task<ExecutionStatistics> Count(DateTimeOffset from, TimeSpan stretch) =>
        await history.QueryExecutionStatistics(new() { SchedulerName = scheduler.SchedulerName, FiredFrom = from, BucketSize = stretch }, CancellationToken.None);
}
