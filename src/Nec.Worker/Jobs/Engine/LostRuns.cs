using Hangfire;
using Nec.Core.Calendar;
using Nec.Storage;

namespace Nec.Worker.Jobs.Engine;

/// <summary>Closes attempts that died with their worker, and hands out stranded runs again.</summary>
internal sealed partial class LostRuns(
    Runs runs,
    StrandedRuns stranded,
    HangfireQueue queue,
    JobStorage storage,
    LondonClock clock,
    ILogger<LostRuns> logger)
{
    public async Task HandOut(CancellationToken cancellationToken)
    {
        foreach (var id in await runs.CloseLost(clock.Now, cancellationToken))
        {
            if (StateOf(id) == "Processing" && await stranded.Release(id, cancellationToken))
            {
                LogHandedOut(id);
            }
        }

        // With a row in the queue Hangfire hands it out by itself: a second row would take the run away from its worker.
        foreach (var id in await stranded.Find(cancellationToken))
        {
            queue.Requeue(id);
            LogHandedOut(id);
        }
    }

    private string? StateOf(string id)
    {
        using var connection = storage.GetConnection();
        return connection.GetStateData(id)?.Name;
    }

    [LoggerMessage(LogLevel.Warning, "Run {Run} had lost its worker and was handed out again")]
    private partial void LogHandedOut(string run);
}
