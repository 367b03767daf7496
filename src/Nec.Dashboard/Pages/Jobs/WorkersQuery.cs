using Dapper;
using Nec.Dashboard.Jobs;
using Nec.Dashboard.Layout;
using Npgsql;
using Quartz;

namespace Nec.Dashboard.Pages.Jobs;

/// <summary>A worker as the page shows it.</summary>
internal sealed record WorkerRow
{
    public required string Node { get; init; }

    /// <summary><c>alive</c>, <c>overdue</c>, <c>vanished</c> or <c>stopped</c>.</summary>
    public required string State { get; init; }

    public string? Says { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? SeenAt { get; init; }

    public string? Version { get; init; }

    public IReadOnlyList<RunningRow> Running { get; init; } = [];
}

/// <summary>What the cluster says of its nodes now, beside what each wrote down when it started and stopped.</summary>
internal static class WorkersQuery
{
    private sealed record Known
    {
        public required string Node { get; init; }

        public required string Version { get; init; }

        public required DateTimeOffset StartedAt { get; init; }

        public DateTimeOffset? StoppedAt { get; init; }
    }

    private static readonly TimeSpan Shown = TimeSpan.FromDays(30);

    /// <summary>Those that are there first, then the latest started.</summary>
    public static async Task<IReadOnlyList<WorkerRow>> List(RunBoard runs, NpgsqlDataSource source, CancellationToken cancellationToken)
    {
        var running = (await runs.Running(cancellationToken)).ToLookup(run => run.Node, StringComparer.Ordinal);
        var nodes = (await runs.Nodes(cancellationToken)).ToDictionary(node => node.InstanceId, StringComparer.Ordinal);
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        var known = (await connection.QueryAsync<Known>(new CommandDefinition(
            """
            select node, version, started_at, stopped_at
            from nec.worker_node
            where coalesce(stopped_at, started_at) >= @since or node = any(@Nodes)
            order by started_at desc
            """,
            new { since = runs.Now - Shown, Nodes = nodes.Keys.ToArray() },
            cancellationToken: cancellationToken))).ToDictionary(row => row.Node, StringComparer.Ordinal);

        // A process that only serves pages is no worker: it never writes itself down, and never checks in.
        return
        [
            .. nodes.Values.Where(node => known.ContainsKey(node.InstanceId) || node.LastCheckInUtc is not null)
                .Select(node => RowOf(node, known.GetValueOrDefault(node.InstanceId), [.. running[node.InstanceId]])),
            .. known.Values.Where(row => !nodes.ContainsKey(row.Node)).Select(row => Gone(row)),
        ];
    }

    private static WorkerRow RowOf(ClusterNode node, Known? known, IReadOnlyList<RunningRow> running) => new()
    {
        Node = node.InstanceId,
        State = node.State switch { ClusterNodeState.Alive => "alive", ClusterNodeState.Overdue => "overdue", _ => "vanished" },
        Says = node.State switch { ClusterNodeState.Alive => null, ClusterNodeState.Overdue => "its heartbeat is late", _ => "another worker is taking over what it was doing" },
        StartedAt = known?.StartedAt,
        SeenAt = node.LastCheckInUtc,
        Version = known?.Version,
        Running = running,
    };

    private static WorkerRow Gone(Known row) => new()
    {
        Node = row.Node,
        State = row.StoppedAt is null ? "vanished" : "stopped",
        Says = row.StoppedAt is { } stopped ? $"on {When.At(stopped)}" : "it ended without saying so; what it was doing has been taken over",
        StartedAt = row.StartedAt,
        Version = row.Version,
    };
}
