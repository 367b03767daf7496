using Dapper;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Nec.Core.Calendar;
using Npgsql;
using Quartz;

namespace Nec.Worker.Jobs;

/// <summary>A job that failed for good on a London day and has not succeeded since.</summary>
internal sealed record FailingJob(string Name, DateOnly SinceOn);

/// <summary>A job that fails night after night is never late: the admin is told, and so is the monitor outside. A failure with another try planned is not one yet.</summary>
internal sealed class FailingJobs(NpgsqlDataSource source) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var failing = await Find(cancellationToken);
        return failing.Count == 0 ? HealthCheckResult.Healthy("no job fails") : HealthCheckResult.Degraded($"failing: {string.Join(", ", failing.Select(job => job.Name))}");
    }

    /// <summary>By name. Runs that had nothing to do, or that a person cancelled, say neither that a job works nor that it fails.</summary>
    public async Task<IReadOnlyList<FailingJob>> Find(CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        if (await connection.ExecuteScalarAsync<bool>(new CommandDefinition("select to_regclass('quartz.qrtz_execution_history') is null", cancellationToken: cancellationToken)))
        {
            return []; // no worker has ever been up
        }

        var rows = await connection.QueryAsync<(string Name, long Since)>(new CommandDefinition(
            """
            select job.job_name, min(failure.fired_time)
            from quartz.qrtz_job_details job
            cross join lateral (
                select coalesce(result, case when succeeded then @Succeeded else @Failed end) as result, coalesce(retry_scheduled, false) as will_retry
                from quartz.qrtz_execution_history run
                where run.sched_name = job.sched_name and run.job_group = job.job_group and run.job_name = job.job_name
                  and coalesce(result, case when succeeded then @Succeeded else @Failed end) in (@Succeeded, @Failed)
                order by fired_time desc
                limit 1
            ) last
            left join lateral (
                select fired_time
                from quartz.qrtz_execution_history run
                where run.sched_name = job.sched_name and run.job_group = job.job_group and run.job_name = job.job_name
                  and coalesce(result, case when succeeded then @Succeeded else @Failed end) = @Succeeded
                order by fired_time desc
                limit 1
            ) success on true
            join quartz.qrtz_execution_history failure
              on failure.sched_name = job.sched_name and failure.job_group = job.job_group and failure.job_name = job.job_name
             and failure.fired_time > coalesce(success.fired_time, 0)
             and coalesce(failure.result, case when failure.succeeded then @Succeeded else @Failed end) = @Failed
            where job.job_group = @Group
              and last.result = @Failed
              and not last.will_retry
            group by job.job_name
            order by job.job_name
            """,
            new { OurJobs.Group, Succeeded = (int)JobRunResult.Succeeded, Failed = (int)JobRunResult.Failed },
            cancellationToken: cancellationToken));
        return [.. rows.Select(row => new FailingJob(row.Name, LondonTime.DateOf(new(row.Since, TimeSpan.Zero))))];
    }
}
