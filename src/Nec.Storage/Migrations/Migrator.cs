using Dapper;
using Npgsql;

namespace Nec.Storage.Migrations;

/// <summary>Brings a database to the schema that this program was built with; safe to run by any number of workers at once.</summary>
public static class Migrator
{
    private const int OldestServer = 150_000;
    private const int Unlimited = 0; // seconds: copying a million rows takes longer than any usual timeout, and others wait for it

    /// <summary>"necdb": one migration at a time in a database.</summary>
    internal const long Lock = 0x6E65_6364_6200_0001;

    /// <summary>Applies what is missing, and waits for whoever is doing so.</summary>
    /// <returns>The names of the migrations that were applied.</returns>
    /// <exception cref="StorageException">The server does not let us in or is too old, the database is newer, or a migration failed.</exception>
    public static Task<IReadOnlyList<string>> Migrate(NpgsqlDataSource source, StartUpLocks locks, CancellationToken cancellationToken) =>
        Migrate(source, MigrationFile.All(), locks, cancellationToken);

    internal static async Task<IReadOnlyList<string>> Migrate(
        NpgsqlDataSource source, IReadOnlyList<MigrationFile> files, StartUpLocks locks, CancellationToken cancellationToken)
    {
        await using var connection = await Open(source, cancellationToken);
        await using var held = await locks.Take(source, connection, Lock, $"migrate the database {connection.Database}", cancellationToken);
        var done = await Journal(connection, cancellationToken);
        if (done.Except(files.Select(file => file.Name), StringComparer.Ordinal).FirstOrDefault() is { } unknown)
        {
            throw new StorageException($"The database {connection.Database} was brought to {unknown} by a newer Nec: start that version or a later one.");
        }

        List<string> applied = [];
        foreach (var file in files.Where(file => !done.Contains(file.Name)))
        {
            await Apply(connection, file, cancellationToken);
            applied.Add(file.Name);
        }

        return applied;
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
            Command("select current_setting('server_version_num')::int", null, null, cancellationToken));
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
        await connection.ExecuteAsync(Command(
            """
            set client_min_messages = warning;
            create schema if not exists nec;
            create table if not exists nec.migration (name text primary key);
            """,
            null,
            null,
            cancellationToken));
        return [.. await connection.QueryAsync<string>(Command("select name from nec.migration", null, null, cancellationToken))];
    }

    private static async Task Apply(NpgsqlConnection connection, MigrationFile file, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        try
        {
            await connection.ExecuteAsync(Command("set local statement_timeout = 0", null, transaction, cancellationToken)); // the server may have a limit of its own
            await connection.ExecuteAsync(Command(file.Sql, null, transaction, cancellationToken));
            await connection.ExecuteAsync(Command("insert into nec.migration (name) values (@Name)", new { file.Name }, transaction, cancellationToken));
            await transaction.CommitAsync(cancellationToken);
        }
        catch (PostgresException refused)
        {
            throw new StorageException($"The migration {file.Name} failed in {connection.Database} ({refused.MessageText}): nothing of it was kept; mend the cause and start again.", refused);
        }
    }

    private static CommandDefinition Command(string sql, object? values, NpgsqlTransaction? transaction, CancellationToken cancellationToken) =>
        new(sql, values, transaction, Unlimited, cancellationToken: cancellationToken);
}
