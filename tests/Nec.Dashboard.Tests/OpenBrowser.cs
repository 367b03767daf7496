using Microsoft.Playwright;

namespace Nec.Dashboard.Tests;

/// <summary>A Chromium for as long as a test needs it, and what is asked of every page in it.</summary>
internal sealed class OpenBrowser : IAsyncDisposable
{
    private const string Chromium = "/usr/bin/chromium";
    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private OpenBrowser(IPlaywright playwright, IBrowser browser) => (_playwright, _browser) = (playwright, browser);

    /// <summary>Starts one; the test is skipped where there is none.</summary>
    public static async Task<OpenBrowser> Launch()
    {
        Assert.SkipUnless(File.Exists(Chromium), $"There is no {Chromium}: install Chromium to check the pages in a browser.");
        var playwright = await Playwright.CreateAsync();
        return new(playwright, await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Chromium,
            Args = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"],
        }));
    }

    /// <summary>A page with cookies of its own, and nobody signed in.</summary>
    public async Task<IPage> Open(BrowserNewContextOptions? options = null) => await (await _browser.NewContextAsync(options)).NewPageAsync();

    /// <summary>The same with somebody signed in.</summary>
    public async Task<IPage> SignedIn(DashboardHost host, string role, BrowserNewContextOptions? options = null)
    {
        var page = await Open(options);
        await page.GotoAsync(new Uri(host.Address, await host.Link(role, TestContext.Current.CancellationToken)).ToString());
        await page.ClickAsync("main button");
        await page.WaitForURLAsync(host.Address.ToString());
        return page;
    }

    /// <summary>What axe-core has against the page as it stands, and whether it scrolls sideways.</summary>
    public static async Task<IReadOnlyList<string>> Faults(IPage page, string name, int width)
    {
        var violations = await Walk.Violations(page);
        var overflow = await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        await Walk.Shoot(page, name, $"{width}");
        return [.. violations.Select(violation => $"{name} at {width} px: {violation}"), .. overflow > 0 ? [$"{name} at {width} px scrolls sideways by {overflow} px"] : Array.Empty<string>()];
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}
