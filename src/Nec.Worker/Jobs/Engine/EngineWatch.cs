using Hangfire;
using Hangfire.Storage;
using Nec.Application.Jobs;
using Nec.Core.Calendar;
using Nec.Storage;
using Npgsql;

namespace Nec.Worker.Jobs.Engine;

/// <summary>
/// Sees twice a minute that nothing was lost: attempts that died are closed and handed out again, every declared job is registered and has a next time (Hangfire
/// disables one for good after five failed attempts to schedule it), what was missed is made up for, and pauses that are over end.
/// </summary>
internal sealed partial class EngineWatch(
    JobCatalogue catalogue, JobHealth health, JobActions actions, Runs runs, StrandedRuns stranded, HangfireQueue queue, JobStorage storage,
    IRecurringJobManagerV2 recurring, NpgsqlDataSource source, LondonClock clock, ILogger<EngineWatch> logger) : BackgroundService
{
    /// <summary>One worker watches at a time.</summary>
    public const long Lock = 0x6E65_6377_6100_0001;

    /// <summary>How long a scheduled time may have passed before a run that was never created is made up for.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(2);

    /// <summary>Real time between two looks.</summary>
    public TimeSpan Every { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>One round; does nothing while another worker is at it.</summary>
    public async Task Look(CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var only = new NpgsqlCommand($"select pg_try_advisory_xact_lock({Lock})", connection, transaction);
        if (await only.ExecuteScalarAsync(cancellationToken) is not true)
        {
            return;
        }

        await HandOutLost(cancellationToken);
        var jobs = await health.All(cancellationToken);
        foreach (var job in jobs.Where(job => job.Pause?.UntilAt <= clock.Now))
        {
            await actions.Resume(job.Job.Job, "nec", "its pause was over", cancellationToken);
        }

        MendSchedules();
        await MakeUp(jobs, cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every);
        do
        {
            try
            {
                await Look(stoppingToken);
            }
            catch (Exception failure) when (failure is NpgsqlException or TimeoutException or BackgroundJobClientException && !stoppingToken.IsCancellationRequested)
            {
                LogAway(failure.Message);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task HandOutLost(CancellationToken cancellationToken)
    {
        var lost = await runs.CloseLost(clock.Now, cancellationToken);
        var processing = lost.Count == 0 ? [] : lost.Where(id => StateOf(id) == "Processing");
        foreach (var id in processing.Concat(await stranded.Find(cancellationToken)).Distinct(StringComparer.Ordinal).ToList())
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

    private void MendSchedules()
    {
        using var connection = storage.GetConnection();
        var known = connection.GetRecurringJobs().ToDictionary(job => job.Id, StringComparer.Ordinal);
        foreach (var job in catalogue.All.Where(job => job.Cron is not null))
        {
            if (known.GetValueOrDefault(job.Id) is { Error: null, NextExecution: not null, LoadException: null })
            {
                continue;
            }

            recurring.RemoveIfExists(job.Id); // an error stays with a job that is only updated
            JobRegistration.Schedule(recurring, job);
            LogMended(job.Id);
        }
    }

    // Nothing ran for the time and nothing waits: Hangfire never created the run.
    private async Task MakeUp(IReadOnlyList<JobStatus> jobs, CancellationToken cancellationToken)
    {
        foreach (var job in jobs.Where(job => job is { Pause: null, Job.MakesUp: true, Running.Count: 0 }))
        {
            if (job.Schedule?.Previous(clock.Now - Grace) is not { } due || due < job.Job.Since || job.Last?.StartedAt >= due || job.Last?.ScheduledFor >= due || IsWaiting(job.Job.Job, due))
            {
                continue;
            }

            await queue.Ask(new(job.Job.Job) { ScheduledFor = due }, cancellationToken);
            LogMadeUp(job.Job.Job, due);
        }
    }

    private bool IsWaiting(string job, DateTimeOffset due)
    {
        using var connection = storage.GetConnection();
        return connection.GetRecurringJobs([job]).FirstOrDefault() is { LastJobState: "Enqueued" or "Processing" or "Scheduled" or "Awaiting", LastExecution: { } last } && last >= due.UtcDateTime.AddSeconds(-1);
    }

    [LoggerMessage(LogLevel.Warning, "The engine could not be checked: {Reason}")]
    private partial void LogAway(string reason);

    [LoggerMessage(LogLevel.Warning, "Run {Run} had lost its worker and was handed out again")]
    private partial void LogHandedOut(string run);

    [LoggerMessage(LogLevel.Error, "Job {Job} was not scheduled any more and was registered again")]
    private partial void LogMended(string job);

    [LoggerMessage(LogLevel.Warning, "Job {Job} had no run for {Due:O} and is run now")]
    private partial void LogMadeUp(string job, DateTimeOffset due);
}
