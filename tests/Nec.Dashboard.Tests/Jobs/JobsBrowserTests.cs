using Microsoft.Extensions.DependencyInjection;
using Nec.Application.Jobs;

namespace Nec.Dashboard.Tests.Jobs;

/// <summary>The pages of jobs and runs in a browser: axe-core's rules, reflow at 320 px, the keyboard, and no script.</summary>
public sealed class JobsBrowserTests : DashboardTests
{
    internal static readonly string[] Pages =
    [
        "/jobs", "/jobs/CheckPages?done=run", "/jobs/SendMail", "/jobs/SendMail?done=is-paused", "/jobs/CheckPages/run", "/jobs/CheckPages/pause", "/jobs/SendMail/resume",
        "/runs", "/runs?job=SendMail&outcome=failed", "/runs?sort=-took", "/runs?from=31/2/2026", "/runs?outcome=running", "/runs/5", "/runs/6", "/runs/7", "/runs/5/again",
        "/runs/failed", "/runs/failed?job=PurgeExpired", "/runs?asked=2", "/jobs/SendMail?done=pause",
    ];

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await Sample.Fill(Host, CancellationToken); // runs 1 to 4
        var now = Host.Time.Now;
        SampleRun good = new("CheckPages", now.AddMinutes(-5))
        {
            Outcome = "partly",
            Took = TimeSpan.FromSeconds(61),
            Summary = "1 of 2 pages seen",
            Figures = """{"seen":1,"unable":1}""",
            Targets = """[{"team":"north","target":"town","source":"web-pages","outcome":"unable","reason":"HTTP 403"},{"team":"south","target":"village","source":"web-pages","outcome":"ok"}]""",
            Log = "Unable to check dorchester",
            Arguments = "{}",
            EngineId = "5",
        };
        await good.Add(Host, CancellationToken);
        await new SampleRun("CheckPageShard", now) { Outcome = "retrying", Failure = "the server refused", RetryAt = now.AddMinutes(5), EngineId = "6" }.Add(Host, CancellationToken);
        await new SampleRun("CheckPages", now) { Outcome = "running", Percent = 40, Summary = "4 of 10 pages", EngineId = "7" }.Add(Host, CancellationToken);
        string[] outcomes = ["succeeded", "partly", "nothing-seen", "failed", "cancelled", "lost"];
        for (var day = 1; day <= 60; day++)
        {
            await (good with { StartedAt = now.AddDays(-day), Took = TimeSpan.FromSeconds(100 + (day * 7 % 60)), Outcome = outcomes[day % 13 % 6], EngineId = null }).Add(Host, CancellationToken);
        }

        await Host.Services.GetRequiredService<JobActions>().Pause("SendMail", "Alex North", "the mail server moves", now.AddDays(2), CancellationToken);
    }

    [Fact]
    public async Task Every_page_passes_axe_reflows_and_is_walked_by_keyboard()
    {
        await using var browser = await OpenBrowser.Launch();
        var faults = await Walk.Faults(await browser.SignedIn(Host, Roles.Admin), Host.Address, Pages);
        Assert.True(faults.Count == 0, string.Join(Environment.NewLine, faults));
    }

    [Fact]
    public async Task Without_script_nothing_is_missing_and_a_job_is_paused()
    {
        await using var browser = await OpenBrowser.Launch();
        var page = await browser.SignedIn(Host, Roles.Operator, new() { JavaScriptEnabled = false });
        await page.GotoAsync(new Uri(Host.Address, "/jobs/CheckPages").ToString());
        await page.ClickAsync("main >> text=Pause");
        await page.FillAsync("#reason", "the site moves");
        await page.ClickAsync("main >> button");
        await page.WaitForSelectorAsync("text=Check pages is paused.");
        Assert.True(await page.IsVisibleAsync("text=the site moves (Alex North"));
    }

    [Fact]
    public async Task What_failed_last_night_and_why_is_two_clicks_away()
    {
        await using var browser = await OpenBrowser.Launch();
        var page = await browser.SignedIn(Host, Roles.Operator);
        await page.GotoAsync(Host.Address.ToString());
        await page.ClickAsync("main >> text=Failed"); // the count
        await page.ClickAsync("table >> text=Send mail >> nth=0");
        Assert.Contains("page 7 is broken", await page.InnerTextAsync("main"), StringComparison.Ordinal);
    }
}
