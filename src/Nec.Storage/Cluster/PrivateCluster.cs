using System.Runtime.Versioning;
using Npgsql;

namespace Nec.Storage.Cluster;

/// <summary>A PostgreSQL of our own in one folder, for when no connection string is given: made when missing, stopped when disposed.</summary>
public sealed class PrivateCluster : IAsyncDisposable
{
    private readonly Func<ValueTask> _stop;
    private readonly Action _abandon;
    private int _stopped;

    private PrivateCluster(string connectionString, string folder, Func<ValueTask> stop, Action abandon)
    {
        ConnectionString = connectionString;
        Folder = folder;
        _stop = stop;
        _abandon = abandon;
    }

    /// <summary>Leads to the database that <see cref="PrivateClusterOptions.Database"/> names; holds the password.</summary>
    public string ConnectionString { get; }

    public string Folder { get; }

    /// <summary>Starts the server and makes the database if missing.</summary>
    /// <exception cref="StorageException">It cannot be: the message says why and what to do.</exception>
    public static async Task<PrivateCluster> Start(PrivateClusterOptions options, CancellationToken cancellationToken)
    {
        if (OperatingSystem.IsWindows())
        {
            throw new StorageException("A private PostgreSQL needs Linux or another Unix: on Windows give a connection string.");
        }

        var path = ClusterFolder.Choose(options);
        var account = ServerAccount.Choose();
        var programs = await PostgresPrograms.Find(options.BinFolder, ClusterFolder.MajorOf(path), path, cancellationToken);
        if (options.Temporary)
        {
            await CleanUpAbandoned(programs, account, cancellationToken);
        }

        var folder = await ClusterFolder.Open(path, account, mustBeNew: options.Temporary, cancellationToken);
        try
        {
            return await Run(options, programs, account, folder, cancellationToken);
        }
        catch
        {
            End(folder, options.Temporary);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _stopped, 1) == 0)
        {
            await _stop();
        }
    }

    /// <summary>What a kill -9 of us does: the lock falls, the server goes on. For tests.</summary>
    internal void Abandon()
    {
        _stopped = 1;
        _abandon();
    }

    [UnsupportedOSPlatform("windows")]
    private static async Task<PrivateCluster> Run(
        PrivateClusterOptions options, PostgresPrograms programs, ServerAccount account, ClusterFolder folder, CancellationToken cancellationToken)
    {
        try
        {
            await PostgresServer.StopOrphan(programs, account, folder, cancellationToken);
            if (!Directory.Exists(folder.Data))
            {
                await PostgresServer.Initialise(programs, account, folder, cancellationToken);
            }

            var password = await folder.Password(account, cancellationToken);
            var server = await PostgresServer.Start(programs, account, folder, options.Temporary, cancellationToken);
            try
            {
                var connection = Connection(server.Port, password, options);
                await MakeDatabase(connection, cancellationToken);
                return new PrivateCluster(connection.ConnectionString, folder.Path, () => Stop(server, folder, options.Temporary), folder.Dispose);
            }
            catch
            {
                await server.Stop(options.Temporary);
                throw;
            }
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw ServerFault.Explain(folder.Path, account.Name, refused.Message);
        }
    }

    private static NpgsqlConnectionStringBuilder Connection(int port, string password, PrivateClusterOptions options) => new()
    {
        Host = "127.0.0.1",
        Port = port,
        Username = "nec",
        Password = password,
        Database = options.Database,
        MaxPoolSize = 40, // the server takes 60: room for the scheduler's own pool
        ApplicationName = "nec",
    };

    private static async Task MakeDatabase(NpgsqlConnectionStringBuilder wanted, CancellationToken cancellationToken)
    {
        var first = new NpgsqlConnectionStringBuilder(wanted.ConnectionString) { Database = "postgres", Pooling = false };
        await using var connection = new NpgsqlConnection(first.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        await using var look = new NpgsqlCommand("select 1 from pg_database where datname = $1", connection)
        {
            Parameters = { new() { Value = wanted.Database } },
        };
        if (await look.ExecuteScalarAsync(cancellationToken) is null)
        {
            var name = new NpgsqlCommandBuilder().QuoteIdentifier(wanted.Database!);
            await using var make = new NpgsqlCommand($"create database {name}", connection);
            await make.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    [UnsupportedOSPlatform("windows")]
    private static async ValueTask Stop(PostgresServer server, ClusterFolder folder, bool temporary)
    {
        try
        {
            await server.Stop(atOnce: temporary);
        }
        finally
        {
            End(folder, temporary);
        }
    }

    [UnsupportedOSPlatform("windows")]
    private static void End(ClusterFolder folder, bool temporary)
    {
        if (temporary)
        {
            folder.Delete();
        }
        else
        {
            folder.Dispose();
        }
    }

    [UnsupportedOSPlatform("windows")]
    private static async Task CleanUpAbandoned(PostgresPrograms programs, ServerAccount account, CancellationToken cancellationToken)
    {
        foreach (var abandoned in ClusterFolder.Abandoned())
        {
            using (abandoned)
            {
                try
                {
                    await PostgresServer.StopOrphan(programs, account, abandoned, cancellationToken);
                    abandoned.Delete();
                }
                catch (Exception refused) when (refused is StorageException or IOException or UnauthorizedAccessException)
                {
                    // Another user's: theirs to clear, and no reason for us not to start.
                }
            }
        }
    }
}
