using System.Data;
using Dapper;
using Npgsql;

namespace Nec.Storage;

/// <summary>An attempt that is about to start.</summary>
public sealed record NewRun
{
    public required string Job { get; init; }

    public string? Arguments { get; init; }

    public DateTimeOffset? ScheduledFor { get; init; }

    /// <summary>The audit entry of the person who asked; null when nobody did.</summary>
    public long? AuditId { get; init; }

    public required string Node { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public required string TraceId { get; init; }

    public required string EngineId { get; init; }

    /// <summary>The key of the lock that the attempt holds while it lives.</summary>
    public required long LockKey { get; init; }
}

/// <summary>An attempt that has started.</summary>
public sealed record OpenedRun
{
    public required long RunId { get; init; }

    /// <summary>1 for the first attempt.</summary>
    public required int Attempt { get; init; }

    /// <summary>How many earlier attempts at this run failed, since it was last asked for.</summary>
    public required int Failures { get; init; }

    /// <summary>How many earlier attempts died with their worker or were cut off from the database.</summary>
    public required int Losses { get; init; }

    /// <summary>When the first attempt at it started.</summary>
    public required DateTimeOffset BeganAt { get; init; }
}

/// <summary>How an attempt ended.</summary>
public sealed record EndedRun
{
    public required long RunId { get; init; }

    public required DateTimeOffset EndedAt { get; init; }

    /// <summary>The stored word, such as <c>succeeded</c> or <c>nothing-seen</c>.</summary>
    public required string Outcome { get; init; }

    public string? Summary { get; init; }

    public string? Failure { get; init; }

    /// <summary>JSON; null when there are none.</summary>
    public string? Figures { get; init; }

    /// <summary>JSON; null when it checked no targets.</summary>
    public string? Targets { get; init; }

    public string? Log { get; init; }

    public DateTimeOffset? RetryAt { get; init; }
}

/// <summary>
/// Writes the rows of attempts. Opening and closing use the connection that holds the attempt's lock:
/// an attempt that has lost its lock cannot close its row.
/// </summary>
public sealed class Runs(NpgsqlDataSource source)
{
    /// <summary>
    /// Takes the attempt's lock for as long as the connection lives, marks dead attempts with that lock as lost, and opens a row.
    /// Null when another attempt holds the lock.
    /// </summary>
    public static async Task<OpenedRun?> Open(NpgsqlConnection holder, NewRun run, CancellationToken cancellationToken) =>
        await holder.QuerySingleOrDefaultAsync<OpenedRun>(new CommandDefinition(
            """
            with held as materialized (
                select pg_try_advisory_lock(@LockKey) as is_ours
            ),
            dead as (
                update nec.run
                set outcome = 'lost', ended_at = @StartedAt, failure = 'the worker that ran it was lost'
                from held
                where held.is_ours and ended_at is null and lock_key = @LockKey
                returning run_id, engine_id
            ),
            known as (
                select run_id, started_at, case when run_id in (select run_id from dead) then 'lost' else outcome end as outcome
                from nec.run
                where engine_id = @EngineId
            ),
            earlier as (
                select count(*)::int as attempts,
                       (count(*) filter (where is_since and outcome = 'retrying'))::int as failures,
                       (count(*) filter (where is_since and outcome = 'lost'))::int as losses,
                       min(started_at) filter (where is_since) as began_at
                from known
                cross join lateral (
                    -- a run that ended well or for good, and was asked for again, starts a new chain
                    select run_id > coalesce(
                        (select max(run_id)
                         from known
                         where outcome not in ('retrying', 'cancelled', 'lost')),
                        0) as is_since
                ) chain
            )
            insert into nec.run (
                job, arguments, scheduled_for, asked_by, asked_because, attempt, node, started_at, outcome, trace_id, engine_id, lock_key)
            select
                @Job, @Arguments, @ScheduledFor, asked.who, asked.reason, earlier.attempts + 1, @Node, @StartedAt, 'running',
                @TraceId, @EngineId, @LockKey
            from held
            cross join earlier
            left join nec.audit asked on asked.audit_id = @AuditId
            where held.is_ours
            returning
                run_id,
                attempt,
                (select failures from earlier),
                (select losses from earlier),
                coalesce((select began_at from earlier), @StartedAt) as began_at
            """,
            run,
            cancellationToken: cancellationToken));

    /// <summary>Closes the row and releases the lock. False when it was closed already, as if the attempt were dead.</summary>
    public static async Task<bool> Close(NpgsqlConnection holder, long lockKey, EndedRun run, CancellationToken cancellationToken) =>
        await Standing(holder).ExecuteScalarAsync<bool>(new CommandDefinition(
            """
            with closed as (
                update nec.run
                set ended_at = @EndedAt,
                    outcome = @Outcome,
                    summary = @Summary,
                    failure = @Failure,
                    figures = @Figures::jsonb,
                    targets = @Targets::jsonb,
                    log = @Log,
                    retry_at = @RetryAt,
                    percent = null
                where run_id = @RunId and ended_at is null
                returning run_id
            )
            select exists (select from closed) and pg_advisory_unlock(@lockKey)
            """,
            new { run.RunId, run.EndedAt, run.Outcome, run.Summary, run.Failure, run.Figures, run.Targets, run.Log, run.RetryAt, lockKey },
            cancellationToken: cancellationToken));

    /// <summary>Records the progress of a running attempt; without progress it only tests the connection.</summary>
    public static Task Progress(
        NpgsqlConnection holder,
        long runId,
        (int Percent, string Words)? progress,
        CancellationToken cancellationToken) => progress is not { } said
            ? Standing(holder).ExecuteAsync(new CommandDefinition("select 1", cancellationToken: cancellationToken))
            : Standing(holder).ExecuteAsync(new CommandDefinition(
                """
                update nec.run
                set percent = @Percent, summary = @Words
                where run_id = @runId and ended_at is null
                """,
                new { runId, said.Percent, said.Words },
                cancellationToken: cancellationToken));

    // Dapper would reopen a lost connection, and the new one would hold no lock.
    private static NpgsqlConnection Standing(NpgsqlConnection holder) =>
        holder.State == ConnectionState.Open ? holder : throw new InvalidOperationException("The connection that held the lock is gone.");

    /// <summary>Closes as lost the open rows whose lock nobody holds.</summary>
    /// <returns>The engine's ids of the lost runs.</returns>
    public async Task<IReadOnlyList<string>> CloseLost(DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return
        [
            .. await connection.QueryAsync<string>(new CommandDefinition(
                """
                update nec.run
                set outcome = 'lost', ended_at = @now, failure = 'the worker that ran it was lost'
                where ended_at is null
                  and not exists (
                      select
                      from pg_locks held
                      where held.locktype = 'advisory'
                        and held.granted
                        and held.database = (select oid from pg_database where datname = current_database())
                        and held.objsubid = 1
                        and ((held.classid::bigint << 32) | held.objid::bigint) = run.lock_key)
                returning engine_id
                """,
                new { now },
                cancellationToken: cancellationToken)),
        ];
    }
}
