using Dapper;
using Npgsql;

namespace Nec.Storage.Migrations;

/// <summary>Brings a database to the schema that this program was built with; safe to run by any number of workers at once.</summary>
public static class Migrator
{
    private const int OldestServer = 150_000;
    private const int Unlimited = 0; // seconds: copying a million rows takes longer than any usual timeout, and others wait for it
    private const long Lock = 0x6E65_6364_6200_0001; // "necdb": one migration at a time in a database

    public static Task Migrate(NpgsqlDataSource source, CancellationToken cancellationToken) =>
        Migrate(source, MigrationFile.All(), cancellationToken);

    internal static async Task Migrate(NpgsqlDataSource source, IReadOnlyList<MigrationFile> files, CancellationToken cancellationToken)
    {
        await using var connection = await Open(source, cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(
            "select pg_advisory_lock(@Lock)", new { Lock }, commandTimeout: Unlimited, cancellationToken: cancellationToken));
        try
        {
            var done = await Journal(connection, cancellationToken);
            if (done.Except(files.Select(file => file.Name), StringComparer.Ordinal).FirstOrDefault() is { } unknown)
            {
                throw new StorageException($"The database {connection.Database} was brought to {unknown} by a newer Nec: start that version or a later one.");
            }

            foreach (var file in files.Where(file => !done.Contains(file.Name)))
            {
                await Apply(connection, file, cancellationToken);
            }
        }
        finally
        {
            await connection.ExecuteAsync(new CommandDefinition("select pg_advisory_unlock(@Lock)", new { Lock }, cancellationToken: CancellationToken.None));
        }
    }

    private static async Task<NpgsqlConnection> Open(NpgsqlDataSource source, CancellationToken cancellationToken)
    {
        NpgsqlConnection connection;
        try
        {
            connection = await source.OpenConnectionAsync(cancellationToken);
        }
        catch (NpgsqlException unreachable)
        {
            var named = new NpgsqlConnectionStringBuilder(source.ConnectionString);
            throw new StorageException(
                $"The database {named.Database} at {named.Host}:{named.Port} does not let us in ({unreachable.Message.TrimEnd('.')}): check the connection string and that the server runs.",
                unreachable);
        }

        var version = await connection.ExecuteScalarAsync<int>(
            new CommandDefinition("select current_setting('server_version_num')::int", cancellationToken: cancellationToken));
        if (TooOld(version) is { } sentence)
        {
            await connection.DisposeAsync();
            throw new StorageException(sentence);
        }

        return connection;
    }

    internal static string? TooOld(int version) =>
        version >= OldestServer ? null : $"The database server is PostgreSQL {version / 10_000}, and Nec needs {OldestServer / 10_000} or later: upgrade it, or leave the connection string out.";

    private static async Task<HashSet<string>> Journal(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await connection.ExecuteAsync(new CommandDefinition(
            """
            set client_min_messages = warning;
            create schema if not exists nec;
            create table if not exists nec.migration (name text primary key);
            """,
            cancellationToken: cancellationToken));
        return [.. await connection.QueryAsync<string>(new CommandDefinition("select name from nec.migration", cancellationToken: cancellationToken))];
    }

    private static async Task Apply(NpgsqlConnection connection, MigrationFile file, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        try
        {
            await connection.ExecuteAsync(new CommandDefinition(
                file.Sql, transaction: transaction, commandTimeout: Unlimited, cancellationToken: cancellationToken));
            await connection.ExecuteAsync(new CommandDefinition(
                "insert into nec.migration (name) values (@Name)", new { file.Name }, transaction, cancellationToken: cancellationToken));
            await transaction.CommitAsync(cancellationToken);
        }
        catch (PostgresException refused)
        {
            throw new StorageException($"The migration {file.Name} failed in {connection.Database} ({refused.MessageText}): nothing of it was kept; mend the cause and start again.", refused);
        }
    }
}
