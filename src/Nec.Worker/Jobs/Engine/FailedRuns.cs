using Hangfire;
using Nec.Core.Calendar;

namespace Nec.Worker.Jobs.Engine;

/// <summary>
/// Lets Hangfire's copies of failed runs expire. Hangfire itself keeps them for ever, and thousands of them make its pages slow.
/// </summary>
internal sealed class FailedRuns(JobStorage storage)
{
    /// <summary>How long they can be requeued.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    private const int AtOnce = 500;
    private DateOnly _doneOn;

    /// <summary>Does its work once a London day.</summary>
    /// <param name="now">Real time, like Hangfire's own times.</param>
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
