using System.Diagnostics;
using System.Runtime.Versioning;
using Nec.Storage.Cluster;
using Npgsql;

namespace Nec.Storage.Tests.Cluster;

/// <summary>Each test starts a real server in a folder of its own.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class PrivateClusterTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("nec-test-").FullName;

    public PrivateClusterTests() =>
        File.SetUnixFileMode(_root, File.GetUnixFileMode(_root) | UnixFileMode.OtherExecute | UnixFileMode.GroupExecute); // root's server runs as another

    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    private string Folder => Path.Combine(_root, "cluster");

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public async Task What_was_written_is_there_after_a_restart_and_the_password_is_ours_alone()
    {
        await using (var first = await Start())
        {
            await Execute(first, "create table kept (word text); insert into kept values ('yes');");
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(Folder, "password")));
        }

        await using var second = await Start();
        Assert.Equal("yes", await Execute(second, "select word from kept"));
        Assert.Equal("UTC", await Execute(second, "show timezone"));
        Assert.Equal("nec", await Execute(second, "select current_database()::text"));
    }

    [Fact]
    public async Task A_second_start_on_the_same_folder_says_who_holds_it()
    {
        await using var first = await Start();
        var refused = await Assert.ThrowsAsync<StorageException>(Start);
        Assert.Equal($"The database in {Folder} is already running under process {Environment.ProcessId}: stop that one first, or choose another folder.", refused.Message);
        Assert.Equal(1, await Execute(first, "select 1"));
    }

    [Fact]
    public async Task Many_starts_at_once_leave_one_running()
    {
        var starts = await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ =>
        {
            try
            {
                return await Start();
            }
            catch (StorageException refused)
            {
                Assert.Contains("already running", refused.Message, StringComparison.Ordinal);
                return null;
            }
        }));
        var running = Assert.Single(starts, cluster => cluster is not null);
        await running!.DisposeAsync();
    }

    [Fact]
    public async Task A_server_that_a_killed_process_left_behind_is_stopped_and_its_data_kept()
    {
        var first = await Start();
        await Execute(first, "create table kept (word text); insert into kept values ('yes');");
        var orphan = OrphanOf();
        // As after kill -9 of us: the kernel drops our lock, and the server goes on.
        first.Abandon();

        await using var second = await Start();
        Assert.Equal("yes", await Execute(second, "select word from kept"));
        Assert.True(HasEnded(orphan));
    }

    [Fact]
    public async Task A_server_killed_with_everything_else_leaves_a_stale_process_id_that_is_forgotten()
    {
        var first = await Start();
        await Execute(first, "create table kept (word text); insert into kept values ('yes');");
        first.Abandon();
        using (var server = Process.GetProcessById(OrphanOf()))
        {
            server.Kill();
            await server.WaitForExitAsync(CancellationToken);
        }

        await using var second = await Start();
        Assert.Equal("yes", await Execute(second, "select word from kept"));
    }

    [Fact]
    public async Task A_process_id_that_now_is_somebody_elses_is_forgotten()
    {
        await (await Start()).DisposeAsync();
        await File.WriteAllLinesAsync(
            Path.Combine(Folder, "data", "postmaster.pid"),
            [$"{Environment.ProcessId}", Path.Combine(Folder, "data"), "1700000000", "5432", "", "127.0.0.1", "", "ready   "], CancellationToken);
        await using var second = await Start();
        Assert.Equal(1, await Execute(second, "select 1"));
    }

    [Fact]
    public async Task A_folder_with_other_things_in_it_is_left_alone()
    {
        Directory.CreateDirectory(Folder);
        await File.WriteAllTextAsync(Path.Combine(Folder, "letter.txt"), "dear", CancellationToken);
        var refused = await Assert.ThrowsAsync<StorageException>(Start);
        Assert.Equal($"The folder {Folder} holds other things and no database of Nec's: choose an empty or a new folder.", refused.Message);
        Assert.Equal(["letter.txt"], Directory.EnumerateFileSystemEntries(Folder).Select(Path.GetFileName));
    }

    [Fact]
    public async Task A_lasting_database_is_never_taken_for_a_temporary_one()
    {
        await (await Start()).DisposeAsync();
        var refused = await Assert.ThrowsAsync<StorageException>(() =>
            PrivateCluster.Start(new PrivateClusterOptions { Folder = Folder, Temporary = true }, CancellationToken));
        Assert.Contains("would delete it", refused.Message, StringComparison.Ordinal);
        Assert.True(Directory.Exists(Path.Combine(Folder, "data")));
    }

    [Fact]
    public async Task A_folder_that_cannot_be_made_is_said_so()
    {
        var refused = await Assert.ThrowsAsync<StorageException>(() =>
            PrivateCluster.Start(new PrivateClusterOptions { Folder = "/proc/nec" }, CancellationToken));
        Assert.StartsWith("The database folder /proc/nec cannot be written", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_read_only_folder_is_said_so()
    {
        // Root may write anywhere, but the account it steps down to may not even enter here.
        File.SetUnixFileMode(_root, Environment.IsPrivilegedProcess ? UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute : UnixFileMode.UserRead | UnixFileMode.UserExecute);
        try
        {
            var refused = await Assert.ThrowsAsync<StorageException>(Start);
            Assert.Contains(Folder, refused.Message, StringComparison.Ordinal);
            Assert.Contains("or choose another folder", refused.Message, StringComparison.Ordinal);
        }
        finally
        {
            File.SetUnixFileMode(_root, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    [Fact]
    public async Task Data_of_another_version_is_said_so()
    {
        await (await Start()).DisposeAsync();
        await File.WriteAllTextAsync(Path.Combine(Folder, "data", "PG_VERSION"), "9\n", CancellationToken);
        var refused = await Assert.ThrowsAsync<StorageException>(Start);
        Assert.StartsWith($"The database in {Folder} was made by PostgreSQL 9, and the programs found", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Missing_programs_are_said_with_the_command_that_installs_them()
    {
        var refused = await Assert.ThrowsAsync<StorageException>(() =>
            PrivateCluster.Start(new PrivateClusterOptions { Folder = Folder, BinFolder = _root }, CancellationToken));
        Assert.Contains("apt-get install postgresql", refused.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Folder));
    }

    [Fact]
    public async Task A_start_that_was_broken_off_is_finished_by_the_next()
    {
        Directory.CreateDirectory(Path.Combine(Folder, "data.new"));
        await File.WriteAllTextAsync(Path.Combine(Folder, "data.new", "PG_VERSION"), "15\n", CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(Folder, "nec.lock"), "1", CancellationToken);
        if (Environment.IsPrivilegedProcess)
        {
            await ServerAccount.Choose().Own(Folder, CancellationToken);
        }

        await using var cluster = await Start();
        Assert.Equal(1, await Execute(cluster, "select 1"));
    }

    [Fact]
    public async Task A_temporary_cluster_leaves_nothing_and_clears_what_a_killed_one_left()
    {
        var killed = await PrivateCluster.Start(new PrivateClusterOptions { Temporary = true }, CancellationToken);
        killed.Abandon();
        var second = await PrivateCluster.Start(new PrivateClusterOptions { Temporary = true, Database = "other name" }, CancellationToken);
        Assert.False(Directory.Exists(killed.Folder));
        Assert.Equal("other name", await Execute(second, "select current_database()::text"));
        await second.DisposeAsync();
        Assert.False(Directory.Exists(second.Folder));
    }

    private Task<PrivateCluster> Start() => PrivateCluster.Start(new PrivateClusterOptions { Folder = Folder }, CancellationToken);

    private int OrphanOf() => int.Parse(File.ReadLines(Path.Combine(Folder, "data", "postmaster.pid")).First(), System.Globalization.CultureInfo.InvariantCulture);

    private static bool HasEnded(int process) =>
        !File.Exists($"/proc/{process}/stat") || File.ReadAllText($"/proc/{process}/stat").Contains(") Z", StringComparison.Ordinal);

    private static async Task<object?> Execute(PrivateCluster cluster, string sql)
    {
        await using var source = NpgsqlDataSource.Create(cluster.ConnectionString);
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync(CancellationToken);
    }
}
