using Hangfire;
using Nec.Core.Calendar;
using Nec.Storage;

namespace Nec.Worker.Jobs.Engine;

/// <summary>Closes attempts that died with their worker, and hands out again what nobody would take up.</summary>
internal sealed partial class LostRuns(Runs runs, StrandedRuns stranded, HangfireQueue queue, JobStorage storage, LondonClock clock, ILogger<LostRuns> logger)
{
    public async Task HandOut(CancellationToken cancellationToken)
    {
        var lost = (await runs.CloseLost(clock.Now, cancellationToken)).Where(id => StateOf(id) == "Processing").ToList();
        foreach (var id in lost.Union(await stranded.Find(cancellationToken), StringComparer.Ordinal))
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
