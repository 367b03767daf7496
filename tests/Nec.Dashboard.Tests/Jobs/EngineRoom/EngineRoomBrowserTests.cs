using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Nec.Dashboard.Tests.Jobs.EngineRoom;

/// <summary>Hangfire's pages in a browser, as Nec shows them: every one of them, without jobs and with jobs in every state.</summary>
public sealed class EngineRoomBrowserTests
{
    private static readonly int[] Widths = [1280, 320];

    [Fact]
    public async Task Without_jobs_every_page_passes_axe_and_reflows()
    {
        await using var host = await EngineRoomHost.Start();
        await using var browser = await OpenBrowser.Launch();
        await AssertNoFaults(await SignedIn(browser, host), host, EngineRoomSample.Lists);
    }

    [Fact]
    public async Task With_jobs_in_every_state_every_page_passes_axe_and_reflows()
    {
        await using var host = await EngineRoomHost.Start();
        var jobs = await EngineRoomSample.Fill(host);
        await using var browser = await OpenBrowser.Launch();
        await AssertNoFaults(await SignedIn(browser, host), host, [.. EngineRoomSample.Lists, .. jobs]);
    }

    [Fact]
    public async Task What_axe_has_against_them_without_our_style_sheet_and_script_is_found()
    {
        await using var host = await EngineRoomHost.Start();
        var jobs = await EngineRoomSample.Fill(host);
        await using var browser = await OpenBrowser.Launch();
        var page = await SignedIn(browser, host);
        await page.RouteAsync(new Regex("/hangfire/(?:css|js)[0-9]+$", RegexOptions.None, TimeSpan.FromSeconds(1)), async route =>
        {
            var reply = await route.FetchAsync();
            var both = await reply.TextAsync();
            await route.FulfillAsync(new() { Response = reply, Body = both[..both.IndexOf("/* Repairs Hangfire's pages", StringComparison.Ordinal)] });
        });
        await page.SetViewportSizeAsync(1280, 900);
        foreach (var (address, expected) in (IEnumerable<(string, string)>)[("hangfire/recurring", "label: "), ("hangfire/jobs/failed", "color-contrast: "), (jobs[0], "landmark-one-main: ")])
        {
            await page.GotoAsync(new Uri(host.Address, address).ToString());
            Assert.Contains(await Walk.Violations(page), violation => violation.StartsWith(expected, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task The_policy_stands_and_blocks_nothing_but_inline_styles()
    {
        await using var host = await EngineRoomHost.Start();
        var jobs = await EngineRoomSample.Fill(host);
        await using var browser = await OpenBrowser.Launch();
        var page = await SignedIn(browser, host);
        List<string> complaints = [];
        page.Console += (_, message) => complaints.Add(message.Text);
        page.PageError += (_, error) => complaints.Add(error);
        foreach (var address in (string[])[.. EngineRoomSample.Lists, .. jobs])
        {
            await page.GotoAsync(new Uri(host.Address, address).ToString());
        }

        Assert.DoesNotContain(complaints, complaint => !complaint.Contains("inline style", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_job_is_triggered_by_its_button_and_a_schedule_has_none_to_remove_it()
    {
        await using var host = await EngineRoomHost.Start();
        await EngineRoomSample.Register(host);
        await using var browser = await OpenBrowser.Launch();
        var page = await SignedIn(browser, host);
        await page.GotoAsync(new Uri(host.Address, "hangfire/recurring").ToString());
        Assert.Equal(["Trigger now"], (await page.Locator(".js-jobs-list-command:visible").AllInnerTextsAsync()).Select(words => words.Trim()));
        await page.CheckAsync("[value=CheckPages]");
        await page.RunAndWaitForResponseAsync(() => page.ClickAsync("text=Trigger now"), reply => reply.Request.Method == "GET");

        Assert.Equal(1, host.Storage.GetMonitoringApi().EnqueuedCount("default"));
        Assert.Equal("en-GB", await page.GetAttributeAsync("html", "lang"));
        Assert.Equal("Recurring Jobs – Nec: jobs", await page.TitleAsync());
    }

    [Fact]
    public async Task A_refused_press_says_so()
    {
        await using var host = await EngineRoomHost.Start();
        await EngineRoomSample.Fill(host);
        await using var browser = await OpenBrowser.Launch();
        var page = await SignedIn(browser, host);
        await page.GotoAsync(new Uri(host.Address, "hangfire/jobs/scheduled").ToString());
        await EngineRoomSample.Execute(host, "truncate hangfire.job cascade");
        await page.CheckAsync(".js-jobs-list-select-all");
        await page.ClickAsync("text=Enqueue now");
        await page.WaitForSelectorAsync("#errorAlert:visible");
        Assert.Contains("Nothing was changed", await page.InnerTextAsync("#errorAlert"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_moves_can_be_stopped()
    {
        await using var host = await EngineRoomHost.Start();
        await using var browser = await OpenBrowser.Launch();
        var page = await SignedIn(browser, host);
        await page.GotoAsync(new Uri(host.Address, "hangfire").ToString());
        await page.ClickAsync("text=Stop live updates");
        Assert.Equal("Live updates are off", await page.InnerTextAsync(".nec-stop"));
        Assert.True(await page.EvaluateAsync<bool>("Hangfire.page._poller._timeoutId === null && Hangfire.page.realtimeGraph._chart.options.scales.xAxes[0].realtime.pause"));
    }

    private static async Task<IPage> SignedIn(OpenBrowser browser, EngineRoomHost host)
    {
        var page = await browser.Open();
        await page.GotoAsync(new Uri(host.Address, await host.Link(Roles.Admin)).ToString());
        await page.ClickAsync("main button");
        await page.WaitForURLAsync(host.Address.ToString());
        return page;
    }

    private static async Task AssertNoFaults(IPage page, EngineRoomHost host, IEnumerable<string> addresses)
    {
        List<string> faults = [];
        foreach (var address in addresses)
        {
            foreach (var width in Widths)
            {
                await page.SetViewportSizeAsync(width, 900);
                await page.GotoAsync(new Uri(host.Address, address).ToString());
                if (await page.TitleAsync() is { } title && !title.EndsWith(" – Nec: jobs", StringComparison.Ordinal))
                {
                    faults.Add($"{address} is called {title}");
                }

                faults.AddRange(await OpenBrowser.Faults(page, address, width));
            }
        }

        Assert.True(faults.Count == 0, string.Join(Environment.NewLine, faults));
    }
}
