using Dapper;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Nec.Storage;

/// <summary>
/// Locks of the database under which one process at a time does a step of starting. The others wait for as long as it takes, and say so.
/// </summary>
public sealed partial class StartUpLocks(ILogger<StartUpLocks> logger, TimeProvider time)
{
    private const int Unlimited = 0; // seconds

    /// <summary>How long a wait goes on before it is told, and told again.</summary>
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(10);

    /// <summary>Takes a lock on a connection, where it stays until what is returned is disposed, or the connection ends.</summary>
    /// <param name="source">Where others can be asked for who has the lock.</param>
    /// <param name="step">What is done under the lock: "migrate the database nec".</param>
    public async Task<IAsyncDisposable> Take(
        NpgsqlDataSource source, NpgsqlConnection connection, long key, string step, CancellationToken cancellationToken)
    {
        var self = await connection.ExecuteScalarAsync<int>(new CommandDefinition(
            "select pg_backend_pid()", commandTimeout: Unlimited, cancellationToken: cancellationToken));
        var began = time.GetTimestamp();
        using var timer = new PeriodicTimer(Every, time);
        var taken = Lock(connection, key, cancellationToken);
        while (await Task.WhenAny(taken, timer.WaitForNextTickAsync(CancellationToken.None).AsTask()) != taken)
        {
            LogWaits((int)time.GetElapsedTime(began).TotalSeconds, step, await Holders(source, self));
        }

        await taken;
        return new Held(connection, key);
    }

    // The lock is the session's and outlasts the transaction, which is there for the limits: the server may have some of its own.
    private static async Task Lock(NpgsqlConnection connection, long key, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(
            """
            set local statement_timeout = 0;
            set local lock_timeout = 0;
            select pg_advisory_lock(@key);
            """,
            new { key },
            transaction,
            Unlimited,
            cancellationToken: cancellationToken));
        await transaction.CommitAsync(CancellationToken.None);
    }

    // Nothing depends on the answer: the start waits on without it.
    private static async Task<string> Holders(NpgsqlDataSource source, int self)
    {
        try
        {
            await using var connection = await source.OpenConnectionAsync(CancellationToken.None);
            return await connection.ExecuteScalarAsync<string>(
                """
                select string_agg(format('process %s (%s)', pid, concat_ws(', ', nullif(application_name, ''), host(client_addr))), ' and ')
                from pg_stat_activity
                where pid in ( -- of those before us, the one that has the lock; the others wait for it too
                    select held.pid
                    from pg_locks held
                    join pg_locks waits using (locktype, database, classid, objid, objsubid)
                    where waits.pid = @self and not waits.granted and held.granted)
                """,
                new { self }) ?? "another process";
        }
        catch (NpgsqlException)
        {
            return "another process";
        }
    }

    [LoggerMessage(LogLevel.Warning, "Waiting for {Seconds} s so far to {Step}: {Holders} of the database server has the lock for it")]
    private partial void LogWaits(int seconds, string step, string holders);

    private sealed class Held(NpgsqlConnection connection, long key) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            if (connection.State == System.Data.ConnectionState.Open) // otherwise the server released it
            {
                await connection.ExecuteAsync("select pg_advisory_unlock(@key)", new { key }, commandTimeout: Unlimited);
            }
        }
    }
}
