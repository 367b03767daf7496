using Dapper;
using Nec.Storage.Migrations;
using Nec.Testing;

namespace Nec.Storage.Tests.Migrations;

/// <summary>When the upgrade is refused, and databases that are not quite like the kept one.</summary>
public sealed class QuartzUpgradeTests
{
    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_old_worker_that_was_seen_within_the_last_minute_stops_the_upgrade_and_nothing_changes()
    {
        await using var database = await QuartzYear.Restore(CancellationToken);
        await Seen(database, secondsAgo: 5);
        var refusal = await Assert.ThrowsAsync<StorageException>(() => Migrator.Migrate(database.DataSource, Locks.Silent, CancellationToken));
        Assert.Contains("the earlier version still runs as worker-1 (last seen at ", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(" UTC): stop it and wait one minute)", refusal.Message, StringComparison.Ordinal);
        Assert.Equal((0, 0, QuartzYear.HistoryRuns), await Copied(database));

        await Seen(database, secondsAgo: 61);
        await Migrator.Migrate(database.DataSource, Locks.Silent, CancellationToken);
        Assert.Equal((QuartzYear.HistoryRuns + 1, 2, 0), await Copied(database));
    }

    [Theory]
    [InlineData(4, true, false)] // stopped one second after its last sign of life, but a job of it is running still
    [InlineData(4, false, true)]
    [InlineData(6, false, false)] // it has started again since
    public async Task An_old_worker_that_said_that_it_stopped_is_not_waited_for(int stoppedSecondsAgo, bool isBusy, bool isUpgraded)
    {
        await using var database = await QuartzYear.Restore(CancellationToken);
        await Seen(database, secondsAgo: 5);
        await Execute(
            database,
            $"""
            update nec.worker_node
            set stopped_at = now() - interval '{stoppedSecondsAgo} s';
            {(isBusy ? "" : "delete from quartz.qrtz_fired_triggers")}
            """);
        var refusal = await Record.ExceptionAsync(() => Migrator.Migrate(database.DataSource, Locks.Silent, CancellationToken));
        Assert.Equal(isUpgraded, refusal is null);
        Assert.Equal(isUpgraded ? (QuartzYear.HistoryRuns, 2, 0) : (0, 0, QuartzYear.HistoryRuns), await Copied(database));
    }

    [Fact]
    public async Task What_still_writes_to_the_old_tables_stops_the_upgrade()
    {
        await using var database = await QuartzYear.Restore(CancellationToken);
        await using var writer = await database.DataSource.OpenConnectionAsync(CancellationToken);
        await using var writing = await writer.BeginTransactionAsync(CancellationToken);
        await writer.ExecuteAsync("update quartz.qrtz_execution_history set summary = 'late'", transaction: writing);
        await using var impatient = Database.Open($"{database.ConnectionString};Options=-c lock_timeout=50ms");
        var refusal = await Assert.ThrowsAsync<StorageException>(() => Migrator.Migrate(impatient, Locks.Silent, CancellationToken));
        Assert.Contains("still writes to its tables: stop every process of it", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_new_workers_at_once_copy_once()
    {
        await using var database = await QuartzYear.Restore(CancellationToken);
        var source = database.DataSource;
        await Task.WhenAll(Migrator.Migrate(source, Locks.Silent, CancellationToken), Migrator.Migrate(source, Locks.Silent, CancellationToken));
        Assert.Equal((QuartzYear.HistoryRuns + 1, 2, 0), await Copied(database));
    }

    [Theory]
    [InlineData("nec.run", "new.attempt = 4", "there should be 1984 runs, but there are 1983")]
    [InlineData("nec.run", "new.outcome = 'lost'", "left 1 runs unfinished, but 0 were copied")]
    [InlineData("nec.job_pause", "new.until_at is null", "had 2 paused jobs, but 1 pauses were copied")]
    public async Task A_count_that_differs_keeps_nothing(string table, string isDropped, string sentence)
    {
        await using var database = await QuartzYear.Restore(CancellationToken);
        var before = MigrationFile.All().Where(file => string.CompareOrdinal(file.Name, "0028") < 0).ToList();
        await Migrator.Migrate(database.DataSource, before, Locks.Silent, CancellationToken);
        await Execute(
            database,
            $"""
            create function nec.drop_row() returns trigger language plpgsql as $$ begin return null; end $$;
            create trigger drop_row before insert on {table} for each row when ({isDropped}) execute function nec.drop_row();
            """);
        var refusal = await Assert.ThrowsAsync<StorageException>(() => Migrator.Migrate(database.DataSource, Locks.Silent, CancellationToken));
        Assert.Contains(sentence, refusal.Message, StringComparison.Ordinal);
        Assert.Equal((0, 0, QuartzYear.HistoryRuns), await Copied(database));
    }

    [Theory]
    [InlineData("qrtz_execution_history", 0, 2)]
    [InlineData("qrtz_triggers", QuartzYear.HistoryRuns, 0)]
    [InlineData("qrtz_scheduler_state", QuartzYear.HistoryRuns, 2)]
    [InlineData("qrtz_fired_triggers", QuartzYear.HistoryRuns, 2)]
    public async Task Where_a_table_is_missing_the_others_are_copied(string missing, int runs, int pauses)
    {
        await using var database = await QuartzYear.Restore(CancellationToken);
        await Execute(database, $"drop table quartz.{missing} cascade");
        await Migrator.Migrate(database.DataSource, Locks.Silent, CancellationToken);
        Assert.Equal((runs, pauses, 0), await Copied(database));
    }

    [Fact]
    public async Task An_empty_schema_is_dropped()
    {
        await using var database = await QuartzYear.Restore(CancellationToken);
        await Execute(database, "drop schema quartz cascade; create schema quartz;");
        await Migrator.Migrate(database.DataSource, Locks.Silent, CancellationToken);
        Assert.Equal((0, 0, 0), await Copied(database));
    }

    [Fact]
    public async Task Figures_that_are_no_JSON_cost_the_figures_and_not_the_run()
    {
        await using var database = await QuartzYear.Restore(CancellationToken);
        await Execute(
            database,
            """
            update quartz.qrtz_execution_history
            set metrics = case when job_name = 'CheckPages' then '{"seen":' else '[1]' end
            """);
        await Migrator.Migrate(database.DataSource, Locks.Silent, CancellationToken);
        Assert.Equal((QuartzYear.HistoryRuns + 1, 2, 0), await Copied(database));
        await using var connection = await database.DataSource.OpenConnectionAsync(CancellationToken);
        Assert.Equal(0, await connection.ExecuteScalarAsync<int>("select count(*)::int from nec.run where figures is not null"));
    }

    [Fact]
    public async Task Who_asked_is_a_person_when_two_asked_for_one_run()
    {
        await using var database = await QuartzYear.Restore(CancellationToken);
        await Execute(
            database,
            """
            insert into nec.audit (happened_at, who, action, target)
            select happened_at - interval '1 minute', 'pc-bob@example.org', action, target
            from nec.audit
            where action = 'run-job' and target in ('CheckPages', 'RefreshBankHolidays')
            """);
        await Migrator.Migrate(database.DataSource, Locks.Silent, CancellationToken);
        await using var connection = await database.DataSource.OpenConnectionAsync(CancellationToken);
        Assert.Equal(
            ["CheckPages a person", "RefreshBankHolidays a person", "RefreshBankHolidays a person"],
            await connection.QueryAsync<string>(
                """
                select job || ' ' || asked_by
                from nec.run
                where job in ('CheckPages', 'RefreshBankHolidays') and scheduled_for is null
                order by 1
                """));
    }

    [Fact]
    public async Task A_lost_shard_keeps_what_it_was_given_and_its_attempt()
    {
        await using var database = await QuartzYear.Restore(CancellationToken);
        await Execute(
            database,
            """
            update quartz.qrtz_triggers
            set retry_attempt = 2, job_data = convert_to('{"QRTZ_JOB_INPUT":"{\"Number\":1}"}', 'UTF8')
            where trigger_state = 'COMPLETE'
            """);
        await Migrator.Migrate(database.DataSource, Locks.Silent, CancellationToken);
        await using var connection = await database.DataSource.OpenConnectionAsync(CancellationToken);
        Assert.Equal(
            """{"Number":1} 3 """,
            await connection.ExecuteScalarAsync<string>(
                "select format('%s %s %s', arguments, attempt, asked_by) from nec.run where outcome = 'lost'"));
    }

    private static Task Seen(TestDatabase database, int secondsAgo) => Execute(
        database,
        $"""
        update quartz.qrtz_scheduler_state
        set last_checkin_time = 621355968000000000 + (extract(epoch from now() - interval '{secondsAgo} s') * 10000000)::bigint
        """);

    private static async Task Execute(TestDatabase database, string sql)
    {
        await using var connection = await database.DataSource.OpenConnectionAsync(CancellationToken);
        await connection.ExecuteAsync(sql);
    }

    /// <summary>Runs and pauses of ours, and the runs that still are where Quartz kept them.</summary>
    private static async Task<(int Runs, int Pauses, int Old)> Copied(TestDatabase database)
    {
        await using var connection = await database.DataSource.OpenConnectionAsync(CancellationToken);
        var hasOld = await connection.ExecuteScalarAsync<bool>("select to_regclass('quartz.qrtz_execution_history') is not null");
        return (
            await connection.ExecuteScalarAsync<int>("select count(*)::int from nec.run"),
            await connection.ExecuteScalarAsync<int>("select count(*)::int from nec.job_pause"),
            hasOld ? await connection.ExecuteScalarAsync<int>("select count(*)::int from quartz.qrtz_execution_history") : 0);
    }
}
