using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Nec.Core.Facts;
using Nec.Dashboard.Jobs;
using Nec.Storage;
using Quartz;
using Quartz.Extensibility;

namespace Nec.Dashboard.Tests.Jobs;

/// <summary>The overview, on a real database: what it counts, and which sources it names.</summary>
public sealed partial class OverviewTests : DashboardTests
{
    private IScheduler Scheduler => Host.Services.GetRequiredService<IScheduler>();

    public override async ValueTask InitializeAsync() => await Start(judge: null, storesJobs: true);

    [Fact]
    public async Task Runs_are_counted_by_outcome_over_the_last_24_hours_and_by_minute_over_the_last_half_hour()
    {
        var now = Host.Time.Now;
        await Add("a", now, JobRunResult.Succeeded);
        await Add("b", now.AddMinutes(-29), JobRunResult.Succeeded);
        await Add("c", now.AddHours(-24), JobRunResult.Failed); // still within
        await Add("d", now.AddHours(-24).AddSeconds(-1), JobRunResult.Failed);
        await Add("e", now.AddMinutes(-30), JobRunResult.Cancelled); // one minute too early for the chart
        await Add("f", now.AddMinutes(-1), JobRunResult.Skipped);
        await Host.Services.GetRequiredService<IExecutionHistoryStore>().AddMisfire(new("nec", "node-1", "CheckPages", "nec", new("CheckPages", "nec"), now.AddHours(-5), now.AddHours(-6)), CancellationToken);

        var page = await Page("/overview");
        Assert.Equal("Running: 0, Queued: 2, Retrying: 0, Succeeded: 2, Failed: 1, Cancelled: 1, Skipped: 1, Missed: 1, Paused: 0", Counts(page)); // no worker is up: what is due waits
        Assert.Contains("The last 30 minutes.</strong> 3 runs, 0 failed; at most 1 in one minute", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_runs_waits_for_nothing_and_a_pause_is_counted_at_once()
    {
        await Scheduler.Start(CancellationToken);
        await Scheduler.TriggerJob(new JobKey(nameof(Endless), "nec-tests"), new JobDataMap(), CancellationToken);
        while ((await Scheduler.QueryFireInstances(new() { State = FireInstanceState.Executing }, CancellationToken)).Items is not [{ JobKey.Name: nameof(Endless) }])
        {
            CancellationToken.ThrowIfCancellationRequested();
        }

        await Scheduler.Standby(CancellationToken);
        using var client = await Host.SignedIn(Roles.Operator, CancellationToken);
        Assert.StartsWith("Running: 1, ", Counts(await client.GetStringAsync("/overview", CancellationToken)), StringComparison.Ordinal);
        using var paused = await client.Press("/jobs/CheckPages/pause", CancellationToken, ("reason", "the site moves"), ("day", "1"), ("month", "4"), ("year", "2026"), ("time", "09:30"));
        var page = WebUtility.HtmlDecode(await client.GetStringAsync("/overview", CancellationToken));
        Assert.EndsWith(", Paused: 1", Counts(page), StringComparison.Ordinal);
        Assert.Contains("the site moves; until 1 April 2026 at 09:30 BST", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_schedule_that_is_moved_is_shown_as_it_is_now()
    {
        using var client = await Host.SignedIn(Roles.Viewer, CancellationToken);
        Assert.Contains("every day at 03:30, London time", await client.GetStringAsync("/jobs/CheckPages", CancellationToken), StringComparison.Ordinal);
        var key = new TriggerKey("CheckPages", JobKeys.Group);
        var header = (await Scheduler.QueryTriggers(new() { Job = JobKeys.Job("CheckPages") }, CancellationToken)).Items.Single();
        await Scheduler.RescheduleJob(header.Key, TriggerBuilder.Create().WithIdentity(key).ForJob(JobKeys.Job("CheckPages")).WithCronSchedule("0 45 4 * * ?").Build(), CancellationToken);
        Assert.Contains("every day at 04:45", await client.GetStringAsync("/jobs/CheckPages", CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_source_is_in_trouble_when_none_of_its_targets_could_be_seen_on_the_last_day_that_it_was_asked()
    {
        var today = Host.Time.Now;
        var facts = Host.Services.GetRequiredService<Facts>();
        await facts.Record("north", [Look("web-pages", "dorchester", today, "HTTP 403"), Look("facebook", "bridport", today.AddDays(-1), null), Look("x", "bridport", today.AddDays(-8), "HTTP 401")], "test", today, null, CancellationToken);
        await facts.Record("south", [Look("web-pages", "sherborne", today, "HTTP 403"), Look("facebook", "sherborne", today.AddDays(-1), "HTTP 500"), Look("police-uk", "WD", today.AddDays(-6), null)], "test", today, null, CancellationToken);
        await facts.Record("south", [Look("police-uk", "WD", today.AddDays(-3), "no answer")], "test", today, null, CancellationToken);

        var page = Tags().Replace(WebUtility.HtmlDecode(await Page("/overview")), "");
        Assert.Contains("web-pages: 2 of its targets were asked, none could be seen; the last reason: HTTP 403 (since 10 February 2026)", page, StringComparison.Ordinal);
        Assert.Contains("police-uk: 1 of its targets were asked, none could be seen; the last reason: no answer (since 7 February 2026)", page, StringComparison.Ordinal);
        Assert.DoesNotContain("facebook", page, StringComparison.Ordinal); // one was seen
        Assert.DoesNotContain("x: 1 of", page, StringComparison.Ordinal); // it has not been asked for more than a week
    }

    private static SourceCheck Look(string source, string target, DateTimeOffset at, string? reason) =>
        new(source, target, at, reason is null ? CheckOutcome.Ok : CheckOutcome.Unable, reason);

    private static string Counts(string page) =>
        string.Join(", ", Count().Matches(page).Select(count => $"{count.Groups["word"].Value}: {count.Groups["number"].Value}").Take(9));

    private async Task Add(string id, DateTimeOffset at, JobRunResult result) =>
        await Host.Services.GetRequiredService<IExecutionHistoryStore>().AddExecution(
            new("nec", "node-1", "nec", "CheckPages", "nec", "CheckPages", at, TimeSpan.FromSeconds(20), result != JobRunResult.Failed, null) { EntryId = id, Result = result }, CancellationToken);

    [GeneratedRegex("<li><a [^>]*>(?<word>[A-Z][a-z]+)</a>: <strong>(?<number>[0-9]+)</strong>", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Count();

    [GeneratedRegex("<[^>]+>", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Tags();
}
