using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Nec.Dashboard.Jobs;
using Nec.Storage;
using Npgsql;
using Quartz;
using Quartz.Extensibility;

namespace Nec.Dashboard.Tests.Jobs;

/// <summary>The pages of jobs and runs in a browser: axe-core's rules, reflow at 320 px, live only when somebody says so.</summary>
public sealed class JobsBrowserTests : DashboardTests
{
    internal static readonly string[] Pages =
    [
        "/overview", "/overview?by=day", "/jobs", "/jobs/CheckPages?done=run", "/jobs/SendMail", "/jobs/CheckPages/run", "/jobs/CheckPages/pause", "/jobs/SendMail/resume",
        "/runs", "/runs?job=SendMail&outcome=failed", "/runs?sort=-took", "/runs?from=31/2/2026", "/runs?outcome=running", "/runs?outcome=queued", "/runs?outcome=missed", "/runs/good", "/runs/bad", "/runs/good/again", "/runs/bad/retry", "/runs/bad/cancel-retry",
        "/runs/failed", "/runs/failed?job=PurgeExpired", "/runs?asked=2", "/jobs/SendMail?done=pause", "/workers",
    ];

    public override async ValueTask InitializeAsync()
    {
        await Start(judge: null, storesJobs: true);
        await Sample.Fill(Host, CancellationToken);
        var history = Host.Services.GetRequiredService<IExecutionHistoryStore>();
        for (var day = 1; day <= 60; day++)
        {
            await history.AddExecution(Run($"day-{day}", "CheckPages", Host.Time.Now.AddDays(-day), TimeSpan.FromSeconds(100 + (day * 7 % 60)), day % 13 == 0), CancellationToken);
        }

        await history.AddExecution(Run("good", "CheckPages", Host.Time.Now.AddMinutes(-5), TimeSpan.FromSeconds(61), failed: false) with { Summary = "58 of 60 pages seen", MetricsJson = "{\"seen\":58,\"unable\":2}", Log = "Unable to check dorchester", Input = "{}" }, CancellationToken);
        var trigger = (await Host.Services.GetRequiredService<IScheduler>().GetTriggersOfJob(new JobKey("SendMail", "nec"), CancellationToken)).Single().Key;
        await history.AddExecution(
            Run("bad", "SendMail", Host.Time.Now, TimeSpan.FromSeconds(2), failed: true) with { RetryScheduled = true, TriggerName = trigger.Name, TriggerGroup = trigger.Group }, CancellationToken);
        await using var connection = await Host.Services.GetRequiredService<NpgsqlDataSource>().OpenConnectionAsync(CancellationToken);
        await connection.ExecuteAsync("update quartz.qrtz_triggers set retry_attempt = 1, next_fire_time = @At where job_name = 'SendMail'", new { At = Host.Time.Now.AddMinutes(2).UtcTicks });
        await history.AddMisfire(new("nec", "node-1", "nec", "CheckPages", new("CheckPages", "nec"), Host.Time.Now.AddHours(-2), Host.Time.Now.AddHours(-3)), CancellationToken);
        await Host.Services.GetRequiredService<JobActions>().Pause("SendMail", "Alex North", "the mail server moves", Host.Time.Now.AddDays(2), CancellationToken);
        var nodes = Host.Services.GetRequiredService<WorkerNodes>();
        await nodes.Started(Host.Services.GetRequiredService<IScheduler>().SchedulerInstanceId, "1.0.0", Host.Time.Now.AddDays(-1), CancellationToken);
        await nodes.Started("node-7", "0.9.0", Host.Time.Now.AddDays(-3), CancellationToken);
        await nodes.Started("node-8", "0.9.0", Host.Time.Now.AddDays(-2), CancellationToken);
        await nodes.Stopped("node-8", Host.Time.Now.AddDays(-1), CancellationToken);
        await Host.Services.GetRequiredService<SourceStates>().Keep(
            new() { Source = "facebook", Outcome = "warns", Says = "the token ends on 20 February 2026", SinceOn = new(2026, 2, 9), ProbedAt = Host.Time.Now }, CancellationToken);
    }

    [Fact]
    public async Task Every_page_of_jobs_passes_axe_reflows_and_is_walked_by_keyboard()
    {
        await using var browser = await OpenBrowser.Launch();
        var page = await browser.SignedIn(Host, Roles.Operator);
        List<string> complaints = [];
        page.Console += (_, message) => complaints.Add($"{page.Url}: {message.Text}");
        string[] faults = [.. await Walk.Faults(page, Host.Address, Pages), .. complaints];
        Assert.True(faults.Length == 0, string.Join(Environment.NewLine, faults));
    }

    [Fact]
    public async Task A_page_stands_still_until_it_is_told_to_update_and_stands_still_again_when_paused()
    {
        await using var browser = await OpenBrowser.Launch();
        var page = await browser.SignedIn(Host, Roles.Operator);
        await page.GotoAsync(new Uri(Host.Address, "/overview").ToString());
        await page.EvaluateAsync("document.querySelector('[data-live]').dataset.old = 'yes'");
        await page.ClickAsync("text=Start live updates");
        await page.WaitForSelectorAsync("text=This page updates by itself.");
        await page.EvaluateAsync("document.activeElement.blur()");
        var number = 0;
        while (await page.QuerySelectorAsync("[data-old]") is not null)
        {
            await Host.Services.GetRequiredService<IExecutionHistoryStore>().AddExecution(Run($"new-{number++}", "CheckPages", Host.Time.Now.AddSeconds(number), TimeSpan.FromSeconds(1), failed: false), CancellationToken);
        }

        await page.ClickAsync("text=Pause live updates");
        Assert.Equal("This page stands still.", await page.TextContentAsync(".nec-live [role=status]"));
    }

    [Fact]
    public async Task Without_script_nothing_is_missing_and_a_job_is_paused()
    {
        await using var browser = await OpenBrowser.Launch();
        var page = await browser.SignedIn(Host, Roles.Operator, new() { JavaScriptEnabled = false });
        await page.GotoAsync(new Uri(Host.Address, "/jobs/CheckPages").ToString());
        Assert.False(await page.IsVisibleAsync("text=Start live updates"));
        await page.ClickAsync("main >> text=Pause");
        await page.FillAsync("#reason", "the site moves");
        await page.ClickAsync("main >> button");
        await page.WaitForSelectorAsync("text=Check pages is paused.");
        Assert.True(await page.IsVisibleAsync("text=the site moves (Alex North"));
    }

    private static ExecutionHistoryEntry Run(string id, string job, DateTimeOffset at, TimeSpan took, bool failed) =>
        new("nec", "node-1", "nec", job, "nec", job, at, took, !failed, failed ? "the server refused" : null)
        {
            EntryId = id,
            Result = failed ? JobRunResult.Failed : JobRunResult.Succeeded,
        };
}
