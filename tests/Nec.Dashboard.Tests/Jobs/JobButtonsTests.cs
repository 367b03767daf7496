using System.Net;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Nec.Application.Jobs;
using Npgsql;

namespace Nec.Dashboard.Tests.Jobs;

/// <summary>Who may steer jobs, that it is asked once, and that it is written down.</summary>
public sealed class JobButtonsTests : RunTests
{
    private long _run;

    private string[] Buttons => ["/jobs/CheckPages/run", "/jobs/CheckPages/pause", "/jobs/CheckPages/resume", $"/runs/{_run}/again", "/runs/failed"];

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await Sample.Fill(Host, CancellationToken);
        _run = await Add("a", Run("CheckPages") with { Arguments = "shard 7" });
    }

    [Theory]
    [InlineData(Roles.Viewer)]
    [InlineData(Roles.Team)]
    public async Task Who_may_not_steer_sees_no_button_and_is_refused_when_forging_one(string role)
    {
        using var client = await Host.SignedIn(role, CancellationToken);
        Assert.DoesNotContain("/jobs/CheckPages/", await client.GetStringAsync("/jobs/CheckPages?done=pause", CancellationToken), StringComparison.Ordinal);
        foreach (var button in Buttons)
        {
            using var seen = await client.GetAsync(button, CancellationToken);
            using var forged = await client.Press(button, CancellationToken, ("reason", "a forged one"));
            Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.Forbidden), (seen.StatusCode, forged.StatusCode));
        }

        Assert.Empty(await Audited());
        Assert.Empty(Host.Asked.All);
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
        Assert.Empty(Host.Asked.All);
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
        var asked = Assert.Single(Host.Asked.All);
        Assert.Equal(("CheckPages", null), (asked.Job, asked.Arguments));
        Assert.NotNull(asked.AuditId);
    }

    [Fact]
    public async Task A_paused_job_is_not_run_and_the_page_says_so()
    {
        using var client = await Host.SignedIn(Roles.Operator, CancellationToken);
        using var paused = await client.Press("/jobs/CheckPages/pause", CancellationToken, ("reason", "the site moves"));
        Assert.DoesNotContain("href=\"/jobs/CheckPages/run\"", await client.GetStringAsync(paused.Headers.Location, CancellationToken), StringComparison.Ordinal);
        using var pressed = await client.Press("/jobs/CheckPages/run", CancellationToken);
        Assert.Contains("Check pages is paused. Resume it first.", await client.GetStringAsync(pressed.Headers.Location, CancellationToken), StringComparison.Ordinal);
        Assert.Empty(Host.Asked.All);
        Assert.Equal(["pause-job|Alex North|CheckPages|the site moves|until it is resumed", "run-job|Alex North|CheckPages||", "run-job-failed|Alex North|CheckPages||"], await Audited());
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

    [Theory]
    [InlineData("/jobs/CheckPages/run")]
    [InlineData("/jobs/CheckPages/pause")]
    [InlineData("/jobs/CheckPages/resume")]
    [InlineData("again")]
    public async Task A_reason_that_is_too_long_is_said_at_its_field_and_kept(string button)
    {
        var typed = new string('x', 251);
        using var client = await Host.SignedIn(Roles.Operator, CancellationToken);
        using var reply = await client.Press(button == "again" ? $"/runs/{_run}/again" : button, CancellationToken, ("reason", typed));
        var page = await reply.Content.ReadAsStringAsync(CancellationToken);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, reply.StatusCode);
        Assert.Contains("<a href=\"#reason\">The reason must be 250 characters or fewer</a>", page, StringComparison.Ordinal);
        Assert.Contains(typed, page, StringComparison.Ordinal);
        Assert.Empty(await Audited());
        Assert.Empty(Host.Asked.All);
    }

    [Fact]
    public async Task A_pause_says_why_who_and_until_when_and_resuming_makes_up_for_what_was_missed()
    {
        using var client = await Host.SignedIn(Roles.Operator, CancellationToken);
        using var paused = await client.Press("/jobs/CheckPages/pause", CancellationToken, ("reason", "the site moves"), ("day", "1"), ("month", "4"), ("year", "2026"), ("time", "09:30"));
        var page = await client.GetStringAsync(paused.Headers.Location, CancellationToken);
        Assert.Contains("<a class=\"govuk-notification-banner__link\" href=\"/jobs/CheckPages/resume\">Resume it</a>", page, StringComparison.Ordinal); // the way back
        Assert.Contains("the site moves (Alex North, 10 February 2026 at 09:00 GMT); until 1 April 2026 at 09:30 BST", page, StringComparison.Ordinal);
        Assert.Contains("when its pause ends on 1 April 2026 at 09:30 BST", page, StringComparison.Ordinal);
        Assert.Contains("the site moves", await client.GetStringAsync("/jobs", CancellationToken), StringComparison.Ordinal);

        Host.Time.Now = new(2026, 2, 11, 4, 0, 0, TimeSpan.Zero); // 03:30 has passed
        using var later = await Host.SignedIn(Roles.Operator, CancellationToken);
        using var resumed = await later.Press("/jobs/CheckPages/resume", CancellationToken);
        page = await later.GetStringAsync(resumed.Headers.Location, CancellationToken);
        Assert.DoesNotContain("the site moves", page, StringComparison.Ordinal);
        Assert.Contains("href=\"/jobs/CheckPages/pause\">Pause it again</a>", page, StringComparison.Ordinal);
        Assert.Equal(new DateTimeOffset(2026, 2, 11, 3, 30, 0, TimeSpan.Zero), Assert.Single(Host.Asked.All).ScheduledFor);
        Assert.Equal(["pause-job|Alex North|CheckPages|the site moves|until 2026-04-01T08:30:00.0000000+00:00", "resume-job|Alex North|CheckPages||"], await Audited());
    }

    [Fact]
    public async Task A_run_is_run_again_with_its_own_arguments()
    {
        using var client = await Host.SignedIn(Roles.Admin, CancellationToken);
        using var reply = await client.Press($"/runs/{_run}/again", CancellationToken, ("reason", " the disk was full "));
        Assert.Equal($"/runs/{_run}?done=again", reply.Headers.Location?.ToString());
        Assert.Contains("Check pages is asked to run again.", await client.GetStringAsync(reply.Headers.Location, CancellationToken), StringComparison.Ordinal);
        Assert.Equal("shard 7", Assert.Single(Host.Asked.All).Arguments);
        Assert.Equal([$"run-again|Alex North|CheckPages|the disk was full|after run {_run}"], await Audited());
    }

    [Fact]
    public async Task What_was_asked_and_failed_is_written_down_as_such()
    {
        Host.Asked.Trouble = new InvalidOperationException("the engine is out of reach");
        await Assert.ThrowsAsync<InvalidOperationException>(() => Host.Services.GetRequiredService<JobActions>().Run("CheckPages", "Alex North", null, CancellationToken));
        Assert.Equal(["run-job|Alex North|CheckPages||", "run-job-failed|Alex North|CheckPages||"], await Audited());
    }

    [Theory]
    [InlineData("/jobs/Knitting/run")]
    [InlineData("/jobs/Knitting/pause")]
    [InlineData("/jobs/Knitting/resume")]
    [InlineData("/runs/4711/again")]
    public async Task What_is_not_there_is_not_found(string address)
    {
        using var client = await Host.SignedIn(Roles.Admin, CancellationToken);
        using var reply = await client.Press(address, CancellationToken, ("reason", "why"));
        Assert.Equal(HttpStatusCode.NotFound, reply.StatusCode);
        Assert.Empty(await Audited());
        Assert.Empty(Host.Asked.All);
    }

    private async Task<IReadOnlyList<string>> Audited()
    {
        await using var connection = await Host.Services.GetRequiredService<NpgsqlDataSource>().OpenConnectionAsync(CancellationToken);
        return [.. await connection.QueryAsync<string>("select concat(action, '|', who, '|', target, '|', reason, '|', after) from nec.audit where action <> 'sign-in' order by audit_id")];
    }
}
