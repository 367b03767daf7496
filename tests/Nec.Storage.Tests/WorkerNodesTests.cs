using Dapper;
using Nec.Testing;

namespace Nec.Storage.Tests;

public sealed class WorkerNodesTests
{
    private static readonly DateTimeOffset Monday = new(2026, 2, 9, 8, 0, 0, TimeSpan.Zero);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_worker_that_stopped_says_so_until_it_starts_again()
    {
        await using var database = await TestDatabase.Create(Token);
        var nodes = new WorkerNodes(database.DataSource);
        await nodes.Started("one", "1.0.0", Monday, Token);
        await nodes.Stopped("one", Monday.AddHours(1), Token);
        await using var connection = await database.DataSource.OpenConnectionAsync(Token);
        Assert.Equal(["one 1.0.0 t"], await connection.QueryAsync<string>("select concat_ws(' ', node, version, stopped_at is not null) from nec.worker_node"));
        await nodes.Started("one", "1.1.0", Monday.AddHours(2), Token);
        Assert.Equal(["one 1.1.0 f"], await connection.QueryAsync<string>("select concat_ws(' ', node, version, stopped_at is not null) from nec.worker_node"));
    }
}
