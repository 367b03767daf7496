using Dapper;
using Npgsql;

namespace Nec.Storage;

/// <summary>The trace ids of runs; a run is named as the scheduler names its firing.</summary>
public sealed class RunTraces(NpgsqlDataSource source)
{
    /// <summary>Keeps a run's id. Nothing waits for the disk: what a crash takes is the id of a run that it took too.</summary>
    public async Task Keep(string run, string traceId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(
            """
            with unwaited as (select set_config('synchronous_commit', 'off', true))
            insert into nec.run_trace (run, trace_id, begun_at)
            select @run, @traceId, @now
            from unwaited
            on conflict (run) do nothing
            """,
            new { run, traceId, now },
            cancellationToken: cancellationToken));
    }

    /// <summary>A run's id; null when none was kept.</summary>
    public async Task<string?> Find(string run, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<string>(new CommandDefinition(
            "select trace_id from nec.run_trace where run = @run", new { run }, cancellationToken: cancellationToken));
    }

    /// <summary>Deletes the ids of runs begun before an instant that the scheduler's history no longer holds.</summary>
    public async Task<int> Sweep(string scheduler, DateTimeOffset before, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return await connection.ExecuteAsync(new CommandDefinition(
            """
            delete from nec.run_trace
            where begun_at < @before
              and not exists (
                  select 1
                  from quartz.qrtz_execution_history history
                  where history.sched_name = @scheduler and history.fire_instance_id = run_trace.run)
            """,
            new { scheduler, before },
            cancellationToken: cancellationToken));
    }
}
