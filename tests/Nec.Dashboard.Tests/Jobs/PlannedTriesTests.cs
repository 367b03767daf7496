using System.Net;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Quartz;
using Quartz.Extensibility;

namespace Nec.Dashboard.Tests.Jobs;

/// <summary>What may be done to the try that is planned after a failed run.</summary>
public sealed class PlannedTriesTests : RunHistoryTests
{
    [Fact]
    public async Task A_retry_that_is_asked_for_now_takes_the_place_of_the_planned_one()
    {
        var scheduler = Host.Services.GetRequiredService<IScheduler>();
        await scheduler.Start(CancellationToken);
        await scheduler.TriggerJob(new JobKey(nameof(Stumbling), "nec-tests"), new JobDataMap(), CancellationToken);
        var failed = Assert.Single(await Runs(nameof(Stumbling), atLeast: 1));
        Assert.True(failed.RetryScheduled);

        using var client = await Host.SignedIn(Roles.Operator, CancellationToken);
        Assert.Contains("Stumbling: try 2 on 10 February 2026 at 10:00 GMT", await client.GetStringAsync("/runs", CancellationToken), StringComparison.Ordinal);
        var address = $"/runs/{Uri.EscapeDataString(failed.EntryId!)}/retry"; // the store names every run
        using var pressed = await client.Press(address, CancellationToken);
        Assert.EndsWith("?done=retry", pressed.Headers.Location?.ToString(), StringComparison.Ordinal);
        await scheduler.TriggerJob(new JobKey("PurgeExpired", "nec"), new JobDataMap(), CancellationToken); // wakes the scheduler, which would look again by itself within seconds

        var runs = await Runs(nameof(Stumbling), atLeast: 2);
        Assert.Equal([(0, false), (1, true)], runs.Select(run => (run.RetryAttempt, run.Succeeded)).Order()); // by the standing clock they are of one instant
        IReadOnlyCollection<ITrigger> left;
        do
        {
            left = await scheduler.GetTriggersOfJob(new JobKey(nameof(Stumbling), "nec-tests"), CancellationToken);
        }
        while (left.Count > 0);

        using var again = await client.Press(address, CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, again.StatusCode); // nothing is planned any more
        await using var connection = await Host.Services.GetRequiredService<NpgsqlDataSource>().OpenConnectionAsync(CancellationToken);
        Assert.Equal([$"Alex North after run {failed.EntryId}"], await connection.QueryAsync<string>("select who || ' ' || after from nec.audit where action = 'retry-now'"));
    }

    [Fact]
    public async Task A_planned_try_that_is_cancelled_is_not_made_and_the_run_has_failed()
    {
        var scheduler = Host.Services.GetRequiredService<IScheduler>();
        await scheduler.Start(CancellationToken);
        await scheduler.TriggerJob(new JobKey(nameof(Stumbling), "nec-tests"), new JobDataMap(), CancellationToken);
        var failed = Assert.Single(await Runs(nameof(Stumbling), atLeast: 1));
        using var client = await Host.SignedIn(Roles.Operator, CancellationToken);
        var address = $"/runs/{Uri.EscapeDataString(failed.EntryId!)}"; // the store names every run
        Assert.Contains($"href=\"{address}/cancel-retry\"", await client.GetStringAsync(address, CancellationToken), StringComparison.Ordinal);
        Assert.Contains("The try that is planned for 10 February 2026 at 10:00 GMT is not made", await client.GetStringAsync($"{address}/cancel-retry", CancellationToken), StringComparison.Ordinal);
        using var pressed = await client.Press($"{address}/cancel-retry", CancellationToken);
        var page = await client.GetStringAsync(pressed.Headers.Location, CancellationToken);
        Assert.Contains("The next try of Stumbling is cancelled.", page, StringComparison.Ordinal);
        Assert.Contains($"href=\"{address}/again\">Run it again</a>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("cancel-retry\"", page, StringComparison.Ordinal);
        Assert.Empty(await scheduler.GetTriggersOfJob(new JobKey(nameof(Stumbling), "nec-tests"), CancellationToken)); // it was asked for once, and that is over
        Assert.Contains(address, await client.GetStringAsync("/runs?outcome=failed", CancellationToken), StringComparison.Ordinal);

        using var again = await client.Press($"{address}/cancel-retry", CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, again.StatusCode);
        await using var connection = await Host.Services.GetRequiredService<NpgsqlDataSource>().OpenConnectionAsync(CancellationToken);
        Assert.Equal([$"Alex North after run {failed.EntryId}"], await connection.QueryAsync<string>("select who || ' ' || after from nec.audit where action = 'cancel-retry'"));
    }

    [Fact]
    public async Task A_cancelled_try_of_a_job_with_a_schedule_leaves_it_its_next_moment()
    {
        var scheduler = Host.Services.GetRequiredService<IScheduler>();
        await Add("bad", "CheckPages", Host.Time.Now, JobRunResult.Failed, willRetry: true, trigger: (await scheduler.GetTriggersOfJob(new JobKey("CheckPages", "nec"), CancellationToken)).Single().Key);
        await using var connection = await Host.Services.GetRequiredService<NpgsqlDataSource>().OpenConnectionAsync(CancellationToken);
        await connection.ExecuteAsync("update quartz.qrtz_triggers set retry_attempt = 1, next_fire_time = @At where job_name = 'CheckPages'", new { At = Host.Time.Now.AddMinutes(5).UtcTicks });
        using var client = await Host.SignedIn(Roles.Operator, CancellationToken);
        using var pressed = await client.Press("/runs/bad/cancel-retry", CancellationToken);
        Assert.Equal("/runs/bad?done=cancel-retry", pressed.Headers.Location?.ToString());
        var trigger = Assert.Single((await scheduler.QueryTriggers(new() { Job = new("CheckPages", "nec") }, CancellationToken)).Items);
        Assert.Equal((0, new DateTimeOffset(2026, 2, 11, 3, 30, 0, TimeSpan.Zero), TriggerState.Normal), (trigger.RetryAttempt, trigger.NextFireTimeUtc, trigger.State));
    }

    [Fact]
    public async Task The_planned_try_of_a_later_run_is_no_business_of_an_earlier_one_of_the_same_schedule()
    {
        var scheduler = Host.Services.GetRequiredService<IScheduler>();
        var trigger = (await scheduler.GetTriggersOfJob(new JobKey("CheckPages", "nec"), CancellationToken)).Single().Key;
        await Add("monday", "CheckPages", Host.Time.Now.AddDays(-1), JobRunResult.Failed, willRetry: true, trigger: trigger); // and its retry succeeded
        await Add("tuesday", "CheckPages", Host.Time.Now, JobRunResult.Failed, willRetry: true, trigger: trigger);
        await using var connection = await Host.Services.GetRequiredService<NpgsqlDataSource>().OpenConnectionAsync(CancellationToken);
        await connection.ExecuteAsync("update quartz.qrtz_triggers set retry_attempt = 1, next_fire_time = @At where job_name = 'CheckPages'", new { At = Host.Time.Now.AddMinutes(5).UtcTicks });

        using var client = await Host.SignedIn(Roles.Operator, CancellationToken);
        var page = await client.GetStringAsync("/runs/monday", CancellationToken);
        Assert.Contains("href=\"/runs/monday/again\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("retry\"", page, StringComparison.Ordinal);
        Assert.Contains("it has been tried again since", page, StringComparison.Ordinal);
        foreach (var button in (string[])["/runs/monday/retry", "/runs/monday/cancel-retry"])
        {
            using var seen = await client.GetAsync(button, CancellationToken);
            using var pressed = await client.Press(button, CancellationToken);
            Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (seen.StatusCode, pressed.StatusCode));
        }

        Assert.Equal(
            (1, Host.Time.Now.AddMinutes(5).UtcTicks), await connection.QuerySingleAsync<(int, long)>("select retry_attempt, next_fire_time from quartz.qrtz_triggers where job_name = 'CheckPages'"));
        Assert.True(await connection.QuerySingleAsync<bool>("select retry_scheduled from quartz.qrtz_execution_history where entry_id = 'monday'"));
        Assert.Contains("href=\"/runs/tuesday/cancel-retry\"", await client.GetStringAsync("/runs/tuesday", CancellationToken), StringComparison.Ordinal);
    }

    private async Task<IReadOnlyList<ExecutionHistoryEntry>> Runs(string job, int atLeast)
    {
        while (true)
        {
            var runs = await Host.Services.GetRequiredService<IExecutionHistoryStore>().QueryExecutions(new() { SchedulerName = "nec", Job = new(job, "nec-tests"), Take = 10 }, CancellationToken);
            if (runs.Items.Count >= atLeast)
            {
                return runs.Items;
            }
        }
    }
}
