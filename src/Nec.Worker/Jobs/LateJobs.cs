using Microsoft.Extensions.Diagnostics.HealthChecks;
using Nec.Core.Calendar;
using Quartz;
using Quartz.Extensibility;

namespace Nec.Worker.Jobs;

/// <summary>Silence is a failure: unhealthy when a job's moment is an hour gone and nothing has run since. A paused job is silent on purpose.</summary>
internal sealed class LateJobs(IScheduler scheduler, IExecutionHistoryStore history, LondonClock clock) : IHealthCheck
{
    private static readonly TimeSpan Tolerance = TimeSpan.FromHours(1);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var late = await Find(scheduler, history, clock.Now, cancellationToken);
        return late.Count == 0 ? HealthCheckResult.Healthy("no job is late") : HealthCheckResult.Unhealthy($"late: {string.Join(", ", late)}");
    }

    /// <summary>The names of the jobs that should have run more than an hour ago and have not. One that is running is late after an hour too.</summary>
    public static async Task<IReadOnlyList<string>> Find(IScheduler scheduler, IExecutionHistoryStore history, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var headers = (await scheduler.QueryTriggers(new TriggerQuery { Group = GroupMatcher<TriggerKey>.GroupEquals(OurJobs.Group), Take = PagedQuery.All }, cancellationToken)).Items;
        var triggers = (await scheduler.GetTriggers(headers.Select(header => header.Key).ToList(), cancellationToken)).ToDictionary(trigger => trigger.Key);
        var runs = (await history.QueryJobRunStatuses(new JobRunStatusQuery { SchedulerName = scheduler.SchedulerName, Take = PagedQuery.All }, cancellationToken)).Items.ToDictionary(status => status.Job);
        var late = new List<string>();
        foreach (var header in headers.Where(header => header.State != TriggerState.Paused))
        {
            if (!triggers.TryGetValue(header.Key, out var trigger) || trigger is not ICronTrigger cron)
            {
                continue;
            }

            // The stored next fire time cannot tell: the misfire handler keeps moving it.
            var due = CronExpression.Parse(cron.CronExpressionString!).WithTimeZone(cron.TimeZone).GetPreviousValidTimeBefore(now - Tolerance);
            if (due is not null && due >= header.StartTimeUtc && !(runs.GetValueOrDefault(header.JobKey)?.LastFiredAtUtc >= due))
            {
                late.Add(header.JobKey.Name);
            }
        }

        return late;
    }
}
