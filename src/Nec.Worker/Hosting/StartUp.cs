using Nec.Storage;
using Nec.Storage.Migrations;
using Nec.Worker.Jobs.Engine;
using Npgsql;

namespace Nec.Worker.Hosting;

/// <summary>
/// What has to stand in the database before a host is of use: the tables, the engine's, and the contracts' texts. Each is a sentence of the log.
/// </summary>
internal sealed partial class StartUp(
    NpgsqlDataSource source,
    StartUpLocks locks,
    EngineStorage engine,
    ContractVersions versions,
    IReadOnlyList<LoadedContract> contracts,
    HostPlan plan,
    ILogger<StartUp> logger)
{
    /// <exception cref="StorageException">The database is not to be had, or cannot be brought up to date.</exception>
    public async Task Run(CancellationToken cancellationToken)
    {
        var applied = await Migrator.Migrate(source, locks, cancellationToken);
        LogMigrated(applied.Count == 0 ? "up to date" : $"now at {applied[^1]}", applied.Count);
        var isInstalled = await engine.Install(locks, cancellationToken);
        LogEngine(isInstalled ? "was installed or upgraded" : "is up to date");
        var kept = await ContractLoading.Keep(contracts, versions, plan, cancellationToken);
        LogContracts(kept, contracts.Count);
    }

    [LoggerMessage(LogLevel.Information, "The database is {State} (migrations applied: {Count})")]
    private partial void LogMigrated(string state, int count);

    [LoggerMessage(LogLevel.Information, "The schema of the job engine {State}")]
    private partial void LogEngine(string state);

    [LoggerMessage(LogLevel.Information, "Contract versions whose text is new or changed: {New} of {All}")]
    private partial void LogContracts(int @new, int all);
}
