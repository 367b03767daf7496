using System.Globalization;
using Dapper;
using Npgsql;

namespace Nec.Worker.Jobs.Engine;

/// <summary>
/// Finds runs that wait, and runs that Hangfire would never hand out again (HangFire.PostgreSql 352, Hangfire 2378):
/// queued or processing without a row in the queue.
/// Hangfire's interfaces cannot answer this, so these are our only statements on its tables (decision 0024).
/// </summary>
internal sealed class StrandedRuns(NpgsqlDataSource source)
{
    /// <summary>A younger run may be between two writes of Hangfire's.</summary>
    private static readonly TimeSpan Young = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Whether a run of a job is queued, runs, waits for its time, or was deleted by a person since a scheduled time.
    /// </summary>
    public async Task<bool> IsWaiting(string job, DateTimeOffset due, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<bool>(new CommandDefinition(
            """
            select exists (
                select
                from hangfire.job
                where (statename in ('Enqueued', 'Processing', 'Scheduled') or (statename = 'Deleted' and createdat >= @due))
                  and arguments ->> 0 = to_json(@job)::text)
            """,
            new { job, due },
            cancellationToken: cancellationToken));
    }

    /// <summary>
    /// Lets any worker take the run of a dead worker now. Without this it waits until Hangfire misses the sign of life.
    /// False when the run has no row in the queue.
    /// </summary>
    public async Task<bool> Release(string id, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return await connection.ExecuteAsync(new CommandDefinition(
            """
            update hangfire.jobqueue
            set fetchedat = null
            where jobid = @Id
            """,
            new { Id = long.Parse(id, CultureInfo.InvariantCulture) },
            cancellationToken: cancellationToken)) > 0;
    }

    /// <summary>The ids of the runs that would never be handed out again.</summary>
    public async Task<IReadOnlyList<string>> Find(CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return
        [
            .. await connection.QueryAsync<string>(new CommandDefinition(
                """
                select job.id::text
                from hangfire.job
                join hangfire.state on state.id = job.stateid
                where job.statename in ('Enqueued', 'Processing')
                  and state.createdat < now() - @Young
                  and not exists (select from hangfire.jobqueue queued where queued.jobid = job.id)
                  and not exists (select from nec.run where run.engine_id = job.id::text and run.ended_at is null)
                order by job.id
                """,
                new { Young },
                cancellationToken: cancellationToken)),
        ];
    }
}
