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
            Select,
            new { Scheduler = scheduler, JobKeys.Group, Now = now.UtcTicks, Failed = (int)JobRunResult.Failed },
            cancellationToken: cancellationToken));
    }

    /// <summary>
    /// Of one scheduler and <c>@Now</c>. A trigger whose job is at work waits for nothing. What fails is asked of the jobs' own state, as the list of them does: the
    /// history may have forgotten the last run.
    /// </summary>
    public const string Select =
        """
        select (select count(*)
                from quartz.qrtz_fired_triggers
                where sched_name = @Scheduler and state = 'EXECUTING' and job_name is not null)::int as running,
               (count(*) filter (where is_waiting and next_fire_time <= @Now and coalesce(retry_attempt, 0) = 0))::int as queued,
               (count(*) filter (where is_waiting and retry_attempt > 0))::int as retrying,
               (select count(*)
                from quartz.qrtz_job_details job
                join quartz.qrtz_job_status status using (sched_name, job_group, job_name)
                where job.sched_name = @Scheduler and job.job_group = @Group and status.last_result = @Failed)::int as failing,
               (count(distinct job_name) filter (where trigger_group = @Group and trigger_state in ('PAUSED', 'PAUSED_BLOCKED')))::int as paused
        from (select trigger_state, trigger_group, job_name, next_fire_time, retry_attempt,
                     trigger_state in ('WAITING', 'ACQUIRED', 'BLOCKED') and not exists (
                         select 1
                         from quartz.qrtz_fired_triggers firing
                         where firing.sched_name = due.sched_name and firing.trigger_name = due.trigger_name and firing.trigger_group = due.trigger_group and firing.state = 'EXECUTING'
                     ) as is_waiting
              from quartz.qrtz_triggers due
              where sched_name = @Scheduler) as due;

        """;
}
