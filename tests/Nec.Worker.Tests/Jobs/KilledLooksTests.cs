using Microsoft.Extensions.DependencyInjection;
using Nec.Application.Jobs;
using Nec.Core.Facts;
using Nec.Simulator;
using Nec.Worker.Jobs;
using Nec.Worker.Tests.Cli;
using Nec.Worker.Tests.Hosting;

namespace Nec.Worker.Tests.Jobs;

/// <summary>Workers that are killed or stopped while they look at neighbourhoods or count followers: what is done stays done, and what is not is no failure of the source's.</summary>
public sealed class KilledLooksTests
{
    private static readonly string[] Parts =
    [
        "WD-BRIDPORT/priorities", "WD-BRIDPORT/people", "WD-BRIDPORT/events",
        "WD-DORCHESTER/priorities", "WD-DORCHESTER/people", "WD-DORCHESTER/events",
        "WD-SHERBORNE/priorities", "WD-SHERBORNE/people", "WD-SHERBORNE/events",
    ];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static string Neighbourhoods { get; } = TeamFile.Of("priorities", "each: quarter, evidence: { priorities: true }", from: "2019-01-01")
        .Replace("force: invented", "force: dorset", StringComparison.Ordinal).Replace("[N1]", "[WD-BRIDPORT, WD-DORCHESTER, WD-SHERBORNE]", StringComparison.Ordinal);

    private static string Accounts { get; } = TeamFile.Of("newsletter", TeamFile.Newsletter, from: "2019-01-01")
        .Replace("commitments:", "  - { id: tweets, network: x, handle: NorthTeamSim, metric: followers }\ncommitments:", StringComparison.Ordinal);

    [Fact]
    public async Task A_neighbourhood_that_a_killed_worker_saw_is_not_looked_at_again()
    {
        await using var place = await Open(Neighbourhoods);
        var server = place.World.PoliceUk;
        server.Fail(HttpFault.Slow(TimeSpan.FromHours(1)), HttpFault.Always, "/api/dorset/WD-DORCHESTER/priorities");

        await KillAndRunAgain(place, nameof(PollNeighbourhoods), server, "/api/dorset/WD-DORCHESTER/priorities", "select count(*)::int from nec.fact where kind = 'check'", 3);

        Assert.Equal(
            Parts.Select(part => (part, part == "WD-DORCHESTER/priorities" ? 2 : 1)),
            server.Recent.Select(seen => seen.PathAndQuery["/api/dorset/".Length..]).GroupBy(part => part, StringComparer.Ordinal).Select(part => (part.Key, part.Count())));
        Assert.Equal(3, await place.Ask<int>("select count(*)::int from nec.fact where kind = 'check' and body ->> 'outcome' = 'ok'"));
    }

    [Fact]
    public async Task An_account_that_a_killed_worker_counted_is_not_counted_again()
    {
        await using var place = await Open(Accounts);
        var (facebook, x) = (place.World.Graph, place.World.X);
        x.Fail(HttpFault.Slow(TimeSpan.FromHours(1)), HttpFault.Always, "/2/users/by");

        await KillAndRunAgain(place, nameof(PullFollowers), x, "/2/users/by", "select count(*)::int from nec.fact where kind = 'reading'", 4);

        Assert.Equal(2, facebook.Requests); // one batch, and the word about the token
        Assert.Equal(2, x.Recent.Count(seen => seen.PathAndQuery.StartsWith("/2/users/by", StringComparison.Ordinal)));
        Assert.Equal(4, await place.Ask<int>("select count(*)::int from nec.fact where kind = 'check' and body ->> 'outcome' = 'ok'"));
    }

    [Fact]
    public async Task A_neighbourhood_that_a_stop_kept_from_being_seen_is_not_unable() =>
        await Stop<PollNeighbourhoods>(Neighbourhoods, place => place.World.PoliceUk, "/api/dorset/WD-DORCHESTER/people", ["WD-BRIDPORT"]);

    [Fact]
    public async Task An_account_that_a_stop_kept_from_being_counted_is_not_unable() =>
        await Stop<PullFollowers>(Accounts, place => place.World.X, "/2/users/by", ["bridport", "dorchester", "sherborne"]);

    private static async Task<Workplace> Open(string contract)
    {
        var place = await Workplace.Open("2019-09-10T05:15Z", contract);
        place.Settings["X:Token"] = "simulated";
        place.Settings["X:BaseAddress"] = place.World.X.Address.ToString().TrimEnd('/');
        return place;
    }

    private static async Task Stop<TJob>(string contract, Func<Workplace, SimulatedServer> serverOf, string path, string[] seen)
        where TJob : IJob
    {
        await using var place = await Open(contract);
        var app = await place.Host();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        serverOf(place).Fail(
            new HttpFault("stopped", async (context, good) =>
            {
                await stop.CancelAsync();
                await HttpFault.Slow(TimeSpan.FromHours(1)).Answer(context, good);
            }),
            HttpFault.Always, path);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Workplace.Run<TJob>(app, stop: stop.Token));

        var checks = (await Workplace.Facts(app)).OfType<SourceCheck>().ToList();
        Assert.All(checks, check => Assert.Equal(CheckOutcome.Ok, check.Outcome));
        Assert.Equal(seen, checks.Select(check => check.Target).Order(StringComparer.Ordinal));
    }

    // The first worker is killed once the server holds its question; the second takes up the run that the first left behind, and then runs another to its end.
    private static async Task KillAndRunAgain(Workplace place, string job, SimulatedServer server, string held, string done, int count)
    {
        place.SwitchOffAllBut();
        var settings = new Dictionary<string, string?>(place.Settings, StringComparer.Ordinal) { ["ConnectionStrings:Nec"] = place.Database.ConnectionString, ["Host:Roles"] = "jobs" };
        var ask = (await place.Host()).Services.GetRequiredService<JobQueue>();
        await ask(new(job), Token);
        await using (var killed = ChildWorker.Start(settings))
        {
            await killed.Until(Poll.Until(() => Task.FromResult(server.Recent.Any(seen => seen.PathAndQuery.StartsWith(held, StringComparison.Ordinal)))));
            await killed.Kill();
        }

        server.Recover();
        await using (var heir = ChildWorker.Start(settings))
        {
            await heir.Until(place.Until("select count(*) = 2 from nec.run where ended_at is not null"));
            Assert.Equal(count, await place.Ask<int>(done));
            await ask(new(job), Token);
            await heir.Until(place.Until("select count(*) = 3 from nec.run where ended_at is not null"));
            await heir.Kill();
        }

        Assert.Equal("1 lost, 2 succeeded, 1 succeeded", await place.Ask<string>("select string_agg(attempt || ' ' || outcome, ', ' order by run_id) from nec.run"));
    }
}
