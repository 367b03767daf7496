using Dapper;
using Npgsql;
using Quartz;

namespace Nec.Dashboard.Jobs;

/// <summary>Runs of every state, page by page, straight from the scheduler's tables: its own queries know neither words nor trace ids nor where a page ended.</summary>
internal static class RunsQuery
{
    /// <summary>A page, the newest first, and where the next begins.</summary>
    public static async Task<RunSlice> Page(NpgsqlDataSource source, string scheduler, RunFilter filter, RunCursor? after, DateTimeOffset now, int size, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        var rows = (await connection.QueryAsync<Row>(new CommandDefinition(
            filter.Outcome switch { "running" => Running, "queued" => Queued, "missed" => Missed, _ => Ended },
            new
            {
                Scheduler = scheduler,
                filter.Job,
                JobKeys.Group,
                filter.Node,
                Results = filter.Results?.Select(result => (int)result).ToArray(),
                filter.FailedFinally,
                From = filter.FromInstant?.UtcTicks,
                Before = filter.BeforeInstant?.UtcTicks,
                filter.Text,
                Name = filter.Text?.Replace(" ", "", StringComparison.Ordinal),
                After = after?.At.UtcTicks,
                AfterId = after?.Id,
                Now = now.UtcTicks,
                Succeeded = (int)JobRunResult.Succeeded,
                Failed = (int)JobRunResult.Failed,
                Limit = size + 1,
            },
            cancellationToken: cancellationToken))).AsList();
        var shown = rows.Take(size).Select(row => row.ToRun(filter.Outcome, now)).ToList();
        return new(shown, rows.Count > size ? new(shown[^1].At, rows[size - 1].Id) : null);
    }

    private sealed record Row
    {
        public required string Id { get; init; }

        public required string Job { get; init; }

        public required string JobGroup { get; init; }

        public required string TriggerName { get; init; }

        public required string TriggerGroup { get; init; }

        public string? Node { get; init; }

        public required long At { get; init; }

        public long Took { get; init; }

        public int? Result { get; init; }

        public string? Summary { get; init; }

        public string? Failure { get; init; }

        public int RetryAttempt { get; init; }

        public bool WillRetry { get; init; }

        public bool IsManual { get; init; }

        public string? Trace { get; init; }

        public RunRow ToRun(string? state, DateTimeOffset now) => new()
        {
            Id = Id,
            Job = Job,
            Key = new(Job, JobGroup),
            Trigger = new(TriggerName, TriggerGroup),
            At = new(At, TimeSpan.Zero),
            Outcome = Result is { } result ? RunRows.WordOf((JobRunResult)result) : state!, // only what has ended has a result
            Took = state == "running" ? TimeSpan.FromTicks(Math.Max(0, now.UtcTicks - At)) : TimeSpan.FromTicks(Took),
            Summary = Summary,
            Failure = Failure,
            RetryAttempt = RetryAttempt,
            WillRetry = WillRetry,
            IsManual = IsManual,
            Node = Node ?? "none yet",
            Trace = Trace,
            HasPage = state is not ("queued" or "missed"),
        };
    }

    // A position is asked for, not a pattern: what people type may hold a percent sign.
    private const string Ended =
        """
        select history.entry_id as id, history.job_name as job, history.job_group, history.trigger_name, history.trigger_group, history.instance_name as node,
               history.fired_time as at, history.run_time as took, coalesce(history.result, case when history.succeeded then @Succeeded else @Failed end) as result,
               history.summary, history.error_message as failure, history.retry_attempt, history.retry_scheduled as will_retry, coalesce(history.manual, false) as is_manual,
               trace.trace_id as trace
        from quartz.qrtz_execution_history history
        left join nec.run_trace trace on trace.run = history.fire_instance_id
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
               or trace.trace_id = lower(@Text))
          and (@After::bigint is null or (history.fired_time, history.entry_id) < (@After, @AfterId))
        order by history.fired_time desc, history.entry_id desc
        limit @Limit
        """;

    private const string Running =
        """
        select firing.entry_id as id, firing.job_name as job, firing.job_group, firing.trigger_name, firing.trigger_group, firing.instance_name as node,
               firing.fired_time as at, firing.progress_message as summary, trace.trace_id as trace
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
          and (@After::bigint is null or (firing.fired_time, firing.entry_id) < (@After, @AfterId))
        order by firing.fired_time desc, firing.entry_id desc
        limit @Limit
        """;

    // No node has it yet: asked for one, there is none.
    private const string Queued =
        """
        select trigger_group || '.' || trigger_name as id, job_name as job, job_group, trigger_name, trigger_group, next_fire_time as at, 'waits for a worker' as summary
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
          and (@After::bigint is null or (next_fire_time, trigger_group || '.' || trigger_name) < (@After, @AfterId))
        order by next_fire_time desc, id desc
        limit @Limit
        """;

    private const string Missed =
        """
        select entry_id as id, coalesce(job_name, trigger_name) as job, coalesce(job_group, trigger_group) as job_group, trigger_name, trigger_group, instance_name as node,
               coalesce(sched_time, misfire_time) as at, 'no worker was up, or none was free' as summary
        from quartz.qrtz_misfire_history
        where sched_name = @Scheduler
          and (@Job::text is null or (job_name = @Job and job_group = @Group))
          and (@Node::text is null or instance_name = @Node)
          and (@From::bigint is null or coalesce(sched_time, misfire_time) >= @From)
          and (@Before::bigint is null or coalesce(sched_time, misfire_time) < @Before)
          and (@Text::text is null or position(lower(@Name) in lower(coalesce(job_name, trigger_name))) > 0)
          and (@After::bigint is null or (coalesce(sched_time, misfire_time), entry_id) < (@After, @AfterId))
        order by coalesce(sched_time, misfire_time) desc, entry_id desc
        limit @Limit
        """;
}
