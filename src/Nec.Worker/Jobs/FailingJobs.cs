using Dapper;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Nec.Core.Calendar;
using Nec.Core.Notices;
using Npgsql;
using Quartz;

namespace Nec.Worker.Jobs;

/// <summary>A job that fails night after night is never late: the admin is told, and so is the monitor outside.</summary>
internal sealed class FailingJobs(NpgsqlDataSource source) : IHealthCheck
{
    /// <summary>Degraded while a job fails. <see cref="Heartbeat"/> is left out: a monitor that could not be reached once would be told that we are unwell.</summary>
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var failing = (await States(cancellationToken)).Where(job => job.FailingSince is not null && job.Job != nameof(Heartbeat)).Select(job => job.Job).ToList();
        return failing.Count == 0 ? HealthCheckResult.Healthy("no job fails") : HealthCheckResult.Degraded($"failing: {string.Join(", ", failing)}");
    }

    /// <summary>
    /// Every job that has a schedule, by name. It fails from a failure for good, which no further try followed, until it succeeds or finds nothing to do; a new try
    /// in between changes nothing. A job that is switched off neither works nor fails.
    /// </summary>
    public async Task<IReadOnlyList<JobState>> States(CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        if (await connection.ExecuteScalarAsync<bool>(new CommandDefinition("select to_regclass('quartz.qrtz_execution_history') is null", cancellationToken: cancellationToken)))
        {
            return []; // no worker has ever been up
        }

        // The status knows of the last success longer than the history, which keeps runs without anything to do for a day only.
        var rows = await connection.QueryAsync<(string Job, long? Since)>(new CommandDefinition(
            """
            select job.job_name, case when failing.is_final then failing.since end
            from quartz.qrtz_job_details job
            left join quartz.qrtz_job_status status using (sched_name, job_group, job_name)
            cross join lateral (
                select min(run.fired_time) as since, bool_or(not coalesce(run.retry_scheduled, false)) as is_final
                from quartz.qrtz_execution_history run
                where run.sched_name = job.sched_name
                  and run.job_group = job.job_group
                  and run.job_name = job.job_name
                  and run.fired_time > coalesce(status.last_success_time, 0)
                  and coalesce(run.result, case when run.succeeded then @Succeeded else @Failed end) = @Failed
            ) failing
            where job.sched_name = @SchedulerName
              and job.job_group = @Group
              and exists (
                  select
                  from quartz.qrtz_triggers timed
                  where timed.sched_name = job.sched_name and timed.job_group = job.job_group and timed.job_name = job.job_name and timed.trigger_type = 'CRON')
            order by job.job_name
            """,
            new { Scheduling.SchedulerName, OurJobs.Group, Succeeded = (int)JobRunResult.Succeeded, Failed = (int)JobRunResult.Failed },
            cancellationToken: cancellationToken));
        return [.. rows.Select(row => new JobState(row.Job, row.Since is { } since ? LondonTime.DateOf(new(since, TimeSpan.Zero)) : null))];
    }
}
