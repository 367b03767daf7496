using System.Net;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Nec.Dashboard.Jobs;
using Npgsql;
using Quartz;
using Quartz.Extensibility;

namespace Nec.Dashboard.Tests.Jobs;

/// <summary>Who may steer jobs, that it is asked once, and that it is written down.</summary>
public sealed class JobButtonsTests : DashboardTests
{
    private static readonly string[] Buttons = ["/jobs/CheckPages/run", "/jobs/CheckPages/pause", "/jobs/CheckPages/resume", "/runs/run-1/again", "/runs/run-1/retry", "/runs/run-1/cancel-retry", "/runs/run-1/cancel", "/runs/failed"];

    public override async ValueTask InitializeAsync()
    {
        await Start(judge: null, storesJobs: true);
        await Sample.Fill(Host, CancellationToken);
    }

    [Theory]
    [InlineData(Roles.Viewer)]
    [InlineData(Roles.Team)]
    public async Task Who_may_not_steer_sees_no_button_and_is_refused_when_forging_one(string role)
    {
        using var client = await Host.SignedIn(role, CancellationToken);
        var page = await client.GetStringAsync("/jobs/CheckPages", CancellationToken);
        Assert.DoesNotContain("/jobs/CheckPages/", page, StringComparison.Ordinal);
        foreach (var button in Buttons)
        {
            using var seen = await client.GetAsync(button, CancellationToken);
            using var forged = await client.Press(button, CancellationToken, ("reason", "a forged one"));
            Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.Forbidden), (seen.StatusCode, forged.StatusCode));
        }

        Assert.Empty(await Audited());
    }

    [Fact]
    public async Task Nobody_signed_in_is_asked_to_sign_in_and_a_press_without_its_token_is_refused()
    {
        using var nobody = Host.Anonymous();
        using var admin = await Host.SignedIn(Roles.Admin, CancellationToken);
        foreach (var button in Buttons)
        {
            using var empty = new FormUrlEncodedContent([]);
            using var unknown = await nobody.PostAsync(button, empty, CancellationToken);
            using var forged = await admin.PostAsync(button, empty, CancellationToken);
            Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.BadRequest), (unknown.StatusCode, forged.StatusCode));
        }

        Assert.Empty(await Audited());
    }

    [Theory]
    [InlineData(Roles.Operator)]
    [InlineData(Roles.Admin)]
    public async Task A_run_is_asked_for_once_written_down_and_said(string role)
    {
        using var client = await Host.SignedIn(role, CancellationToken);
        Assert.Contains("href=\"/jobs/CheckPages/run\"", await client.GetStringAsync("/jobs/CheckPages", CancellationToken), StringComparison.Ordinal);
        Assert.Contains("Run Check pages now?", await client.GetStringAsync("/jobs/CheckPages/run", CancellationToken), StringComparison.Ordinal);
        Assert.Empty(await Audited()); // looking changes nothing
        using var reply = await client.Press("/jobs/CheckPages/run", CancellationToken);
        Assert.Equal("/jobs/CheckPages?done=run", reply.Headers.Location?.ToString());
        Assert.Contains("Check pages is asked to run.", await client.GetStringAsync(reply.Headers.Location, CancellationToken), StringComparison.Ordinal);
        Assert.Equal(["run-job|Alex North|CheckPages||"], await Audited());
        var triggers = await Scheduler.QueryTriggers(new() { Job = new("CheckPages", "nec") }, CancellationToken);
        Assert.Equal(2, triggers.Items.Count); // its schedule, and the one asked for
    }

    [Fact]
    public async Task A_pause_needs_a_reason_and_an_end_in_the_future_and_keeps_what_was_typed()
    {
        using var client = await Host.SignedIn(Roles.Operator, CancellationToken);
        using var reply = await client.Press("/jobs/CheckPages/pause", CancellationToken, ("reason", " "), ("day", "9"), ("month", "2"), ("year", "2026"), ("time", "25:00"));
        var page = await reply.Content.ReadAsStringAsync(CancellationToken);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, reply.StatusCode);
        Assert.Contains("<title>Error: Pause Check pages?", page, StringComparison.Ordinal);
        Assert.Contains("<a href=\"#reason\">Enter why the job is paused</a>", page, StringComparison.Ordinal);
        Assert.Contains("<a href=\"#day\">The end of the pause must be in the future</a>", page, StringComparison.Ordinal);
        Assert.Contains("<a href=\"#time\">The time must be hours and minutes, such as 09:00</a>", page, StringComparison.Ordinal);
        Assert.Contains("value=\"25:00\"", page, StringComparison.Ordinal);
        Assert.Empty(await Audited());
    }

    [Fact]
    public async Task A_pause_says_why_who_and_until_when_and_its_end_waits_at_that_london_time()
    {
        using var client = await Host.SignedIn(Roles.Operator, CancellationToken);
        using var paused = await client.Press("/jobs/CheckPages/pause", CancellationToken, ("reason", "the site moves"), ("day", "1"), ("month", "4"), ("year", "2026"), ("time", "09:30"));
        var page = await client.GetStringAsync(paused.Headers.Location, CancellationToken);
        Assert.Contains("<a class=\"govuk-notification-banner__link\" href=\"/jobs/CheckPages/resume\">Resume it</a>", page, StringComparison.Ordinal); // the way back
        Assert.Contains("the site moves (Alex North, 10 February 2026 at 09:00 GMT); until 1 April 2026 at 09:30 BST", page, StringComparison.Ordinal);
        Assert.Contains("when its pause ends on 1 April 2026 at 09:30 BST", page, StringComparison.Ordinal);
        var end = await Scheduler.GetTrigger(new TriggerKey("CheckPages", JobKeys.PauseGroup), CancellationToken);
        Assert.Equal(new DateTimeOffset(2026, 4, 1, 8, 30, 0, TimeSpan.Zero), end?.NextFireTimeUtc);

        using var resumed = await client.Press("/jobs/CheckPages/resume", CancellationToken);
        page = await client.GetStringAsync(resumed.Headers.Location, CancellationToken);
        Assert.DoesNotContain("the site moves", page, StringComparison.Ordinal);
        Assert.Contains("href=\"/jobs/CheckPages/pause\">Pause it again</a>", page, StringComparison.Ordinal);
        Assert.Null(await Scheduler.GetTrigger(new TriggerKey("CheckPages", JobKeys.PauseGroup), CancellationToken));
        Assert.Equal(["pause-job|Alex North|CheckPages|the site moves|until 2026-04-01T08:30:00.0000000+00:00", "resume-job|Alex North|CheckPages||"], await Audited());
    }

    [Fact]
    public async Task A_run_is_run_again_with_its_own_input()
    {
        var history = Host.Services.GetRequiredService<IExecutionHistoryStore>();
        await history.AddExecution(new("nec", "node-1", "nec", "CheckPages", "nec", "CheckPages", Host.Time.Now, TimeSpan.FromSeconds(2), true, null) { EntryId = "run-1", Input = "shard 7" }, CancellationToken);
        using var client = await Host.SignedIn(Roles.Admin, CancellationToken);
        using var reply = await DashboardHost.PressWithAnyToken(client, "/runs/run-1/again", [KeyValuePair.Create("reason", " the disk was full ")], CancellationToken);
        Assert.Equal("/runs/run-1?done=again", reply.Headers.Location?.ToString());
        var asked = (await Scheduler.GetTriggersOfJob(new JobKey("CheckPages", "nec"), CancellationToken)).Single(trigger => trigger.Key.Group != "nec");
        Assert.Equal("shard 7", asked.JobDataMap.GetString(SchedulerConstants.JobInput));
        Assert.Equal(["run-again|Alex North|CheckPages|the disk was full|after run run-1"], await Audited());
    }

    [Fact]
    public async Task Who_may_not_steer_is_offered_no_way_back()
    {
        using var client = await Host.SignedIn(Roles.Viewer, CancellationToken);
        Assert.DoesNotContain("Resume it", await client.GetStringAsync("/jobs/CheckPages?done=pause", CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_asked_and_came_to_nothing_is_written_down_as_such()
    {
        await Assert.ThrowsAnyAsync<Exception>(() => Host.Services.GetRequiredService<JobActions>().Run("CheckPages", "Alex North", null, new CancellationToken(canceled: true)));
        Assert.False(await Host.Services.GetRequiredService<JobActions>().Cancel("ended-meanwhile", "CheckPages", "Alex North", null, CancellationToken));
        Assert.Equal(["cancel-run|Alex North|CheckPages||run ended-meanwhile", "cancel-run-came-to-nothing|Alex North|CheckPages||run ended-meanwhile"], await Audited());
    }

    [Fact]
    public async Task What_is_not_there_is_not_found()
    {
        using var client = await Host.SignedIn(Roles.Admin, CancellationToken);
        foreach (var address in (string[])["/jobs/Knitting/run", "/jobs/Knitting/resume", "/runs/none/again", "/runs/none/cancel"])
        {
            using var reply = await client.Press(address, CancellationToken);
            Assert.Equal(HttpStatusCode.NotFound, reply.StatusCode);
        }

        Assert.Empty(await Audited());
    }

    private IScheduler Scheduler => Host.Services.GetRequiredService<IScheduler>();

    private async Task<IReadOnlyList<string>> Audited()
    {
        await using var connection = await Host.Services.GetRequiredService<NpgsqlDataSource>().OpenConnectionAsync(CancellationToken);
        return [.. await connection.QueryAsync<string>("select concat(action, '|', who, '|', target, '|', reason, '|', after) from nec.audit where action <> 'sign-in' order by audit_id")];
    }
}
