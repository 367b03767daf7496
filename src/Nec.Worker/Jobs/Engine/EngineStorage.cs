using Hangfire.PostgreSql;
using Nec.Storage;
using Npgsql;

namespace Nec.Worker.Jobs.Engine;

/// <summary>Hangfire's store: the schema <c>hangfire</c> of our database, through a data source of its own.</summary>
internal sealed class EngineStorage : IConnectionFactory, IAsyncDisposable
{
    private const string Schema = "hangfire";

    /// <summary>The version of the schema that this release of Hangfire.PostgreSql works with.</summary>
    private const int SchemaVersion = 23;

    private const long InstallLock = 0x6E65_6368_6600_0001; // one installation at a time in a database

    /// <summary>
    /// A run without a sign of life for this long is given to another worker; the run's own lock keeps two workers from running it.
    /// </summary>
    private static readonly TimeSpan Invisibility = TimeSpan.FromMinutes(1);

    private readonly string _settings;
    private readonly NpgsqlDataSource _source;

    public EngineStorage(string connectionString, int workers)
    {
        _settings = Settings(connectionString, workers);
        _source = NpgsqlDataSource.Create(_settings);
    }

    /// <summary>Installs or upgrades the schema, one worker at a time.</summary>
    /// <returns>Whether there was anything to do.</returns>
    public async Task<bool> Install(StartUpLocks locks, CancellationToken cancellationToken)
    {
        await using var connection = await _source.OpenConnectionAsync(cancellationToken);
        await using var held = await locks.Take(_source, connection, InstallLock, "install the schema of the job engine", cancellationToken);
        await using var table = new NpgsqlCommand($"select to_regclass('{Schema}.schema') is not null", connection);
        await using var version = new NpgsqlCommand($"select coalesce(max(version), 0)::int from {Schema}.schema", connection);
        if (await table.ExecuteScalarAsync(cancellationToken) is true
            && await version.ExecuteScalarAsync(cancellationToken) is >= SchemaVersion)
        {
            return false;
        }

        await using var own = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(_settings) { CommandTimeout = 0, Pooling = false }.ConnectionString);
        await own.OpenAsync(cancellationToken);
        PostgreSqlObjectsInstaller.Install(own, Schema);
        return true;
    }

    /// <summary>The store over the installed schema.</summary>
    public PostgreSqlStorage Open() => new(this, new()
    {
        SchemaName = Schema,
        PrepareSchemaIfNecessary = false,
        AllowDegradedModeWithoutStorage = false,
        UseSlidingInvisibilityTimeout = true,
        InvisibilityTimeout = Invisibility,
        DistributedLockTimeout = TimeSpan.FromMinutes(1), // none of our jobs needs these locks; a dead worker's would stop all scheduling
        QueuePollInterval = TimeSpan.FromSeconds(1),
        EnableLongPolling = false,
    });

    /// <summary>Called by Hangfire for every use.</summary>
    public NpgsqlConnection GetOrCreateConnection() => _source.CreateConnection();

    public ValueTask DisposeAsync() => _source.DisposeAsync();

    private static string Settings(string connectionString, int workers)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString)
        {
            ApplicationName = "nec engine",
            Timezone = "UTC",
            Enlist = false,
        };
        settings.MaxPoolSize = Math.Max(settings.MaxPoolSize, workers + 10);
        if (!settings.ShouldSerialize("Max Auto Prepare"))
        {
            settings.MaxAutoPrepare = 100;
        }

        return settings.ConnectionString;
    }
}
