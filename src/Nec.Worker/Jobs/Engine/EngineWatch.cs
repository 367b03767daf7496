using Hangfire;
using Hangfire.Storage;
using Nec.Application.Jobs;
using Nec.Core.Calendar;
using Npgsql;

namespace Nec.Worker.Jobs.Engine;

/// <summary>
/// Checks the engine twice a minute, on one worker at a time: hands out lost runs, ends pauses that are over,
/// and repairs the schedule of every job.
/// </summary>
internal sealed partial class EngineWatch(
    LostRuns lost,
    FailedRuns failed,
    ScheduleRepair schedules,
    JobHealth health,
    JobActions actions,
    NpgsqlDataSource source,
    LondonClock clock,
    ILogger<EngineWatch> logger) : BackgroundService
{
    /// <summary>One worker watches at a time.</summary>
    public const long Lock = 0x6E65_6377_6100_0001;

    private static readonly TimeSpan Every = TimeSpan.FromSeconds(30);

    /// <summary>One round; does nothing while another worker has the lock.</summary>
    public async Task Check(CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var only = new NpgsqlCommand($"select pg_try_advisory_xact_lock({Lock})", connection, transaction);
        if (await only.ExecuteScalarAsync(cancellationToken) is not true)
        {
            return;
        }

        await lost.HandOut(cancellationToken);
        var jobs = await health.All(cancellationToken);
        foreach (var job in jobs.Where(job => job.Pause?.UntilAt <= clock.Now))
        {
            await actions.Resume(job.Job.Job, "nec", "its pause was over", cancellationToken);
        }

        await schedules.Mend(cancellationToken);
        await schedules.MakeUp(jobs, cancellationToken);
        failed.Expire(TimeProvider.System.GetUtcNow());
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every);
        do
        {
            try
            {
                await Check(stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                // The next round may succeed, and an exception here would stop the worker.
                if (CutOff.Is(failure) || failure is BackgroundJobClientException or DistributedLockTimeoutException)
                {
                    LogAway(failure.Message);
                }
                else
                {
                    LogFailed(failure);
                }
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(LogLevel.Error, "Unexpected error while checking the engine")]
    private partial void LogFailed(Exception failure);

    [LoggerMessage(LogLevel.Warning, "The engine could not be checked: {Reason}")]
    private partial void LogAway(string reason);
}
