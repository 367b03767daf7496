using Nec.Storage;
using Npgsql;

namespace Nec.Testing;

/// <summary>An empty, migrated database of one test's own, copied from a template; gone when disposed.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private readonly TestServer _server;
    private readonly string _name;

    private TestDatabase(TestServer server, string name)
    {
        _server = server;
        _name = name;
        ConnectionString = server.ConnectionTo(name);
        DataSource = Database.Open(ConnectionString);
    }

    public string ConnectionString { get; }

    public NpgsqlDataSource DataSource { get; }

    public static async Task<TestDatabase> Create(CancellationToken cancellationToken)
    {
        var shared = await TestServer.Shared(cancellationToken);
        return new TestDatabase(shared, await shared.Copy(cancellationToken));
    }

    public async ValueTask DisposeAsync()
    {
        await DataSource.DisposeAsync();
        await _server.Drop(_name);
    }
}
