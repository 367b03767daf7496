using Nec.Dashboard.Jobs;
using Quartz;
using Quartz.Extensibility;

namespace Nec.Worker.Jobs;

/// <summary>A job as the list shows it.</summary>
internal sealed record JobLine
{
    public required string Name { get; init; }

    public required string Description { get; init; }

    /// <summary>Cron with its zone; null when switched off.</summary>
    public string? Schedule { get; init; }

    public DateTimeOffset? LastRunAt { get; init; }

    /// <summary><c>succeeded</c>, <c>failed</c>, <c>skipped</c>, <c>cancelled</c>; null when it never ran.</summary>
    public string? Outcome { get; init; }

    /// <summary>What the last run achieved, or why it failed.</summary>
    public string? Achieved { get; init; }

    public DateTimeOffset? NextRunAt { get; init; }

    public bool Paused { get; init; }

    /// <summary>Why, in the person's words; null when it is not paused.</summary>
    public string? PausedBecause { get; init; }

    /// <summary>When its pause ends by itself; null when a person ends it.</summary>
    public DateTimeOffset? PausedUntil { get; init; }
}

/// <summary>The jobs that the workers share, seen through the scheduler's store from any process.</summary>
internal sealed class JobList(IScheduler scheduler, IExecutionHistoryStore history)
{
    /// <summary>All of ours, by name.</summary>
    public async Task<IReadOnlyList<JobLine>> Read(CancellationToken cancellationToken)
    {
        var jobs = (await scheduler.QueryJobs(new JobQuery { Group = GroupMatcher<JobKey>.GroupEquals(OurJobs.Group), Take = PagedQuery.All }, cancellationToken)).Items;
        var headers = (await scheduler.QueryTriggers(new TriggerQuery { Group = GroupMatcher<TriggerKey>.GroupEquals(OurJobs.Group), Take = PagedQuery.All }, cancellationToken)).Items;
        var crons = (await scheduler.GetTriggers(headers.Select(header => header.Key).ToList(), cancellationToken)).OfType<ICronTrigger>().ToDictionary(trigger => trigger.Key);
        var runs = (await history.QueryJobRunStatuses(new JobRunStatusQuery { SchedulerName = scheduler.SchedulerName, Take = PagedQuery.All }, cancellationToken)).Items.ToDictionary(status => status.Job);
        var ends = (await scheduler.QueryTriggers(new TriggerQuery { Group = GroupMatcher<TriggerKey>.GroupEquals(JobKeys.PauseGroup), Take = PagedQuery.All }, cancellationToken))
            .Items.ToDictionary(end => end.Key.Name, end => end.NextFireTimeUtc, StringComparer.Ordinal);
        return [.. jobs.OrderBy(job => job.Key.Name, StringComparer.Ordinal).Select(job =>
        {
            var run = runs.GetValueOrDefault(job.Key);
            var header = headers.FirstOrDefault(header => header.JobKey.Equals(job.Key));
            var cron = header is null ? null : crons.GetValueOrDefault(header.Key);
            return new JobLine
            {
                Name = job.Key.Name,
                Description = job.Description ?? "",
                Schedule = cron is null ? null : $"{cron.CronExpressionString} {cron.TimeZone.Id}",
                LastRunAt = run?.LastFiredAtUtc,
                Outcome = run?.LastResult.ToString().ToLowerInvariant(),
                Achieved = run?.LastResult == JobRunResult.Failed ? run.LastFailureMessage : run?.LastSummary,
                NextRunAt = header?.NextFireTimeUtc,
                Paused = header?.State == TriggerState.Paused,
                PausedBecause = header?.Pause?.Reason,
                PausedUntil = header?.State == TriggerState.Paused ? ends.GetValueOrDefault(job.Key.Name) : null,
            };
        })];
    }
}
