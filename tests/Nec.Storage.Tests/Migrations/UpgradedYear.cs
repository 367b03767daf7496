using Nec.Storage.Migrations;
using Nec.Testing;

namespace Nec.Storage.Tests.Migrations;

/// <summary>The year after the upgrade, only read by its tests.</summary>
public sealed class UpgradedYear : IAsyncLifetime
{
    private TestDatabase? _database;

    internal TestDatabase Database => _database!; // set before every test

    public async ValueTask InitializeAsync()
    {
        _database = await QuartzYear.Restore(TestContext.Current.CancellationToken);
        await Migrator.Migrate(_database.DataSource, Locks.Silent, TestContext.Current.CancellationToken);
    }

    public ValueTask DisposeAsync() => Database.DisposeAsync();
}
