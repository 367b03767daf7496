using Nec.Dashboard.Layout;
using Quartz;
using Quartz.Extensibility;

namespace Nec.Dashboard.Jobs;

/// <summary>What the scheduler's own store says of our jobs: any node of the cluster gives the same answer.</summary>
internal sealed class JobBoard(IScheduler scheduler, IExecutionHistoryStore history, UsualDurations usual, KnownSchedules schedules)
{
    public const int RunsShown = 50;
    private static readonly TimeSpan LateAfter = TimeSpan.FromHours(1);

    /// <summary>Every job, by name.</summary>
    public async Task<IReadOnlyList<JobRow>> Jobs(CancellationToken cancellationToken)
    {
        var jobs = await scheduler.QueryJobs(new() { Group = GroupMatcher<JobKey>.GroupEquals(JobKeys.Group), Take = PagedQuery.All }, cancellationToken);
        var headers = await scheduler.QueryTriggers(new() { Group = GroupMatcher<TriggerKey>.GroupEquals(JobKeys.Group), Take = PagedQuery.All }, cancellationToken);
        var crons = await schedules.Of(headers.Items, cancellationToken);
        var statuses = (await history.QueryJobRunStatuses(new() { SchedulerName = scheduler.SchedulerName, Take = PagedQuery.All }, cancellationToken))
            .Items.ToDictionary(status => status.Job);
        var now = scheduler.TimeProvider.GetUtcNow();
        var byJob = headers.Items.ToLookup(header => header.JobKey);
        var ends = headers.Items.Any(header => header.State == TriggerState.Paused) ? await PauseEnds(cancellationToken) : [];
        List<JobRow> rows = [];
        foreach (var job in jobs.Items.OrderBy(job => job.Key.Name, StringComparer.Ordinal))
        {
            var row = RowOf(job, [.. byJob[job.Key].Select(header => (header, crons.GetValueOrDefault(header.Key)))], statuses.GetValueOrDefault(job.Key), now);
            rows.Add(row with
            {
                Usual = row.LastRun is null ? null : await usual.Of(scheduler.SchedulerName, job.Key, row.LastRun, cancellationToken),
                PausedUntil = row.IsPaused ? ends.GetValueOrDefault(job.Key.Name) : null,
            });
        }

        return rows;
    }

    /// <summary>The name of every job.</summary>
    public async Task<IReadOnlyList<string>> Names(CancellationToken cancellationToken) =>
        [.. (await scheduler.GetJobKeys(GroupMatcher<JobKey>.GroupEquals(JobKeys.Group), cancellationToken)).Select(key => key.Name).Order(StringComparer.Ordinal)];

    /// <summary>The latest runs of a job, newest first.</summary>
    public async Task<IReadOnlyList<RunRow>> Runs(string name, CancellationToken cancellationToken)
    {
        var runs = await history.QueryExecutions(new() { SchedulerName = scheduler.SchedulerName, Job = JobKeys.Job(name), Take = RunsShown }, cancellationToken);
        return [.. runs.Items.Select(RunRows.Of)];
    }

    private async Task<Dictionary<string, DateTimeOffset?>> PauseEnds(CancellationToken cancellationToken) =>
        (await scheduler.QueryTriggers(new() { Group = GroupMatcher<TriggerKey>.GroupEquals(JobKeys.PauseGroup), Take = PagedQuery.All }, cancellationToken))
        .Items.ToDictionary(end => end.Key.Name, end => end.NextFireTimeUtc, StringComparer.Ordinal);

    private static JobRow RowOf(JobHeader job, IReadOnlyList<(TriggerHeader Header, ICronTrigger? Cron)> triggers, JobRunStatus? status, DateTimeOffset now)
    {
        var next = triggers.Min(trigger => trigger.Header.NextFireTimeUtc);
        var schedules = triggers.Where(trigger => trigger.Cron?.CronExpressionString is not null).Select(trigger => trigger.Cron!).ToList();
        return new()
        {
            Name = job.Key.Name,
            Description = job.Description,
            Schedule = schedules.Count == 0 ? JobKeys.BegunBy(job.Key.Name, Phrase.OfName) ?? "switched off" : string.Join("; ", schedules.Select(cron => CronWords.Of(cron.CronExpressionString!, cron.TimeZone))),
            Cron = schedules.Count == 0 ? null : string.Join("; ", schedules.Select(cron => $"{cron.CronExpressionString} {cron.TimeZone.Id}")),
            NextThree = [.. schedules.SelectMany(cron => NextOf(cron, now)).Order().Take(3)],
            LastRun = status?.LastEntryId,
            Pause = triggers.Select(trigger => trigger.Header.Pause).FirstOrDefault(pause => pause is not null),
            RetryAt = triggers.Where(trigger => trigger.Header.RetryAttempt > 0).Min(trigger => trigger.Header.NextFireTimeUtc),
            LastRunAt = status?.LastFiredAtUtc,
            Outcome = status is null ? null : RunRows.WordOf(status.LastResult),
            Achieved = status?.LastResult == JobRunResult.Failed ? status.LastFailureMessage ?? status.LastSummary : status?.LastSummary,
            Took = status?.LastDuration,
            FailuresInARow = status?.ConsecutiveFailures ?? 0,
            NextRunAt = next,
            IsDue = next <= now,
            LateSince = triggers.Select(trigger => LateSince(trigger.Header, trigger.Cron, status, now)).Min(),
            IsPaused = triggers.Count > 0 && triggers.All(trigger => trigger.Header.State == TriggerState.Paused),
            IsRunning = triggers.Any(trigger => trigger.Header.State == TriggerState.Executing),
        };
    }

    // The next fire time proves nothing: any node moves it on when a run is missed. What counts is a due moment after which nothing ran.
    private static DateTimeOffset? LateSince(TriggerHeader header, ICronTrigger? cron, JobRunStatus? status, DateTimeOffset now)
    {
        if (cron?.CronExpressionString is not { } text || header.State is TriggerState.Paused or TriggerState.Executing)
        {
            return null;
        }

        var due = CronExpression.Parse(text).WithTimeZone(cron.TimeZone).GetPreviousValidTimeBefore(now - LateAfter);
        return due >= header.StartTimeUtc && (status is null || status.LastFiredAtUtc < due) ? due : null;
    }

    private static IEnumerable<DateTimeOffset> NextOf(ICronTrigger trigger, DateTimeOffset now)
    {
        var cron = CronExpression.Parse(trigger.CronExpressionString!).WithTimeZone(trigger.TimeZone);
        var next = cron.GetNextValidTimeAfter(now);
        for (var count = 0; count < 3 && next is { } at; count++)
        {
            yield return at;
            next = cron.GetNextValidTimeAfter(at);
        }
    }
}
