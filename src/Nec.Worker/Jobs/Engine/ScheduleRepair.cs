using Hangfire;
using Hangfire.Storage;
using Nec.Application.Jobs;
using Nec.Application.Notices;
using Nec.Core.Calendar;

namespace Nec.Worker.Jobs.Engine;

/// <summary>
/// Checks that every declared job is registered and has a next time, and makes up for a scheduled time without a run.
/// </summary>
internal sealed partial class ScheduleRepair(
    JobCatalogue catalogue,
    HangfireQueue queue,
    RunLog runs,
    StrandedRuns stranded,
    JobStorage storage,
    IRecurringJobManagerV2 recurring,
    AdminNotices adminNotices,
    LondonClock clock,
    ILogger<ScheduleRepair> logger)
{
    /// <summary>How long after a scheduled time a missing run is made up for.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(2);

    /// <summary>
    /// Registers jobs again that Hangfire no longer schedules: it disables a job for good after five failed attempts to schedule it.
    /// </summary>
    public async Task Mend(CancellationToken cancellationToken)
    {
        foreach (var job in Broken())
        {
            recurring.RemoveIfExists(job.Id); // an error stays with a job that is only updated
            JobRegistration.Schedule(recurring, job);
            LogMended(job.Id);
            await adminNotices.Repaired(job.Id, "was not scheduled any more", cancellationToken);
        }
    }

    /// <summary>
    /// Asks for the run of a scheduled time that has no attempt and no waiting run. A run that a person stopped stays stopped.
    /// </summary>
    public async Task MakeUp(IEnumerable<JobStatus> jobs, CancellationToken cancellationToken)
    {
        foreach (var job in jobs.Where(job => job is { Pause: null, Job.MakesUp: true }))
        {
            if (job.Schedule?.Previous(clock.Now - Grace) is { } due
                && due >= job.Job.Since
                && await IsMissing(job.Job.Job, due, cancellationToken))
            {
                await queue.Ask(new(job.Job.Job) { ScheduledFor = due }, cancellationToken);
                LogMadeUp(job.Job.Job, due);
            }
        }
    }

    private async Task<bool> IsMissing(string job, DateTimeOffset due, CancellationToken cancellationToken) =>
        !IsHangfires(job)
        && !await stranded.IsWaiting(job, due, cancellationToken)
        && !await runs.HasAttempt(job, due, cancellationToken); // asked last: a waiting run may have started in the meantime

    private List<DeclaredJob> Broken()
    {
        using var connection = storage.GetConnection();
        var known = connection.GetRecurringJobs().ToDictionary(job => job.Id, StringComparer.Ordinal);
        return [.. catalogue.All.Where(job => job.Cron is not null && !IsScheduled(known.GetValueOrDefault(job.Id)))];
    }

    private static bool IsScheduled(RecurringJobDto? job) => job is { Error: null, NextExecution: not null, LoadException: null };

    // Hangfire is behind with the job, for example after downtime: it creates the run itself within seconds.
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
