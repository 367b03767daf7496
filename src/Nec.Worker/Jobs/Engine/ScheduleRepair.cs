using Hangfire;
using Hangfire.Storage;
using Nec.Application.Jobs;
using Nec.Core.Calendar;

namespace Nec.Worker.Jobs.Engine;

/// <summary>Sees that every declared job is registered and has a next time, and makes up for a scheduled time that Hangfire created no run for.</summary>
internal sealed partial class ScheduleRepair(
    JobCatalogue catalogue, HangfireQueue queue, RunLog runs, StrandedRuns stranded, JobStorage storage, IRecurringJobManagerV2 recurring, RepairNotice notice, LondonClock clock, ILogger<ScheduleRepair> logger)
{
    /// <summary>How long a scheduled time may have passed before it is made up for.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(2);

    /// <summary>Registers again what Hangfire does not schedule any more: it disables a job for good after five failed attempts to schedule it.</summary>
    public async Task Mend(CancellationToken cancellationToken)
    {
        foreach (var job in Broken())
        {
            recurring.RemoveIfExists(job.Id); // an error stays with a job that is only updated
            JobRegistration.Schedule(recurring, job);
            LogMended(job.Id);
            await notice.Queue(job.Id, "was not scheduled any more", cancellationToken);
        }
    }

    /// <summary>Asks for the run of a scheduled time for which there was no attempt, and nothing waits. One that a person stopped stays stopped.</summary>
    public async Task MakeUp(IEnumerable<JobStatus> jobs, CancellationToken cancellationToken)
    {
        foreach (var job in jobs.Where(job => job is { Pause: null, Job.MakesUp: true }))
        {
            if (job.Schedule?.Previous(clock.Now - Grace) is { } due && due >= job.Job.Since && await IsMissing(job.Job.Job, due, cancellationToken))
            {
                await queue.Ask(new(job.Job.Job) { ScheduledFor = due }, cancellationToken);
                LogMadeUp(job.Job.Job, due);
            }
        }
    }

    private async Task<bool> IsMissing(string job, DateTimeOffset due, CancellationToken cancellationToken) =>
        !IsHangfires(job)
        && !await stranded.IsWaiting(job, due, cancellationToken)
        && !await runs.HasAttempt(job, due, cancellationToken); // asked last: a run that waited may have started meanwhile

    private List<DeclaredJob> Broken()
    {
        using var connection = storage.GetConnection();
        var known = connection.GetRecurringJobs().ToDictionary(job => job.Id, StringComparer.Ordinal);
        return [.. catalogue.All.Where(job => job.Cron is not null && known.GetValueOrDefault(job.Id) is not { Error: null, NextExecution: not null, LoadException: null })];
    }

    // Hangfire is behind with it, after downtime say: it creates the run itself within seconds.
    private bool IsHangfires(string job)
    {
        using var connection = storage.GetConnection();
        return connection.GetRecurringJobs([job]).FirstOrDefault()?.NextExecution <= TimeProvider.System.GetUtcNow().UtcDateTime;
    }

    [LoggerMessage(LogLevel.Error, "Job {Job} was not scheduled any more and was registered again")]
    private partial void LogMended(string job);

    [LoggerMessage(LogLevel.Warning, "Job {Job} had no run for {Due:O} and is run now")]
    private partial void LogMadeUp(string job, DateTimeOffset due);
}
