namespace Nec.Dashboard.Jobs;

/// <summary>The failures of one job for one reason.</summary>
public sealed record FailuresAlike
{
    public required string Job { get; init; }

    /// <summary>The reason's first line, as the last run gave it.</summary>
    public required string Reason { get; init; }

    public required int Times { get; init; }

    /// <summary>When the last of them began, in the scheduler's ticks.</summary>
    public required long LastAt { get; init; }

    /// <summary>The last of them.</summary>
    public required string LastRun { get; init; }
}

/// <summary>Failures, put together by job and reason: one fault that strikes all night is one line.</summary>
internal static class FailuresQuery
{
    /// <summary>Since an instant, the most frequent first, so many at most.</summary>
    public const string Select =
        """
        with failure as (
            select job_name, fired_time, entry_id, split_part(coalesce(error_message, summary, 'no reason given'), E'\n', 1) as reason
            from quartz.qrtz_execution_history
            where sched_name = @Scheduler and fired_time >= @FailuresSince and not succeeded
        )
        select job_name as job, count(*)::int as times, max(fired_time) as last_at,
               (array_agg(reason order by fired_time desc, entry_id desc))[1] as reason,
               (array_agg(entry_id order by fired_time desc, entry_id desc))[1] as last_run
        from failure
        group by job_name, regexp_replace(reason, '[0-9]+', '0', 'g') -- a page's number or a port makes no other fault of it
        order by times desc, last_at desc
        limit @MostFailures;
        """;
}
