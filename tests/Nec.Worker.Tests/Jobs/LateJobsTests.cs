using System.Net;
using Dapper;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Nec.Application.Jobs;
using Nec.Worker.Jobs;
using Nec.Worker.Tests.Cli;
using Nec.Worker.Tests.Hosting;

namespace Nec.Worker.Tests.Jobs;

/// <summary>A job that stays silent is late after an hour, and health says so.</summary>
public sealed class LateJobsTests
{
    private static readonly string Contract = TeamFile.Of("newsletter", TeamFile.Newsletter);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_job_is_late_an_hour_after_its_moment_and_not_before()
    {
        await using var place = await Workplace.Open("2019-09-16T07:30Z", Contract);
        await using var watch = await place.KeepWatch(); // so that nothing runs on the moved clock
        var app = await Registered(place);

        Assert.Empty(await Late(place, app, "2019-09-16T08:30Z"));
        Assert.Empty(await Late(place, app, "2019-09-17T02:29Z")); // PollNeighbourhoods: 02:30 in London is 01:30 UTC
        Assert.Equal([nameof(PollNeighbourhoods)], await Late(place, app, "2019-09-17T02:31Z"));
        Assert.Equal([nameof(AssessCommitments), nameof(CheckPages), nameof(PollNeighbourhoods), nameof(PullFollowers), nameof(WriteNotices)], await Late(place, app, "2019-09-17T09:00Z"));
        await app.Services.GetRequiredService<JobActions>().Pause(nameof(CheckPages), "Alex North", "the site moves", null, Token);
        Assert.DoesNotContain(nameof(CheckPages), await Late(place, app, "2019-09-17T09:00Z"));
    }

    [Theory]
    [InlineData("succeeded", false)]
    [InlineData("partly", false)]
    [InlineData("nothing-seen", false)]
    [InlineData("skipped", false)]
    [InlineData("failed", true)]
    [InlineData("retrying", true)]
    [InlineData("cancelled", true)]
    [InlineData("lost", true)]
    public async Task Only_a_run_that_ended_well_keeps_a_job_from_being_late(string outcome, bool isLate)
    {
        await using var place = await Workplace.Open("2019-09-16T07:30Z", Contract);
        await using var watch = await place.KeepWatch();
        var app = await Registered(place);
        await Ran(place, nameof(PollNeighbourhoods), "2019-09-17T01:30Z", outcome);

        Assert.Equal(isLate, (await Late(place, app, "2019-09-17T02:31Z")).Contains(nameof(PollNeighbourhoods)));
    }

    [Fact]
    public async Task What_was_scheduled_before_a_job_or_its_changed_schedule_was_first_registered_is_not_late()
    {
        await using var place = await Workplace.Open("2019-09-16T03:30Z", Contract); // PollNeighbourhoods was due two hours before
        place.SwitchOffAllBut(nameof(PollNeighbourhoods));
        await using var watch = await place.KeepWatch();
        var first = await Registered(place);
        Assert.Empty(await Late(place, first, "2019-09-16T03:31Z"));
        await first.StopAsync(Token);

        place.Settings["Jobs:PollNeighbourhoods:Cron"] = "0 30 2 * * ?"; // the same
        Assert.Equal([nameof(PollNeighbourhoods)], await Late(place, await Registered(place), "2019-09-17T02:31Z"));
        place.Settings["Jobs:PollNeighbourhoods:Cron"] = "0 10 2 * * ?"; // another
        Assert.Empty(await Late(place, await Registered(place), "2019-09-17T02:31Z"));
    }

    [Fact]
    public async Task Health_fails_when_a_job_is_late()
    {
        await using var place = await Workplace.Open("2019-09-16T07:30Z", Contract);
        await using var watch = await place.KeepWatch();
        var app = await Registered(place);
        using var client = new HttpClient { BaseAddress = new(app.Urls.First()) };
        var well = await client.GetAsync(new Uri("/healthz", UriKind.Relative), Token);
        place.MoveTo("2019-09-17T09:00Z");

        var late = await client.GetAsync(new Uri("/healthz", UriKind.Relative), Token);

        Assert.Equal(HttpStatusCode.OK, well.StatusCode);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, late.StatusCode);
    }

    [Fact]
    public async Task Health_fails_when_the_database_is_away()
    {
        await using var place = await Workplace.Open("2019-09-16T07:30Z", Contract);
        var app = await place.Host();
        await app.StartAsync(Token);
        using var client = new HttpClient { BaseAddress = new(app.Urls.First()) };
        var well = await client.GetAsync(new Uri("/healthz", UriKind.Relative), Token);
        await place.Database.DisposeAsync();

        var away = await client.GetAsync(new Uri("/healthz", UriKind.Relative), Token);

        Assert.Equal(HttpStatusCode.OK, well.StatusCode);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, away.StatusCode);
    }

    /// <summary>Writes an attempt down as it would stand after its end.</summary>
    internal static async Task Ran(Workplace place, string job, string at, string outcome)
    {
        await using var connection = await place.Database.DataSource.OpenConnectionAsync(Token);
        await connection.ExecuteAsync(
            """
            insert into nec.run (job, scheduled_for, attempt, node, started_at, ended_at, outcome, failure)
            values (@job, @At, 1, 'node-1', @At, @At + interval '2 seconds', @outcome, case when @outcome in ('failed', 'retrying') then 'the disk is full' end)
            """,
            new { job, At = Workplace.At(at), outcome });
    }

    private static async Task<WebApplication> Registered(Workplace place)
    {
        (place.Settings["Jobs:SendMail:Cron"], place.Settings["Jobs:Heartbeat:Cron"]) = ("-", "-");
        var app = await place.Host(runsJobs: true);
        await app.StartAsync(Token);
        return app;
    }

    private static async Task<IReadOnlyList<string>> Late(Workplace place, WebApplication app, string now)
    {
        place.MoveTo(now);
        return [.. (await app.Services.GetRequiredService<JobHealth>().All(Token)).Where(job => job.LateSince is not null).Select(job => job.Job.Job).Order(StringComparer.Ordinal)];
    }
}
