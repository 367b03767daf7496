using Dapper;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Nec.Storage;
using Nec.Testing;
using Nec.Worker.Hosting;
using Nec.Worker.Tests.Cli;

namespace Nec.Worker.Tests.Hosting;

/// <summary>Building a host touches no database; opening one leaves nothing for its caller to remember.</summary>
public sealed class StartUpTests
{
    private const string Schemas = """
        select coalesce(string_agg(nspname, ' ' order by nspname), '')
        from pg_namespace
        where nspname in ('nec', 'hangfire')
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Building_leaves_an_empty_database_empty_and_opening_fills_it(bool isWorker)
    {
        await using var place = await Empty();
        await using (NecHost.Build(place.Plan(isWorker, servesPages: isWorker)))
        {
            Assert.Equal("", await place.Ask<string>(Schemas));
        }

        await place.Host(isWorker, servesPages: isWorker);
        Assert.Equal("hangfire nec", await place.Ask<string>(Schemas));
        Assert.Equal(1, await place.Ask<int>("select count(*)::int from nec.team_contract"));
    }

    [Fact]
    public async Task What_was_done_is_said_and_the_next_time_that_there_was_nothing_to_do()
    {
        await using var place = await Empty();
        await using var building = NecHost.Build(place.Plan());
        var app = await building.StartUp(Token);
        Assert.Equal(
            [
                "Information: The database is up to date (migrations applied: 0)",
                "Information: The schema of the job engine is up to date",
                "Information: Contract versions whose text is new or changed: 0 of 1",
            ],
            await Said(app));

        await using var connection = await place.Database.DataSource.OpenConnectionAsync(Token);
        await connection.ExecuteAsync("drop schema nec cascade; drop schema hangfire cascade;");
        var said = await Said(app);
        Assert.Matches(@"^Information: The database is now at \d{4}_\w+\.sql \(migrations applied: [1-9]\d+\)$", said[0]);
        Assert.Equal("Information: The schema of the job engine was installed or upgraded", said[1]);
        Assert.Equal("Information: Contract versions whose text is new or changed: 1 of 1", said[2]);
    }

    [Fact]
    public async Task Two_starts_at_once_on_an_empty_database_both_succeed()
    {
        await using var place = await Empty();
        var hosts = await Task.WhenAll(NecHost.Open(place.Plan(runsJobs: true), Token), NecHost.Open(place.Plan(runsJobs: true), Token));
        foreach (var host in hosts)
        {
            await host.DisposeAsync();
        }

        Assert.Equal("hangfire nec", await place.Ask<string>(Schemas));
        Assert.Equal(1, await place.Ask<int>("select count(*)::int from nec.audit where action = 'load-contract'"));
    }

    [Fact]
    public async Task A_start_without_its_database_is_refused_in_a_sentence()
    {
        await using var place = await Empty();
        var plan = place.Plan() with { ConnectionString = "Host=127.0.0.1;Port=1;Username=nobody;Database=nowhere;Timeout=2" };
        var failure = await Assert.ThrowsAsync<StorageException>(() => NecHost.Open(plan, Token));
        Assert.Contains("nowhere at 127.0.0.1:1", failure.Message, StringComparison.Ordinal);
    }

    private static async Task<IReadOnlyList<string>> Said(WebApplication app)
    {
        var log = new ToldLog<StartUp>();
        await ActivatorUtilities.CreateInstance<StartUp>(app.Services, log).Run(Token);
        return log.Lines;
    }

    private static async Task<Workplace> Empty()
    {
        var place = await Workplace.Open("2019-09-16T07:00Z", TeamFile.Of("newsletter", TeamFile.Newsletter));
        await using var connection = await place.Database.DataSource.OpenConnectionAsync(Token);
        await connection.ExecuteAsync("drop schema nec cascade");
        return place;
    }
}
