using Dapper;
using Npgsql;

namespace Nec.Application.Jobs;

/// <summary>Reads the attempts at runs, for pages, the API and <c>nec jobs</c>.</summary>
public sealed class RunLog(NpgsqlDataSource source)
{
    /// <summary>The columns of a <see cref="RunRow"/>.</summary>
    public const string Columns =
        "run_id, job, arguments, scheduled_for, asked_by, asked_because, attempt, node, started_at, ended_at, " +
        "outcome, summary, failure, figures, percent, trace_id, engine_id, retry_at";

    /// <summary>One attempt; null when there is none with this id.</summary>
    public async Task<RunRow?> Find(long runId, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<RunRow>(new CommandDefinition(
            $"select {Columns} from nec.run where run_id = @runId", new { runId }, cancellationToken: cancellationToken));
    }

    /// <summary>The attempts at a run of the engine, the oldest first.</summary>
    public async Task<IReadOnlyList<RunRow>> Attempts(string engineId, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return
        [
            .. await connection.QueryAsync<RunRow>(new CommandDefinition(
                $"""
                select {Columns}
                from nec.run
                where engine_id = @engineId
                order by run_id
                """,
                new { engineId },
                cancellationToken: cancellationToken)),
        ];
    }

    /// <summary>Whether there was an attempt at a job for a scheduled time or since then, with any outcome.</summary>
    public async Task<bool> HasAttempt(string job, DateTimeOffset scheduledFor, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<bool>(new CommandDefinition(
            "select exists (select from nec.run where job = @job and greatest(scheduled_for, started_at) >= @scheduledFor)",
            new { job, scheduledFor },
            cancellationToken: cancellationToken));
    }

    /// <summary>The run that is attempted again first, and when; null when no run waits for another attempt.</summary>
    public async Task<(string EngineId, DateTimeOffset At)?> NextRetry(CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        var rows = await connection.QueryAsync<(string EngineId, DateTime At)>(new CommandDefinition(
            """
            select engine_id, retry_at
            from nec.run
            where outcome = 'retrying'
              and retry_at is not null
              and not exists (select from nec.run later where later.engine_id = run.engine_id and later.run_id > run.run_id)
            order by retry_at
            limit 1
            """,
            cancellationToken: cancellationToken));
        return rows.FirstOrDefault() is { EngineId: { } id } next ? (id, new DateTimeOffset(next.At, TimeSpan.Zero)) : null;
    }
}
