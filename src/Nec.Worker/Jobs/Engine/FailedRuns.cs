using Hangfire;
using Nec.Core.Calendar;

namespace Nec.Worker.Jobs.Engine;

/// <summary>Lets Hangfire's copies of runs that failed for good go: by itself it keeps them for ever, and thousands make its pages crawl.</summary>
internal sealed class FailedRuns(JobStorage storage)
{
    /// <summary>How long they are there to be requeued.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    private const int AtOnce = 500;
    private DateOnly _doneOn;

    /// <summary>Does it once a London day.</summary>
    /// <param name="now">Real time, as Hangfire's are.</param>
    public void Expire(DateTimeOffset now)
    {
        if (_doneOn == LondonTime.DateOf(now))
        {
            return;
        }

        var old = Old(now - Kept);
        if (old.Count > 0)
        {
            using var connection = storage.GetConnection();
            using var transaction = connection.CreateWriteTransaction();
            old.ForEach(id => transaction.ExpireJob(id, TimeSpan.FromMinutes(1)));
            transaction.Commit();
        }

        _doneOn = LondonTime.DateOf(now);
    }

    // The newest come first.
    private List<string> Old(DateTimeOffset before)
    {
        var monitor = storage.GetMonitoringApi();
        List<string> old = [];
        for (var from = 0; monitor.FailedJobs(from, AtOnce) is { Count: > 0 } some; from += AtOnce)
        {
            old.AddRange(some.Where(job => job.Value.FailedAt < before.UtcDateTime).Select(job => job.Key));
        }

        return old;
    }
}
