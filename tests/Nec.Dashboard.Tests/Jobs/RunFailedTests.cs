using System.Net;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Nec.Dashboard.Jobs;
using Npgsql;
using Quartz;

namespace Nec.Dashboard.Tests.Jobs;

/// <summary>Running again what failed, all at once.</summary>
public sealed class RunFailedTests : RunHistoryTests
{
    [Fact]
    public async Task What_failed_and_fits_is_run_again_once_for_each_job_and_input_and_each_is_written_down()
    {
        var scheduler = Host.Services.GetRequiredService<IScheduler>();
        for (var number = 1; number <= 3; number++)
        {
            await Add($"mail-{number}", "SendMail", Host.Time.Now.AddHours(-number), JobRunResult.Failed, failure: "the server refused\n   at Sender.Send()");
        }

        await Add("shard-1", "CheckPageShard", Host.Time.Now.AddHours(-1), JobRunResult.Failed, input: "shard 1");
        await Add("shard-2", "CheckPageShard", Host.Time.Now.AddHours(-2), JobRunResult.Failed, input: "shard 2");
        await Add("shard-3", "CheckPageShard", Host.Time.Now, JobRunResult.Succeeded, input: "shard 2");
        await Add("retrying", "CheckPages", Host.Time.Now, JobRunResult.Failed, willRetry: true);
        await Add("old", "PurgeExpired", Host.Time.Now.AddDays(-9), JobRunResult.Failed);
        using var client = await Host.SignedIn(Roles.Operator, CancellationToken);
        Assert.Contains("href=\"/runs/failed?from=2026-02-09\"", await client.GetStringAsync("/runs?from=2026-02-09&sort=took", CancellationToken), StringComparison.Ordinal);
        var page = WebUtility.HtmlDecode(await client.GetStringAsync("/runs/failed?from=2026-02-09", CancellationToken));
        Assert.Contains("5 runs that fit failed for good.", page, StringComparison.Ordinal);
        Assert.Contains("Which of these 3 to run once", page, StringComparison.Ordinal);
        Assert.Matches("(?s)value=\"mail-1\" checked.*Send mail<.*Failed 3 times, the last on 10 February 2026 at 08:00 GMT: the server refused\\.<", page);
        Assert.Matches("(?s)value=\"shard-2\" aria-describedby.*It has succeeded since\\.<", page); // and so it is not ticked
        Assert.DoesNotContain("value=\"retrying\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("value=\"old\"", page, StringComparison.Ordinal);

        using var none = await client.Press("/runs/failed?from=2026-02-09", CancellationToken, ("reason", new('x', 251)));
        page = await none.Content.ReadAsStringAsync(CancellationToken);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, none.StatusCode);
        Assert.Contains("<a href=\"#run\">Tick at least one job to run</a>", page, StringComparison.Ordinal);
        Assert.Contains("<a href=\"#reason\">The reason must be 250 characters or fewer</a>", page, StringComparison.Ordinal);
        Assert.Contains("value=\"mail-1\"", page, StringComparison.Ordinal);

        using var pressed = await client.Press("/runs/failed?from=2026-02-09&outcome=failed", CancellationToken,
            ("run", "mail-1"), ("run", "mail-1"), ("run", "shard-1"), ("run", "shard-3"), ("run", "gone"), ("reason", "the server is back"));
        Assert.Equal("/runs?outcome=failed&from=2026-02-09&asked=2", pressed.Headers.Location?.ToString()); // what is gone or never failed is not run
        Assert.Contains("2 runs are asked for.", await client.GetStringAsync(pressed.Headers.Location, CancellationToken), StringComparison.Ordinal);
        var shard = Assert.Single(await scheduler.GetTriggersOfJob(new JobKey("CheckPageShard", "nec"), CancellationToken));
        Assert.Equal("shard 1", shard.JobDataMap.GetString(SchedulerConstants.JobInput));
        Assert.Equal(2, (await scheduler.GetTriggersOfJob(new JobKey("SendMail", "nec"), CancellationToken)).Count); // its schedule, and one run
        await using var connection = await Host.Services.GetRequiredService<NpgsqlDataSource>().OpenConnectionAsync(CancellationToken);
        Assert.Equal(
            ["Alex North SendMail the server is back after run mail-1", "Alex North CheckPageShard the server is back after run shard-1"],
            await connection.QueryAsync<string>("select concat_ws(' ', who, target, reason, after) from nec.audit where action = 'run-again' order by audit_id"));
    }

    [Theory]
    [InlineData("/runs", Roles.Operator, true)]
    [InlineData("/runs?outcome=failed", Roles.Operator, true)]
    [InlineData("/runs?outcome=succeeded", Roles.Operator, false)]
    [InlineData("/runs", Roles.Viewer, false)]
    public async Task What_failed_can_be_run_again_from_a_page_that_shows_none_of_it(string address, string role, bool isOffered)
    {
        for (var number = 1; number <= RunBoard.PageSize; number++)
        {
            await Add($"good-{number}", "SendMail", Host.Time.Now, JobRunResult.Succeeded);
        }

        await Add("bad", "SendMail", Host.Time.Now.AddDays(-1), JobRunResult.Failed);
        Assert.Equal(isOffered, (await Page(address, role)).Contains("href=\"/runs/failed\">Run again what failed and fits<", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_failed_is_not_run_by_a_filter_that_was_not_understood()
    {
        using var client = await Host.SignedIn(Roles.Operator, CancellationToken);
        using var reply = await client.GetAsync("/runs/failed?from=31/2/2026", CancellationToken);
        Assert.Equal((HttpStatusCode.Found, "/runs?from=31/2/2026"), (reply.StatusCode, reply.Headers.Location?.PathAndQuery));
    }
}
