using System.Security.Cryptography;
using System.Text;
using Dapper;
using Nec.Storage;
using Nec.Storage.Cluster;
using Nec.Storage.Migrations;
using Npgsql;

namespace Nec.Testing;

/// <summary>The PostgreSQL that a test run shares: the one that <c>NEC_TEST_POSTGRES</c> leads to, otherwise a temporary one of this process.</summary>
internal sealed class TestServer
{
    private const long TemplateLock = 0x6E65_6364_6200_0002;
    private static readonly SemaphoreSlim Starting = new(1);
    private static TestServer? _shared;

    private readonly string _connectionString;
    private readonly NpgsqlDataSource _maintenance;
    private readonly string _template;

    private TestServer(string connectionString, string template)
    {
        _connectionString = connectionString;
        _template = template;
        _maintenance = Database.Open(ConnectionTo("postgres"));
    }

    public static async Task<TestServer> Shared(CancellationToken cancellationToken)
    {
        await Starting.WaitAsync(cancellationToken);
        try
        {
            return _shared ??= await Start(cancellationToken);
        }
        finally
        {
            Starting.Release();
        }
    }

    public string ConnectionTo(string database) =>
        new NpgsqlConnectionStringBuilder(_connectionString) { Database = database, MaxPoolSize = 20 }.ConnectionString;

    public async Task<string> Copy(CancellationToken cancellationToken)
    {
        var name = $"nec_test_{Guid.NewGuid():N}";
        await using var connection = await _maintenance.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition($"create database {name} template {_template}", cancellationToken: cancellationToken));
        return name;
    }

    public async Task Drop(string name)
    {
        await using var connection = await _maintenance.OpenConnectionAsync(CancellationToken.None);
        await connection.ExecuteAsync($"drop database if exists {name} with (force)");
    }

    private static async Task<TestServer> Start(CancellationToken cancellationToken)
    {
        var given = Environment.GetEnvironmentVariable("NEC_TEST_POSTGRES");
        if (string.IsNullOrEmpty(given))
        {
            var cluster = await PrivateCluster.Start(new PrivateClusterOptions { Temporary = true }, cancellationToken);
            // The process ends without asking anybody: the one place where we may wait for a task.
            AppDomain.CurrentDomain.ProcessExit += (_, _) => cluster.DisposeAsync().AsTask().Wait();
            given = cluster.ConnectionString;
        }

        // Named by what it holds, so that processes which share a server share the template, and a changed migration makes another.
        var schema = SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(MigrationFile.All().Select(file => file.Name + file.Sql))));
        var server = new TestServer(given, $"nec_template_{Convert.ToHexStringLower(schema)[..16]}");
        await server.MakeTemplate(cancellationToken);
        return server;
    }

    private async Task MakeTemplate(CancellationToken cancellationToken)
    {
        await using var connection = await _maintenance.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition("select pg_advisory_lock(@TemplateLock)", new { TemplateLock }, cancellationToken: cancellationToken));
        try
        {
            var exists = await connection.ExecuteScalarAsync<bool>(new CommandDefinition(
                "select exists (select 1 from pg_database where datname = @_template)", new { _template }, cancellationToken: cancellationToken));
            if (exists)
            {
                return;
            }

            // Renamed when finished: a template that exists is whole.
            var unfinished = $"{_template}_new";
            await connection.ExecuteAsync(new CommandDefinition($"drop database if exists {unfinished} with (force)", cancellationToken: cancellationToken));
            await connection.ExecuteAsync(new CommandDefinition($"create database {unfinished}", cancellationToken: cancellationToken));
            await using (var source = Database.Open(ConnectionTo(unfinished)))
            {
                await Migrator.Migrate(source, Locks.Silent, cancellationToken);
            }

            await connection.ExecuteAsync(new CommandDefinition($"alter database {unfinished} rename to {_template}", cancellationToken: cancellationToken));
        }
        finally
        {
            await connection.ExecuteAsync("select pg_advisory_unlock(@TemplateLock)", new { TemplateLock });
        }
    }
}
