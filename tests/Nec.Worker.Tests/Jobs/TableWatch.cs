using Nec.Testing;
using Npgsql;

namespace Nec.Worker.Tests.Jobs;

/// <summary>Waits for rows: the database tells of each statement that wrote to a table, whichever process ran it.</summary>
internal sealed class TableWatch : IAsyncDisposable
{
    private readonly NpgsqlConnection _connection;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private TableWatch(NpgsqlConnection connection) => _connection = connection;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<TableWatch> Over(TestDatabase database, string table)
    {
        var connection = await database.DataSource.OpenConnectionAsync(Token);
        await using var command = connection.CreateCommand();
        command.CommandText = $"""
            create or replace function public.tell() returns trigger language plpgsql as $$ begin perform pg_notify('written', ''); return null; end; $$;
            create or replace trigger tell after insert or update on {table} for each statement execute function public.tell();
            listen written;
            """;
        await command.ExecuteNonQueryAsync(Token);
        return new(connection);
    }

    /// <summary>Waits until something is so; it is asked on other connections, so that no word is missed meanwhile.</summary>
    public async Task Until(Func<Task<bool>> isSo)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Token);
        patience.CancelAfter(Patience);
        while (!await isSo())
        {
            await _connection.WaitAsync(patience.Token);
        }
    }

    public async ValueTask DisposeAsync() => await _connection.DisposeAsync();
}
