using Dapper;
using Npgsql;

namespace Nec.Storage;

/// <summary>The workers that have run on this database.</summary>
public sealed class WorkerNodes(NpgsqlDataSource source)
{
    /// <summary>A worker has started.</summary>
    public async Task Started(string node, string version, DateTimeOffset at, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(
            """
            insert into nec.worker_node (node, version, started_at)
            values (@node, @version, @at)
            on conflict (node) do update
            set version = excluded.version,
                started_at = excluded.started_at,
                stopped_at = null
            """,
            new { node, version, at },
            cancellationToken: cancellationToken));
    }

    /// <summary>A worker has stopped as it should.</summary>
    public async Task Stopped(string node, DateTimeOffset at, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition("update nec.worker_node set stopped_at = @at where node = @node", new { node, at }, cancellationToken: cancellationToken));
    }
}
