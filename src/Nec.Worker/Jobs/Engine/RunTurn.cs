using System.Security.Cryptography;
using System.Text;
using Dapper;
using Nec.Storage;
using Npgsql;

namespace Nec.Worker.Jobs.Engine;

/// <summary>
/// The attempt's lock, held by a connection of its own that PostgreSQL closes when the worker dies.
/// The connection is probed during the attempt. An attempt that has lost its lock is told to stop, and cannot close its row.
/// </summary>
internal sealed class RunTurn : IAsyncDisposable
{
    private static readonly TimeSpan ProbeEvery = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan FirstProbe = TimeSpan.FromSeconds(1);
    private readonly NpgsqlConnection _holder;
    private readonly long _key;
    private readonly CancellationTokenSource _lost = new();
    private readonly CancellationTokenSource _over = new();
    private readonly SemaphoreSlim _oneAtATime = new(1);
    private Task _probing = Task.CompletedTask;
    private bool _isReleased;

    private RunTurn(NpgsqlConnection holder, long key, OpenedRun run) => (_holder, _key, Run) = (holder, key, run);

    /// <summary>The row that was opened.</summary>
    public OpenedRun Run { get; }

    /// <summary>Fires when the lock is lost.</summary>
    public CancellationToken Lost => _lost.Token;

    /// <summary>
    /// The key of a job's lock or, where runs go side by side, of one run: two runs of the same request wait for each other.
    /// </summary>
    public static long KeyOf(string job, string? one) =>
        BitConverter.ToInt64(SHA256.HashData(Encoding.UTF8.GetBytes($"nec run {job} {one}")));

    /// <summary>Takes the lock and opens the row; null when another attempt holds it.</summary>
    public static async Task<RunTurn?> TryTake(RunLocks locks, NewRun run, CancellationToken cancellationToken)
    {
        var holder = await locks.Source.OpenConnectionAsync(cancellationToken);
        try
        {
            if (await Runs.Open(holder, run, cancellationToken) is { } opened)
            {
                return new(holder, run.LockKey, opened);
            }
        }
        catch
        {
            await Abandon(holder);
            throw;
        }

        await holder.DisposeAsync();
        return null;
    }

    /// <summary>Probes from now on, and records the progress of the attempt.</summary>
    public void Watch(RunContext run) => _probing = Probe(run);

    /// <summary>Closes the row and releases the lock.</summary>
    /// <exception cref="TurnLostException">The lock was lost before, so this attempt may no longer close the row.</exception>
    public async Task Close(EndedRun ended, CancellationToken cancellationToken)
    {
        await _over.CancelAsync();
        await _oneAtATime.WaitAsync(cancellationToken);
        bool isClosed;
        try
        {
            isClosed = _isReleased = await Runs.Close(_holder, _key, ended, cancellationToken);
        }
        catch (Exception failure) when (failure is NpgsqlException or InvalidOperationException or OperationCanceledException)
        {
            throw new TurnLostException(failure); // nobody knows whether it was closed, so it is attempted again
        }
        finally
        {
            _oneAtATime.Release();
        }

        if (!isClosed)
        {
            throw new TurnLostException(null);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await _probing;
        var release = _isReleased ? _holder.DisposeAsync().AsTask() : Abandon(_holder); // the pool must not get a connection with the lock
        await release;
        _over.Dispose();
        _lost.Dispose();
        _oneAtATime.Dispose();
    }

    private static async Task Abandon(NpgsqlConnection holder)
    {
        try
        {
            if (holder.State == System.Data.ConnectionState.Open)
            {
                await holder.ExecuteAsync("select pg_advisory_unlock_all()");
            }
        }
        catch (Exception failure) when (failure is NpgsqlException or InvalidOperationException)
        {
            // The connection is gone, and the lock with it.
        }

        await holder.DisposeAsync();
    }

    private async Task Probe(RunContext run)
    {
        try
        {
            for (var wait = FirstProbe; ; wait = ProbeEvery)
            {
                await Task.Delay(wait, _over.Token);
                await _oneAtATime.WaitAsync(_over.Token);
                try
                {
                    await Runs.Progress(_holder, Run.RunId, run.TakeProgress(), _over.Token);
                }
                finally
                {
                    _oneAtATime.Release();
                }
            }
        }
        catch (OperationCanceledException) when (_over.IsCancellationRequested)
        {
            // The attempt is over.
        }
        catch (Exception failure) when (failure is NpgsqlException or InvalidOperationException)
        {
            await _lost.CancelAsync();
        }
    }
}

/// <summary>The attempt no longer holds its lock: the connection was lost.</summary>
internal sealed class TurnLostException(Exception? cause) : Exception("the connection that held the run's lock was lost", cause);

/// <summary>The source of the connections that hold locks; it notices a dead peer within a minute.</summary>
internal sealed class RunLocks(string connectionString) : IAsyncDisposable
{
    private const string NoticeDeadPeers = "set tcp_keepalives_idle = 30; set tcp_keepalives_interval = 10; set tcp_keepalives_count = 3";

    public NpgsqlDataSource Source { get; } = Open(connectionString);

    public ValueTask DisposeAsync() => Source.DisposeAsync();

    private static NpgsqlDataSource Open(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString) { ApplicationName = "nec run", Timezone = "UTC" };
        if (!settings.ShouldSerialize("No Reset On Close"))
        {
            settings.NoResetOnClose = true;
        }

        if (!settings.ShouldSerialize("Max Auto Prepare"))
        {
            (settings.MaxAutoPrepare, settings.AutoPrepareMinUsages) = (10, 2);
        }

        var source = new NpgsqlDataSourceBuilder(settings.ConnectionString);
        source.UsePhysicalConnectionInitializer(
            connection =>
            {
                using var command = new NpgsqlCommand(NoticeDeadPeers, connection);
                command.ExecuteNonQuery();
            },
            async connection =>
            {
                await using var command = new NpgsqlCommand(NoticeDeadPeers, connection);
                await command.ExecuteNonQueryAsync();
            });
        return source.Build();
    }
}
