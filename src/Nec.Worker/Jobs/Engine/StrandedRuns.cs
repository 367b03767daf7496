using Dapper;
using Npgsql;

namespace Nec.Worker.Jobs.Engine;

/// <summary>
/// Finds runs that wait, and those that Hangfire would never hand out again (HangFire.PostgreSql 352, Hangfire 2378): queued or processing without a row in the queue, or taken by a
/// server that is gone. Its interfaces cannot ask this, so these are the only statements of ours over its tables (decision 0024).
/// </summary>
internal sealed class StrandedRuns(NpgsqlDataSource source)
{
    /// <summary>Younger ones may be between two writes of Hangfire's.</summary>
    private static readonly TimeSpan Young = TimeSpan.FromSeconds(30);

    /// <summary>Whether a run of a job stands in a queue, runs, or waits for its time.</summary>
    public async Task<bool> IsWaiting(string job, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<bool>(new CommandDefinition(
            """
            select exists (
                select
                from hangfire.job
                where statename in ('Enqueued', 'Processing', 'Scheduled')
                  and arguments ->> 0 = to_json(@job)::text)
            """,
            new { job },
            cancellationToken: cancellationToken));
    }

    /// <summary>Their ids.</summary>
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
                left join hangfire.jobqueue queued on queued.jobid = job.id
                where job.statename in ('Enqueued', 'Processing')
                  and state.createdat < now() - @Young
                  and (queued.id is null
                       or (job.statename = 'Processing' and not exists (select from hangfire.server where server.id = state.data ->> 'ServerId')))
                order by job.id
                """,
                new { Young },
                cancellationToken: cancellationToken)),
        ];
    }
}
