using Dapper;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Nec.Application.Jobs;
using Nec.Testing;
using Nec.Worker.Jobs;
using Nec.Worker.Jobs.Engine;
using Nec.Worker.Tests.Cli;
using Nec.Worker.Tests.Hosting;
using Npgsql;

namespace Nec.Worker.Tests.Jobs.Engine;

/// <summary>What the tests of restarts share: every job that writes, a worker in a process of its own, and what its work is when it is done once.</summary>
internal static class Restart
{
    private const string Now = "2019-09-16T07:00Z"; // a Monday, 08:00 in London
    private const string Child = "restarted";

    /// <summary>Within which a worker that is told to stop is gone.</summary>
    public static readonly TimeSpan Shutdown = TimeSpan.FromSeconds(35);

    /// <summary>Every job that writes, with the table whose second row it stands before when it happens.</summary>
    public static TheoryData<string, string> Jobs { get; } = new()
    {
        { nameof(WriteNotices), "nec.notice" },
        { nameof(AssessCommitments), "nec.finding" },
        { nameof(PollNeighbourhoods), "nec.fact" },
        { nameof(CheckPages), "nec.fact" },
        { nameof(CheckPageShard), "nec.fact" },
        { nameof(PullFollowers), "nec.fact" },
        { nameof(PurgeExpired), "nec.purge" },
        { nameof(RefreshBankHolidays), "nec.bank_holiday" },
        { nameof(SendMail), "nec.notice" },
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<Workplace> Opened()
    {
        var place = await Workplace.Open(Now, Due("north"));
        foreach (var team in (string[])["east", "south", "west"])
        {
            await File.WriteAllTextAsync(Path.Combine(place.Settings["Contracts:Folder"]!, $"{team}.yaml"), Due(team), Token); // always set
        }

        return place;
    }

    private static string Due(string team) => TeamFile.Team(team, "2019-08-02", $"  - {TeamFile.Line("newsletter").Flow("on: [2019-09-16]")}")
        .Replace("inspector@example.org", $"inspector-{team}@example.org", StringComparison.Ordinal);

    // A host that runs nothing asks; what is there to do is put there before the gate closes.
    public static async Task<(WebApplication Host, Gate Gate, string Id)> Asked(Workplace place, string job, string table)
    {
        var host = await place.Host();
        await host.Services.GetRequiredService<EngineStorage>().Install(Locks.Silent, Token);
        await Prepare(place, host, job);
        var gate = await Gate.Before(place.Database, table);
        var arguments = job == nameof(CheckPageShard)
            ? new PageShard(1, 1, Workplace.At("2019-09-15T23:00Z"), [["north", "town"], ["south", "town"]]).ToJson()
            : null;
        var id = await host.Services.GetRequiredService<JobQueue>()(new(job) { Arguments = arguments }, Token);
        return (host, gate, Assert.IsType<string>(id));
    }

    private static async Task Prepare(Workplace place, WebApplication host, string job)
    {
        await using var connection = await place.Database.DataSource.OpenConnectionAsync(Token);
        switch (job)
        {
            case nameof(SendMail):
                await SendMailTests.QueueMany(host, 5);
                break;
            case nameof(PurgeExpired):
                await connection.ExecuteAsync(
                    """
                    insert into nec.run (job, attempt, node, started_at, ended_at, outcome)
                    select 'CheckPages', 1, 'one', timestamptz '2017-01-01', timestamptz '2017-01-01', outcome
                    from unnest(array['succeeded', 'skipped']) outcome;

                    insert into nec.audit (happened_at, who, action, target) values ('2000-01-01', 'Alex North', 'run-job', 'CheckPages');
                    """);
                break;
        }
    }

    public static ChildWorker Start(Workplace place)
    {
        var settings = new Dictionary<string, string?>(place.Settings, StringComparer.Ordinal)
        {
            ["ConnectionStrings:Nec"] = $"{place.Database.ConnectionString};Application Name={Child}",
            ["NEC_TEST_CLOCK"] = Now,
            ["DOTNET_STARTUP_HOOKS"] = typeof(StartupHook).Assembly.Location,
        };
        foreach (var key in JobCatalogue.SettingKeys)
        {
            settings[key] = "-"; // nothing but what is asked for
        }

        return ChildWorker.Start(settings);
    }

    public static Task Ended(Workplace place, string id) => Until(
        place, $"select count(*)::int from nec.run where engine_id = '{id}' and outcome in ('succeeded', 'partly', 'nothing-seen', 'skipped')", ended => ended > 0);

    public static Task Until(Workplace place, string sql, Func<int, bool> isSo) => Poll.Until(async () =>
    {
        try
        {
            return isSo(await place.Ask<int>(sql));
        }
        catch (NpgsqlException)
        {
            return false; // cut off with the worker
        }
    });

    // Every connection ends, and for a while none is let in: until the worker has tried in vain.
    public static async Task CutOff(TestDatabase database)
    {
        await Allow(database, connections: false);
        await Allow(database, connections: true);
    }

    public static async Task Allow(TestDatabase database, bool connections)
    {
        var name = new NpgsqlConnectionStringBuilder(database.ConnectionString).Database;
        await using var server = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(database.ConnectionString) { Database = "postgres" });
        await using var command = server.CreateCommand($"alter database {name} allow_connections {connections}");
        await command.ExecuteNonQueryAsync(Token);
        if (!connections)
        {
            await using var end = server.CreateCommand($"select pg_terminate_backend(pid) from pg_stat_activity where datname = '{name}' and application_name = any('{{{Child},nec run,nec engine}}')");
            await end.ExecuteNonQueryAsync(Token);
        }
    }

    public static async Task Is_done_once(Workplace place, WebApplication host, string job, string table, string id, params string[] first)
    {
        var outcomes = await place.Ask<string>($"select string_agg(outcome, ' ' order by run_id) from nec.run where engine_id = '{id}'");
        Assert.Contains(outcomes.Split(' ')[0], first);
        Assert.Equal(0, await place.Ask<int>($"select count(*)::int from nec.run where engine_id = '{id}' and ended_at is null"));

        // A further run finds nothing left to do.
        var before = await place.Ask<string>($"select md5(string_agg(row::text, ' ' order by row::text)) from {table} row");
        await (job switch
        {
            nameof(WriteNotices) => Workplace.Run<WriteNotices>(host),
            nameof(AssessCommitments) => Workplace.Run<AssessCommitments>(host),
            nameof(PollNeighbourhoods) => Workplace.Run<PollNeighbourhoods>(host),
            nameof(CheckPages) => Workplace.Run<CheckPages>(host),
            nameof(PullFollowers) => Workplace.Run<PullFollowers>(host),
            nameof(PurgeExpired) => Workplace.Run<PurgeExpired>(host),
            nameof(RefreshBankHolidays) => Workplace.Run<RefreshBankHolidays>(host),
            nameof(SendMail) => Workplace.Run<SendMail>(host),
            _ => Task.CompletedTask,
        });
        Assert.Equal(before, await place.Ask<string>($"select md5(string_agg(row::text, ' ' order by row::text)) from {table} row"));
        Assert.Equal(await Expected(place, job), await place.Ask<int>(Done(job)));
    }

    // What the whole of the work is.
    private static Task<int> Expected(Workplace place, string job) => Task.FromResult(job switch
    {
        nameof(WriteNotices) or nameof(AssessCommitments) => 4, // a notice and a promise for each team
        nameof(PollNeighbourhoods) or nameof(CheckPages) => 4,
        nameof(CheckPageShard) => 2,
        nameof(PullFollowers) => 12,
        nameof(PurgeExpired) => 0,
        nameof(RefreshBankHolidays) => 1,
        nameof(SendMail) => place.World.Mail.Messages.DistinctBy(mail => mail.MessageId).Count() == 5 ? 5 : -1,
        _ => throw new InvalidOperationException(job),
    });

    private static string Done(string job) => job switch
    {
        nameof(WriteNotices) => "select count(distinct recipient_address)::int from nec.notice where kind = 'urgent' or kind = 'digest'",
        nameof(AssessCommitments) => "select count(*)::int from nec.finding",
        nameof(PurgeExpired) => "select count(*)::int from nec.run where started_at < '2018-01-01'",
        nameof(RefreshBankHolidays) => "select count(distinct seen_at)::int from nec.bank_holiday",
        nameof(SendMail) => "select count(*)::int from nec.notice where state = 'sent'",
        _ => "select case when count(*) = count(distinct (team, target, body ->> 'source')) then count(distinct (team, target))::int else -1 end from nec.fact where kind = 'check'",
    };
}
