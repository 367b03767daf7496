namespace Nec.Dashboard.Jobs;

/// <summary>The runs of each state, alike in their columns, and the one way in which all of them are ordered and paged.</summary>
internal static class RunsSql
{
    // A position is asked for, not a pattern: what people type may hold a percent sign.
    public const string Ended = RunsEnded + Page;

    /// <summary>What failed, one line for each job and what it was given: many failures of one job are one thing to make up for.</summary>
    public const string Failed = RunsEnded +
        """
        , line as (
            select job, job_group, input, count(*)::int as times, max(at) as last_at, (array_agg(id order by at desc, id desc))[1] as last_run,
                   (array_agg(coalesce(failure, summary) order by at desc, id desc))[1] as reason
            from run
            group by job, job_group, input
        )
        select line.job, line.times, line.last_at, line.last_run, line.reason, count(*) over ()::int as lines, sum(line.times) over ()::int as runs,
               exists (
                   select
                   from quartz.qrtz_execution_history later
                   where later.sched_name = @Scheduler
                     and later.job_group = line.job_group
                     and later.job_name = line.job
                     and later.fired_time > line.last_at
                     and later.job_input is not distinct from line.input
                     and coalesce(later.result, case when later.succeeded then @Succeeded else @Failed end) = @Succeeded
               ) as has_succeeded_since
        from line
        order by line.last_at desc, line.last_run desc
        limit @Limit
        """;

    private const string RunsEnded =
        """
        with run as (
            select history.entry_id as id, history.job_name as job, history.job_group, history.trigger_name, history.trigger_group, history.instance_name as node,
                   history.fired_time as at, history.run_time as took,
                   case coalesce(history.result, case when history.succeeded then @Succeeded else @Failed end)
                       when @Succeeded then 'succeeded' when @Failed then 'failed' when @Cancelled then 'cancelled' else 'skipped'
                   end as outcome,
                   history.summary, history.error_message as failure, history.job_input as input, history.retry_attempt, history.retry_scheduled as will_retry, coalesce(history.manual, false) as is_manual,
                   (select trace.trace_id from nec.run_trace trace where trace.run = history.fire_instance_id) as trace
            from quartz.qrtz_execution_history history
            where history.sched_name = @Scheduler
              and (@Job::text is null or (history.job_name = @Job and history.job_group = @Group))
              and (@Node::text is null or history.instance_name = @Node)
              and (@Results::int[] is null or coalesce(history.result, case when history.succeeded then @Succeeded else @Failed end) = any(@Results))
              and (@FailedFinally::bool is null or history.retry_scheduled <> @FailedFinally)
              and (@From::bigint is null or history.fired_time >= @From)
              and (@Before::bigint is null or history.fired_time < @Before)
              and (@Text::text is null
                   or position(lower(@Name) in lower(history.job_name)) > 0
                   or position(lower(@Text) in lower(history.summary)) > 0
                   or position(lower(@Text) in lower(history.error_message)) > 0
                   or position(lower(@Text) in lower(history.execution_log)) > 0
                   or history.fire_instance_id = any(array(select trace.run from nec.run_trace trace where trace.trace_id = lower(@Text))))
        )
        """;

    public const string Running =
        """
        with run as (
            select firing.entry_id as id, firing.job_name as job, firing.job_group, firing.trigger_name, firing.trigger_group, firing.instance_name as node,
                   firing.fired_time as at, 0::bigint as took, 'running' as outcome, firing.progress_message as summary, null::text as failure,
                   0 as retry_attempt, false as will_retry, false as is_manual, trace.trace_id as trace
            from quartz.qrtz_fired_triggers firing
            left join nec.run_trace trace on trace.run = firing.entry_id
            where firing.sched_name = @Scheduler
              and firing.state = 'EXECUTING'
              and firing.job_name is not null
              and (@Job::text is null or (firing.job_name = @Job and firing.job_group = @Group))
              and (@Node::text is null or firing.instance_name = @Node)
              and (@From::bigint is null or firing.fired_time >= @From)
              and (@Before::bigint is null or firing.fired_time < @Before)
              and (@Text::text is null
                   or position(lower(@Name) in lower(firing.job_name)) > 0
                   or position(lower(@Text) in lower(firing.progress_message)) > 0
                   or trace.trace_id = lower(@Text))
        )
        """ + Page;

    // No node has it yet: asked for one, there is none.
    public const string Queued =
        """
        with run as (
            select trigger_group || '.' || trigger_name as id, job_name as job, job_group, trigger_name, trigger_group, null::text as node,
                   next_fire_time as at, 0::bigint as took, 'queued' as outcome, 'waits for a worker' as summary, null::text as failure,
                   0 as retry_attempt, false as will_retry, false as is_manual, null::text as trace
            from quartz.qrtz_triggers
            where sched_name = @Scheduler
              and trigger_state in ('WAITING', 'ACQUIRED', 'BLOCKED')
              and next_fire_time <= @Now
              and coalesce(retry_attempt, 0) = 0
              and (@Job::text is null or (job_name = @Job and job_group = @Group))
              and @Node::text is null
              and (@From::bigint is null or next_fire_time >= @From)
              and (@Before::bigint is null or next_fire_time < @Before)
              and (@Text::text is null or position(lower(@Name) in lower(job_name)) > 0)
        )
        """ + Page;

    public const string Missed =
        """
        with run as (
            select entry_id as id, coalesce(job_name, trigger_name) as job, coalesce(job_group, trigger_group) as job_group, trigger_name, trigger_group, instance_name as node,
                   coalesce(sched_time, misfire_time) as at, 0::bigint as took, 'missed' as outcome, 'no worker was up, or none was free' as summary, null::text as failure,
                   0 as retry_attempt, false as will_retry, false as is_manual, null::text as trace
            from quartz.qrtz_misfire_history
            where sched_name = @Scheduler
              and (@Job::text is null or (job_name = @Job and job_group = @Group))
              and (@Node::text is null or instance_name = @Node)
              and (@From::bigint is null or coalesce(sched_time, misfire_time) >= @From)
              and (@Before::bigint is null or coalesce(sched_time, misfire_time) < @Before)
              and (@Text::text is null or position(lower(@Name) in lower(coalesce(job_name, trigger_name))) > 0)
        )
        """ + Page;

    // In the usual order the number and the word are the same for every run, which the planner sees: the index of the instants answers, as if neither were here.
    private const string Page =
        """
        , ordered as (
            select id, job, job_group, trigger_name, trigger_group, node, at, took, outcome, summary, failure, retry_attempt, will_retry, is_manual, trace,
                   case @Sort::text when 'started' then at when 'took' then took when '-took' then -took else 0 end as number,
                   case when @Sort in ('job', '-job') then job when @Sort in ('outcome', '-outcome') then outcome else '' end as word
            from run
        )
        select id, job, job_group, trigger_name, trigger_group, node, at, took, outcome, summary, failure, retry_attempt, will_retry, is_manual, trace
        from ordered
        where @AfterId::text is null
           or number > @AfterNumber
           or (number = @AfterNumber
               and (case when @IsDown then word < @AfterWord else word > @AfterWord end
                    or (word = @AfterWord and (at, id) < (@After, @AfterId))))
        order by number, case when not @IsDown then word end, case when @IsDown then word end desc, at desc, id desc
        limit @Limit
        """;
}
