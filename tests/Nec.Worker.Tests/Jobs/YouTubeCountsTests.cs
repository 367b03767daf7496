using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Nec.Core.Facts;
using Nec.Simulator;
using Nec.Storage;
using Nec.Testing;
using Nec.Worker.Jobs;
using Nec.Worker.Tests.Cli;
using Nec.Worker.Tests.Hosting;

namespace Nec.Worker.Tests.Jobs;

/// <summary>YouTube's policies let a count be kept for thirty days; every other reading stays.</summary>
public sealed class YouTubeCountsTests
{
    private static readonly DateTimeOffset Start = Workplace.At("2019-09-02T05:15Z");

    private static string Contract { get; } = TeamFile.Of("newsletter", TeamFile.Newsletter, from: "2019-01-01")
        .Replace("commitments:", $"  - {{ id: channel, network: youtube, handle: \"{SimulatedChannel.North.Id}\", metric: subscribers }}\ncommitments:", StringComparison.Ordinal);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(28, false, true)] // not yet
    [InlineData(29, false, false)] // before it is thirty days old
    [InlineData(60, false, false)] // a worker that was off makes up for it
    [InlineData(60, true, true)] // YouTube has agreed
    public async Task A_count_of_youtubes_goes_before_it_is_thirty_days_old(int days, bool isAgreed, bool isKept)
    {
        await using var place = await Open(isAgreed);
        var app = await place.Host();
        await Workplace.Run<PullFollowers>(app);
        await app.Services.GetRequiredService<Facts>().Record("north", [new Reading("channel", "subscribers", Start.AddHours(3), 868)], "admin", Start.AddHours(4), "by-hand", Token);

        place.MoveTo(Start.AddDays(days));
        var report = await Workplace.Run<PullFollowers>(app);

        var facts = await Workplace.Facts(app);
        var readings = facts.OfType<Reading>().Where(reading => reading.At < Start.AddDays(1)).ToList();
        Assert.Equal(isKept, readings.Exists(reading => reading.Account == "channel" && reading.At == Start));
        Assert.Contains(readings, reading => reading is { Account: "channel", Count: 868 }); // a person read that one
        Assert.Equal(3, readings.Count(reading => reading.Account != "channel"));
        Assert.Equal(2, facts.OfType<SourceCheck>().Count(check => check.Target == "channel")); // that we looked is ours
        Assert.Equal(!isKept, report.Summary!.Contains("1 old of YouTube's deleted", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_count_goes_with_what_corrected_it_and_leaves_a_number()
    {
        await using var place = await Open(isAgreed: false);
        var app = await place.Host();
        await Workplace.Run<PullFollowers>(app);
        var facts = app.Services.GetRequiredService<Facts>();
        var read = (await Workplace.Facts(app)).OfType<Reading>().Single(reading => reading.Account == "channel");
        await facts.Correct("north", read.Id!.Value, read with { Id = null, Count = 999 }, "admin", Start.AddHours(1), Token);

        place.MoveTo(Start.AddDays(40));
        await Workplace.Run<PullFollowers>(app);

        Assert.Equal(Start.AddDays(40), (await Workplace.Facts(app)).OfType<Reading>().Single(reading => reading.Account == "channel").At);
        await using var connection = await place.Database.DataSource.OpenConnectionAsync(Token);
        Assert.Equal(2, await connection.ExecuteScalarAsync<int>("select sum(rows)::int from nec.fact_purge where kind = 'reading'"));
    }

    private static async Task<Workplace> Open(bool isAgreed)
    {
        var place = await Workplace.Open("2019-09-02T05:15Z", Contract);
        place.Settings["YouTube:Key"] = "simulated";
        place.Settings["YouTube:BaseAddress"] = place.World.YouTube.Address.ToString().TrimEnd('/');
        place.Settings["YouTube:KeepCounts"] = isAgreed ? "true" : "false";
        return place;
    }
}
