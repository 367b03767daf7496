using Dapper;
using Nec.Core.Calendar;
using Nec.Storage;
using Npgsql;
using Quartz;

namespace Nec.Dashboard.Jobs;

/// <summary>What a person may do to the try that is planned after a failed run. Deed and audit entry are one transaction: both are rows of this database.</summary>
internal sealed class PlannedTries(IScheduler scheduler, NpgsqlDataSource source, LondonClock clock)
{
    // A schedule's trigger counts the tries of each of its runs anew: what is planned belongs to the last run that it fired, and to none before.
    private const string IsPlanned =
        """
        sched_name = @SchedulerName
          and trigger_name = @TriggerName
          and trigger_group = @TriggerGroup
          and retry_attempt = @Attempt
          and not exists (
              select
              from quartz.qrtz_execution_history later
              where later.sched_name = @SchedulerName
                and later.trigger_group = @TriggerGroup
                and later.trigger_name = @TriggerName
                and later.fired_time > @FiredAt
          )
        """;

    /// <summary>When the next try of a failed run is planned; null when none is, or has been made since.</summary>
    public async Task<DateTimeOffset?> Next(RunRow run, CancellationToken cancellationToken)
    {
        if (!run.WillRetry)
        {
            return null;
        }

        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<long?>(new CommandDefinition(
            $"""
            select next_fire_time
            from quartz.qrtz_triggers
            where {IsPlanned}
            """,
            Planned(run, clock.Now, null),
            cancellationToken: cancellationToken)) is { } at ? new(at, TimeSpan.Zero) : null;
    }

    /// <summary>
    /// Brings the planned try of a failed run forward to now: it stays that try, with its number and its input, and there is no second one. A worker takes it within
    /// seconds. False when no try of it is planned (any more).
    /// </summary>
    public async Task<bool> MakeNow(RunRow run, string who, string? reason, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        // The scheduler offers no such thing: asking for a run beside the planned try would do the work twice. A try that a worker has already taken is left to it.
        var moved = await connection.ExecuteAsync(new CommandDefinition(
            $"""
            update quartz.qrtz_triggers
            set next_fire_time = @Now
            where {IsPlanned}
              and next_fire_time > @Now
              and trigger_state in ('WAITING', 'BLOCKED')
            """,
            Planned(run, clock.Now, null),
            cancellationToken: cancellationToken));
        if (moved == 0)
        {
            return false;
        }

        await Audit.Add(connection, Asked("retry-now", run, who, reason), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>
    /// Cancels the planned try of a failed run, which then has failed for good. A job with a schedule waits for its next moment; what was asked for once is over.
    /// False when no try of it is planned (any more).
    /// </summary>
    public async Task<bool> Cancel(RunRow run, string who, string? reason, CancellationToken cancellationToken)
    {
        var now = clock.Now;
        var next = (await scheduler.GetTrigger(run.Trigger, cancellationToken))?.GetFireTimeAfter(now);
        await using (var connection = await source.OpenConnectionAsync(cancellationToken))
        {
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            // As with a retry now: the scheduler offers no such thing, and a try that a worker has already taken is left to it. What has no next moment is completed here
            // and cleared away below, by the scheduler itself.
            var cancelled = await connection.ExecuteAsync(new CommandDefinition(
                $"""
                update quartz.qrtz_triggers
                set retry_attempt = 0,
                    next_fire_time = coalesce(@Next, next_fire_time),
                    trigger_state = case when @Next::bigint is null then 'COMPLETE' else trigger_state end
                where {IsPlanned}
                  and next_fire_time > @Now
                  and trigger_state in ('WAITING', 'BLOCKED', 'PAUSED', 'PAUSED_BLOCKED')
                """,
                Planned(run, now, next),
                cancellationToken: cancellationToken));
            if (cancelled == 0)
            {
                return false;
            }

            await connection.ExecuteAsync(new CommandDefinition(
                """
                update quartz.qrtz_execution_history
                set retry_scheduled = false
                where sched_name = @SchedulerName
                  and entry_id = @Id
                """,
                new { scheduler.SchedulerName, run.Id },
                cancellationToken: cancellationToken));
            await Audit.Add(connection, Asked("cancel-retry", run, who, reason), cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }

        if (next is null)
        {
            await scheduler.UnscheduleJob(run.Trigger, CancellationToken.None);
        }

        return true;
    }

    private object Planned(RunRow run, DateTimeOffset now, DateTimeOffset? next) => new
    {
        Now = now.UtcTicks,
        Next = next?.UtcTicks,
        scheduler.SchedulerName,
        TriggerName = run.Trigger.Name,
        TriggerGroup = run.Trigger.Group,
        Attempt = run.RetryAttempt + 1,
        FiredAt = run.At.UtcTicks,
    };

    private AuditEntry Asked(string action, RunRow run, string who, string? reason) => new() { HappenedAt = clock.Now, Who = who, Action = action, Target = run.Job, After = $"after run {run.Id}", Reason = reason };
}
