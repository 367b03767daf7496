using Dapper;
using Nec.Storage.Migrations;
using Nec.Testing;
using Npgsql;

namespace Nec.Storage.Tests;

public sealed class StartUpLocksTests
{
    private const long Key = 7;

    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_wait_for_the_migration_is_told_after_ten_seconds_and_again_and_ends_with_it()
    {
        await using var database = await TestDatabase.Create(CancellationToken);
        await using var other = Database.Open($"{database.ConnectionString};Application Name=nec elsewhere");
        await using var holder = await Holder(other, Migrator.Lock);
        var time = new TenSeconds();
        var told = 0;
        var log = new ToldLog<StartUpLocks>(_ =>
        {
            if (++told < 2)
            {
                time.Pass();
            }
            else
            {
                holder.Execute($"select pg_advisory_unlock({Migrator.Lock})");
            }
        });

        var migrating = Migrator.Migrate(database.DataSource, new(log, time), CancellationToken);
        await SomebodyWaits(holder);
        time.Pass();
        Assert.Empty(await migrating);

        var holders = await holder.ExecuteScalarAsync<string>(
            """
            select format('process %s (%s)', pid, concat_ws(', ', application_name, host(client_addr)))
            from pg_stat_activity
            where pid = pg_backend_pid()
            """);
        var rest = $"s so far to migrate the database {holder.Database}: {holders} of the database server has the lock for it";
        Assert.Equal([$"Warning: Waiting for 10 {rest}", $"Warning: Waiting for 20 {rest}"], log.Lines);
        Assert.Contains("(nec elsewhere", holders, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_limit_of_the_client_or_of_the_server_is_set_for_a_wait_and_the_connection_keeps_its_own()
    {
        await using var database = await TestDatabase.Create(CancellationToken);
        await using var looker = await database.DataSource.OpenConnectionAsync(CancellationToken);

        // Stands before the real one, and sees the limits that it would wait under.
        await looker.ExecuteAsync(
            """
            create schema before;
            create table before.seen (statement text, lock text);
            create function before.pg_advisory_lock(key bigint) returns void language sql as $$
                insert into before.seen values (current_setting('statement_timeout'), current_setting('lock_timeout'))
            $$;
            """);
        const string Limits = "Command Timeout=1;Options=-c statement_timeout=1h -c lock_timeout=1h -c search_path=before,pg_catalog";
        await using var commands = new Commands(database.ConnectionString, Limits);
        await using var connection = await commands.Source.OpenConnectionAsync(CancellationToken);
        await (await Locks.Silent.Take(commands.Source, connection, Key, "wait", CancellationToken)).DisposeAsync();

        Assert.Equal(("0", "0"), await looker.QuerySingleAsync<(string, string)>("select statement, lock from before.seen"));
        Assert.NotEmpty(commands.Timeouts);
        Assert.All(commands.Timeouts, seconds => Assert.Equal(0, seconds));
        Assert.Equal("1h", await connection.ExecuteScalarAsync<string>("show statement_timeout"));
    }

    [Fact]
    public async Task A_lock_is_ones_own_until_it_is_given_back()
    {
        await using var database = await TestDatabase.Create(CancellationToken);
        await using var other = await database.DataSource.OpenConnectionAsync(CancellationToken);
        await using var connection = await database.DataSource.OpenConnectionAsync(CancellationToken);
        await using (await Locks.Silent.Take(database.DataSource, connection, Key, "wait", CancellationToken))
        {
            Assert.False(await other.ExecuteScalarAsync<bool>($"select pg_try_advisory_lock({Key})"));
        }

        Assert.True(await other.ExecuteScalarAsync<bool>($"select pg_try_advisory_lock({Key})"));
    }

    [Fact]
    public async Task Whoever_stops_the_start_ends_the_wait()
    {
        await using var database = await TestDatabase.Create(CancellationToken);
        await using var holder = await Holder(database.DataSource, Key);
        await using var connection = await database.DataSource.OpenConnectionAsync(CancellationToken);
        using var stop = new CancellationTokenSource();
        var waiting = Locks.Silent.Take(database.DataSource, connection, Key, "wait", stop.Token);
        await SomebodyWaits(holder);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    private static async Task<NpgsqlConnection> Holder(NpgsqlDataSource source, long key)
    {
        var connection = await source.OpenConnectionAsync(CancellationToken);
        await connection.ExecuteAsync($"select pg_advisory_lock({key})");
        return connection;
    }

    private static async Task SomebodyWaits(NpgsqlConnection holder)
    {
        while (!await holder.ExecuteScalarAsync<bool>(
            """
            select exists (
                select
                from pg_locks
                where not granted and locktype = 'advisory' and database = (select oid from pg_database where datname = current_database()))
            """))
        {
            CancellationToken.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Real time of which ten seconds pass when a test says so.</summary>
    private sealed class TenSeconds : TimeProvider
    {
        private readonly List<Action> _due = [];
        private long _passed;

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => _passed;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Assert.Equal((10, 10), (dueTime.TotalSeconds, period.TotalSeconds));
            _due.Add(() => callback(state));
            return System.CreateTimer(_ => { }, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        public void Pass()
        {
            _passed += 10;
            _due.ForEach(tick => tick());
        }
    }
}
