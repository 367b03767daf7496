using Dapper;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Nec.Simulator;
using Nec.Storage;
using Nec.Storage.Cluster;
using Nec.Storage.Migrations;
using Nec.Testing;
using Nec.Worker.Jobs;
using Nec.Worker.Jobs.Engine;
using Nec.Worker.Tests.Cli;
using Nec.Worker.Tests.Hosting;
using Npgsql;

namespace Nec.Worker.Tests.Jobs;

/// <summary>The outbox while the mail server or the database is in trouble: what was taken is recorded, and nothing else waits.</summary>
public sealed class SendMailTroubleTests
{
    private const int Notices = 200;
    private const int Cuts = 6;
    private static readonly TimeSpan Never = TimeSpan.FromMinutes(30);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_server_that_is_silent_after_one_mail_holds_up_no_other()
    {
        await using var place = await Opened();
        var app = await place.Host();
        await SendMailTests.QueueMany(app, 20);
        place.World.Mail.Fail(SmtpFault.Slow(Never));

        var run = Workplace.Run<SendMail>(app);
        await Poll.Until(async () => await Sent(place) == 19);
        Assert.False(run.IsCompleted);
        place.World.Mail.HangUp(); // the server never says whether it keeps that mail
        var report = await run;

        Assert.Equal((19, 1), (report.Metric("sent"), report.Metric("delayed")));
        Assert.Equal(1, await place.Ask<int>("select count(*)::int from nec.notice where state = 'retrying'"));
    }

    [Fact]
    public async Task So_many_conversations_as_the_settings_say_go_on_at_once()
    {
        await using var place = await Opened();
        place.Settings["Mail:Smtp:Connections"] = "3";
        var app = await place.Host();
        await SendMailTests.QueueMany(app, 20);
        place.World.Mail.Fail(SmtpFault.Slow(Never), 3);

        var run = Workplace.Run<SendMail>(app);
        await place.World.Mail.WaitFor(3, Token); // each was taken while no other had an answer
        Assert.Equal(3, place.World.Mail.Connections);
        place.World.Mail.HangUp();

        Assert.Equal((17, 3), ((await run).Metric("sent"), (await run).Metric("delayed")));
    }

    [Fact]
    public async Task Six_cuts_of_all_connections_double_none_of_two_hundred_mails()
    {
        await using var place = await Opened();
        var app = await place.Host();
        await SendMailTests.QueueMany(app, Notices);
        var cutting = Cut(place);

        await Emptied(() => Job(app, place.Database.DataSource), () => Sent(place));
        await cutting;

        Assert.Equal(Notices, place.World.Mail.Messages.DistinctBy(mail => mail.MessageId).Count());
        Assert.Equal(Notices, place.World.Mail.Count);
    }

    [Fact]
    public async Task A_restart_of_the_database_after_a_crash_doubles_none()
    {
        await using var place = await Opened();
        var app = await place.Host();
        var folder = Path.Combine(Path.GetTempPath(), $"nec-crash-{Guid.NewGuid():N}"); // a lasting one: others forget the last commits
        using var deleted = new DeletedFolder(folder);
        await using var cluster = await PrivateCluster.Start(new() { Folder = folder }, Token);
        await using var source = Database.Open(cluster.ConnectionString);
        await Migrator.Migrate(source, Locks.Silent, Token);
        var outbox = new Outbox(source);
        foreach (var number in Enumerable.Range(0, Notices))
        {
            await SendMailTests.Queue(outbox, $"reader{number}@example.org");
        }

        var crashing = Crash(place, source);
        await Emptied(() => Job(app, source), () => Sent(source));
        await crashing;

        Assert.Equal(Notices, place.World.Mail.Messages.DistinctBy(mail => mail.MessageId).Count());
        Assert.Equal(Notices, place.World.Mail.Count);
    }

    [Fact]
    public async Task A_full_disk_that_is_emptied_again_doubles_none()
    {
        await using var place = await Opened();
        var app = await place.Host();
        await SendMailTests.QueueMany(app, 10);
        await using var connection = await place.Database.DataSource.OpenConnectionAsync(Token);
        await connection.ExecuteAsync(
            """
            create function nec.no_room() returns trigger language plpgsql as $$ begin raise exception 'full' using errcode = '53100'; end $$;
            create trigger no_room before update on nec.notice for each row when (new.sent_at is not null) execute function nec.no_room();
            """);

        var run = Workplace.Run<SendMail>(app);
        await place.World.Mail.WaitFor(2, Token);
        Assert.Equal(0, await Sent(place));
        await connection.ExecuteAsync("drop trigger no_room on nec.notice");

        Assert.Equal(10, (await run).Metric("sent"));
        Assert.Equal(10, place.World.Mail.Count);
    }

    private static Task<Workplace> Opened() => Workplace.Open("2019-09-16T07:00Z", TeamFile.Of("newsletter", TeamFile.Newsletter));

    // The attempts of one run, as the engine makes them after each cut.
    private static async Task Emptied(Func<SendMail> job, Func<Task<int>> sent)
    {
        for (var attempt = 1; ; attempt++)
        {
            Assert.InRange(attempt, 1, 100);
            try
            {
                await job().Run(new() { Id = "the run" }, Token);
                if (await sent() == Notices)
                {
                    return;
                }
            }
            catch (Exception failure) when (CutOff.Is(failure))
            {
                // It is attempted again.
            }
        }
    }

    private static async Task Cut(Workplace place)
    {
        foreach (var cut in Enumerable.Range(1, Cuts))
        {
            await place.World.Mail.WaitFor(cut * Notices / (Cuts + 1), Token);
            await using var server = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(place.Database.ConnectionString) { Database = "postgres" });
            await using var end = server.CreateCommand("select pg_terminate_backend(pid) from pg_stat_activity where datname = $1");
            end.Parameters.Add(new() { Value = new NpgsqlConnectionStringBuilder(place.Database.ConnectionString).Database });
            await end.ExecuteNonQueryAsync(Token);
        }
    }

    // The server ends all its processes and recovers from its log when one of them is killed.
    private static async Task Crash(Workplace place, NpgsqlDataSource source)
    {
        await place.World.Mail.WaitFor(Notices / 2, Token);
        await using var connection = await source.OpenConnectionAsync(Token);
        using var process = System.Diagnostics.Process.GetProcessById(connection.ProcessID);
        process.Kill();
    }

    private static Task<int> Sent(Workplace place) => Sent(place.Database.DataSource);

    private static async Task<int> Sent(NpgsqlDataSource source)
    {
        try
        {
            await using var connection = await source.OpenConnectionAsync(Token);
            return await connection.ExecuteScalarAsync<int>("select count(*)::int from nec.notice where state = 'sent'");
        }
        catch (NpgsqlException)
        {
            return -1; // cut off, too
        }
    }

    private sealed class DeletedFolder(string path) : IDisposable
    {
        public void Dispose() => Directory.Delete(path, recursive: true);
    }

    private static SendMail Job(WebApplication app, NpgsqlDataSource source) =>
        ActivatorUtilities.CreateInstance<SendMail>(app.Services, new Outbox(source), new NoticeClaims(source));
}
