using System.Net;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Nec.Dashboard.Tests.Jobs;

/// <summary>Rerunning failed jobs, all at once.</summary>
public sealed class RerunFailedTests : RunTests
{
    private SampleRun Failed(string job, int hoursAgo) => Run(job, Host.Time.Now.AddHours(-hoursAgo)) with { Outcome = "failed", Failure = "the server refused\n   at Sender.Send()" };

    [Fact]
    public async Task What_failed_and_matches_is_rerun_once_for_each_job_and_arguments_and_each_is_written_down()
    {
        await Add("mail 3", Failed("SendMail", 3));
        await Add("mail 2", Failed("SendMail", 2));
        var mail = await Add("mail 1", Failed("SendMail", 1));
        var one = await Add("shard 1", Failed("CheckPageShard", 1) with { Arguments = "shard 1" });
        var two = await Add("shard 2", Failed("CheckPageShard", 2) with { Arguments = "shard 2" });
        var good = await Add("shard 2, later", Run("CheckPageShard") with { Arguments = "shard 2" });
        var retrying = await Add("retrying", Failed("CheckPages", 0) with { Outcome = "retrying" });
        var old = await Add("old", Failed("PurgeExpired", 9 * 24));
        var gone = await Add("gone", Failed("Knitting", 1)); // this release has no such job
        using var client = await Host.SignedIn(Roles.Operator, CancellationToken);
        Assert.Contains("href=\"/runs/failed?from=2026-02-09\">Rerun failed jobs<", await client.GetStringAsync("/runs?from=2026-02-09&sort=took", CancellationToken), StringComparison.Ordinal);
        var page = WebUtility.HtmlDecode(await client.GetStringAsync("/runs/failed?from=2026-02-09", CancellationToken));
        Assert.Contains("5 matching runs failed for good.", page, StringComparison.Ordinal);
        Assert.Contains("Which jobs to rerun", page, StringComparison.Ordinal);
        Assert.Matches($"(?s)value=\"{mail}\" checked.*Send mail<.*Failed 3 times, the last on 10 February 2026 at 08:00 GMT: the server refused\\.<", page);
        Assert.Matches($"(?s)value=\"{two}\" aria-describedby.*It has succeeded since\\.<", page); // and so it is not ticked
        Assert.All((long[])[retrying, old, gone], id => Assert.DoesNotContain($"value=\"{id}\"", page, StringComparison.Ordinal));

        using var none = await client.Press("/runs/failed?from=2026-02-09", CancellationToken, ("reason", new('x', 251)));
        page = await none.Content.ReadAsStringAsync(CancellationToken);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, none.StatusCode);
        Assert.Contains("<a href=\"#run\">Tick at least one job to rerun</a>", page, StringComparison.Ordinal);
        Assert.Contains("<a href=\"#reason\">The reason must be 250 characters or fewer</a>", page, StringComparison.Ordinal);
        Assert.Contains($"value=\"{mail}\"", page, StringComparison.Ordinal);

        using var pressed = await client.Press("/runs/failed?from=2026-02-09&outcome=failed", CancellationToken,
            ("run", $"{mail}"), ("run", $"{mail}"), ("run", $"{one}"), ("run", $"{good}"), ("run", "4711"), ("run", "knitting"), ("reason", "the server is back"));
        Assert.Equal("/runs?outcome=failed&from=2026-02-09&asked=2", pressed.Headers.Location?.ToString()); // what is gone or never failed is not run
        Assert.Contains("2 runs are asked for.", await client.GetStringAsync(pressed.Headers.Location, CancellationToken), StringComparison.Ordinal);
        Assert.Equal([("SendMail", null), ("CheckPageShard", "shard 1")], Host.Asked.All.Select(asked => (asked.Job, asked.Arguments)));
        await using var connection = await Host.Services.GetRequiredService<NpgsqlDataSource>().OpenConnectionAsync(CancellationToken);
        Assert.Equal(
            [$"Alex North SendMail the server is back after run {mail}", $"Alex North CheckPageShard the server is back after run {one}"],
            await connection.QueryAsync<string>("select concat_ws(' ', who, target, reason, after) from nec.audit where action = 'run-again' order by audit_id"));
    }

    [Theory]
    [InlineData("/runs", Roles.Operator, true)]
    [InlineData("/runs?outcome=failed", Roles.Operator, true)]
    [InlineData("/runs?outcome=succeeded", Roles.Operator, false)]
    [InlineData("/runs", Roles.Viewer, false)]
    public async Task It_is_offered_where_failed_runs_match_to_who_may_steer(string address, string role, bool isOffered)
    {
        await Add("good", Run("SendMail"));
        await Add("bad", Failed("SendMail", 24));
        Assert.Equal(isOffered, (await Page(address, role)).Contains("href=\"/runs/failed\">Rerun failed jobs<", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_failed_is_not_run_by_a_filter_that_was_not_understood()
    {
        using var client = await Host.SignedIn(Roles.Operator, CancellationToken);
        using var reply = await client.GetAsync("/runs/failed?from=31/2/2026", CancellationToken);
        Assert.Equal((HttpStatusCode.Found, "/runs?from=31/2/2026"), (reply.StatusCode, reply.Headers.Location?.PathAndQuery));
    }

    [Fact]
    public async Task Nothing_failed_is_said() => Assert.Contains("No failed runs match these filters.", await Page("/runs/failed"), StringComparison.Ordinal);
}
