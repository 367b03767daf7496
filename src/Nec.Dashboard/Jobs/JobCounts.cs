using Dapper;
using Npgsql;
using Quartz;

namespace Nec.Dashboard.Jobs;

/// <summary>What stands beside the menu of the jobs.</summary>
public sealed record JobCounts
{
    public required int Running { get; init; }

    /// <summary>Due, and waiting for a worker.</summary>
    public required int Queued { get; init; }

    /// <summary>Failed, with another try planned.</summary>
    public required int Retrying { get; init; }

    /// <summary>Jobs whose last run failed.</summary>
    public required int Failing { get; init; }

    public required int Paused { get; init; }
}

internal static class JobCountsQuery
{
    /// <summary>One statement for every page of the jobs, and never remembered: who has just pressed a button must see what it did.</summary>
    public static async Task<JobCounts> Of(NpgsqlDataSource source, string scheduler, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleAsync<JobCounts>(new CommandDefinition(
            """
            select (select count(*)
                    from quartz.qrtz_fired_triggers
                    where sched_name = @scheduler and state = 'EXECUTING' and job_name is not null)::int as running,
                   (count(*) filter (where trigger_state in ('WAITING', 'ACQUIRED', 'BLOCKED') and next_fire_time <= @Now and coalesce(retry_attempt, 0) = 0))::int as queued,
                   (count(*) filter (where trigger_state in ('WAITING', 'ACQUIRED', 'BLOCKED') and retry_attempt > 0))::int as retrying,
                   (select count(*)
                    from quartz.qrtz_job_details job
                    cross join lateral (
                        select coalesce(run.result, case when run.succeeded then @Succeeded else @Failed end) as result
                        from quartz.qrtz_execution_history run
                        where run.sched_name = job.sched_name and run.job_group = job.job_group and run.job_name = job.job_name
                        order by run.fired_time desc
                        limit 1
                    ) last
                    where job.sched_name = @scheduler and job.job_group = @Group and last.result = @Failed)::int as failing,
                   (count(distinct job_name) filter (where trigger_group = @Group and trigger_state in ('PAUSED', 'PAUSED_BLOCKED')))::int as paused
            from quartz.qrtz_triggers
            where sched_name = @scheduler
            """,
            new { scheduler, JobKeys.Group, Now = now.UtcTicks, Succeeded = (int)JobRunResult.Succeeded, Failed = (int)JobRunResult.Failed },
            cancellationToken: cancellationToken));
    }
}
