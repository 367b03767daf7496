using Dapper;
using Nec.Storage.Migrations;
using Nec.Testing;

namespace Nec.Storage.Tests.Migrations;

public sealed class MigratorTests
{
    private static readonly MigrationFile Good = new("0001_create_thing.sql", "create table nec.thing (thing_id int)");
    private static readonly MigrationFile Bad = new("0002_create_half.sql", "create table nec.half (half_id int); select 1 / 0;");

    [Fact]
    public void Our_migrations_are_numbered_without_gap_or_duplicate()
    {
        var names = MigrationFile.All().Select(file => file.Name).ToList();
        Assert.NotEmpty(names);
        Assert.Empty(MigrationFile.Faults(names));
    }

    [Theory]
    [InlineData("0001_create_a.sql,0003_create_b.sql")] // a gap
    [InlineData("0001_create_a.sql,0001_create_b.sql")] // a duplicate
    [InlineData("0002_create_a.sql")] // no beginning
    [InlineData("0001_a.sql")] // no verb
    [InlineData("1_create_a.sql")] // not four digits
    public void A_gap_a_duplicate_and_an_odd_name_are_faults(string names) =>
        Assert.Single(MigrationFile.Faults(names.Split(',')));

    [Fact]
    public async Task Two_workers_migrating_at_once_apply_each_file_once_and_a_second_time_changes_nothing()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var database = await Empty(cancellationToken);
        var source = database.DataSource;
        await Task.WhenAll(Migrator.Migrate(source, Locks.Silent, cancellationToken), Migrator.Migrate(source, Locks.Silent, cancellationToken));
        await Migrator.Migrate(source, Locks.Silent, cancellationToken);

        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        var journal = await connection.QueryAsync<string>("select name from nec.migration order by name");
        Assert.Equal(MigrationFile.All().Select(file => file.Name), journal);
        Assert.Equal(0, await connection.ExecuteScalarAsync<int>("select count(*)::int from pg_namespace where nspname like 'quartz%'"));
    }

    [Fact]
    public async Task A_failing_migration_leaves_nothing_and_is_named()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var database = await Empty(cancellationToken);
        var source = database.DataSource;
        var failure = await Assert.ThrowsAsync<StorageException>(() => Migrator.Migrate(source, [Good, Bad], Locks.Silent, cancellationToken));
        Assert.Contains("0002_create_half.sql", failure.Message, StringComparison.Ordinal);

        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        Assert.Equal(["0001_create_thing.sql"], await connection.QueryAsync<string>("select name from nec.migration"));
        Assert.Null(await connection.ExecuteScalarAsync<string>("select to_regclass('nec.half')::text"));
    }

    [Fact]
    public async Task A_migration_may_take_longer_than_any_other_statement_and_what_was_applied_is_named()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var database = await Empty(cancellationToken);
        await using var commands = new Commands(database.ConnectionString, "Command Timeout=1;Options=-c statement_timeout=1h");
        var file = Good with { Sql = "create table nec.thing as select current_setting('statement_timeout') as limited_to" };
        Assert.Equal(["0001_create_thing.sql"], await Migrator.Migrate(commands.Source, [file], Locks.Silent, cancellationToken));
        Assert.Empty(await Migrator.Migrate(commands.Source, [file], Locks.Silent, cancellationToken));
        await using var connection = await database.DataSource.OpenConnectionAsync(cancellationToken);
        Assert.Equal("0", await connection.ExecuteScalarAsync<string>("select limited_to from nec.thing"));
        Assert.NotEmpty(commands.Timeouts);
        Assert.All(commands.Timeouts, seconds => Assert.Equal(0, seconds));
    }

    [Fact]
    public async Task A_database_of_a_newer_program_is_refused()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var database = await Empty(cancellationToken);
        var source = database.DataSource;
        await Migrator.Migrate(source, [Good], Locks.Silent, cancellationToken);
        var failure = await Assert.ThrowsAsync<StorageException>(() => Migrator.Migrate(source, [], Locks.Silent, cancellationToken));
        Assert.Contains("newer Nec", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_does_not_answer_is_named_with_its_address()
    {
        await using var source = Database.Open("Host=127.0.0.1;Port=1;Username=nobody;Database=nowhere;Timeout=2");
        var failure = await Assert.ThrowsAsync<StorageException>(() => Migrator.Migrate(source, Locks.Silent, TestContext.Current.CancellationToken));
        Assert.Contains("nowhere at 127.0.0.1:1", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(149_999, true)]
    [InlineData(150_000, false)]
    public void A_server_before_15_is_too_old(int version, bool tooOld) => Assert.Equal(tooOld, Migrator.TooOld(version) is not null);

    private static async Task<TestDatabase> Empty(CancellationToken cancellationToken)
    {
        var database = await TestDatabase.Create(cancellationToken);
        await using var connection = await database.DataSource.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync("drop schema nec cascade");
        return database;
    }
}
