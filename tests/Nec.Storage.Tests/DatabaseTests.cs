using Nec.Testing;

namespace Nec.Storage.Tests;

/// <summary>Every test class has an empty database of its own.</summary>
public abstract class DatabaseTests : IAsyncLifetime
{
    private TestDatabase? _database;

    protected static DateTimeOffset Now { get; } = new(2026, 2, 10, 9, 0, 0, TimeSpan.Zero);

    protected static DateOnly Today { get; } = new(2026, 2, 10);

    protected static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    protected TestDatabase TestDatabase => _database!; // set before every test

    public async ValueTask InitializeAsync() => _database = await TestDatabase.Create(CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await TestDatabase.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected async Task<object?> Scalar(string sql)
    {
        await using var command = TestDatabase.DataSource.CreateCommand(sql);
        return await command.ExecuteScalarAsync(CancellationToken);
    }
}
