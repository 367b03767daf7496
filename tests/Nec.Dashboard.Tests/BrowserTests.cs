using Microsoft.Playwright;
using Nec.Core.Contracts;

namespace Nec.Dashboard.Tests;

/// <summary>What only a browser can tell: axe-core's rules, reflow at 320 px, and the keyboard.</summary>
public sealed class BrowserTests : DashboardTests
{
    protected override IReadOnlyList<Contract> Contracts => Evidence.EvidenceSample.Contracts;

    internal static readonly string[] Pages =
    [
        "/", "/evidence", "/evidence?named=nobody", "/year", "/jobs", "/jobs/CheckPages", "/jobs/PurgeExpired", "/promises", "/promises?team=north&status=met", "/promises/north/clerk-meeting/lyme-regis", "/promises/south/page",
        "/promises?due=28", "/promises/north", "/promises/north/likes", "/evidence/north", "/evidence/north/accounts/bridport", "/evidence/north/pages/town", "/evidence/north/neighbourhoods/N1",
        "/facts/1", "/year/north", "/year/north?on=zz",
        "/notices", "/notices/1", "/notices/4", "/notices/preview", "/notices/preview?on=2026-02-16", "/notices/preview?on=never", "/notices/preview/2026-02-16/one", "/no-such-page", "/sign-in/some-token", "/broken",
        "/admin", "/admin/people", "/admin/settings", "/admin/working-days", "/admin/kept", "/admin/audit", "/admin/tokens", "/accessibility", "/sign-in", "/sign-in/sent", "/signed-in",
    ];

    public override async ValueTask InitializeAsync()
    {
        await Start();
        await Sample.Fill(Host, CancellationToken);
        await Evidence.EvidenceSample.Fill(Host, CancellationToken);
        Host.Drafts = Notices.PreviewTests.OfMonday;
    }

    [Fact]
    public async Task Every_page_passes_axe_reflows_and_is_walked_by_keyboard()
    {
        await using var browser = await OpenBrowser.Launch();
        var faults = await Walk.Faults(await browser.SignedIn(Host, Roles.Admin), Host.Address, Pages);
        Assert.True(faults.Count == 0, string.Join(Environment.NewLine, faults));
    }

    [Fact]
    public async Task What_axe_has_against_a_page_is_told()
    {
        await using var browser = await OpenBrowser.Launch();
        var page = await browser.Open();
        await page.SetContentAsync(
            """
            <!doctype html><html lang="en"><title>Faulty</title><main><h1>Faulty</h1>
            <img src="x" id="picture"><p style="color: #ccc" id="faint">Faint</p>
            <button style="width: 9px; height: 9px" aria-label="a" id="one"></button><!--
            --><button style="width: 9px; height: 9px" aria-label="b" id="two"></button>
            <iframe title="Not ours" srcdoc="<img src='y'>"></iframe></main></html>
            """);

        var violations = await Walk.Violations(page);
        Assert.Equal(["color-contrast: #faint", "image-alt: #picture", "target-size: #one, #two"], violations.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task On_paper_nothing_is_left_to_press_and_tables_stay_tables()
    {
        await using var browser = await OpenBrowser.Launch();
        var page = await browser.SignedIn(Host, Roles.Admin);
        await page.EmulateMediaAsync(new() { Media = Media.Print });
        await page.SetViewportSizeAsync(718, 1000); // A4 within its margins
        foreach (var address in (string[])["/promises", "/promises/north/likes", "/evidence/north", "/evidence/north/pages/town", "/year/north", "/notices"])
        {
            await page.GotoAsync(new Uri(Host.Address, address).ToString());
            Assert.Empty(await page.EvaluateAsync<string[]>("[...document.querySelectorAll('nav, .govuk-button, .nec-filter, .nec-person')].filter(one => one.checkVisibility()).map(one => one.className)"));
            Assert.Equal("table-row", await page.EvaluateAsync<string>("getComputedStyle(document.querySelector('.govuk-table tbody tr')).display"));
            Assert.Contains($"Printed from {new Uri(Host.Address, address)}", await page.InnerTextAsync("footer"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_letter_is_seen_in_its_frame_and_nothing_of_ours_is_refused_by_our_own_policy()
    {
        await using var browser = await OpenBrowser.Launch();
        var page = await browser.SignedIn(Host, Roles.Admin);
        List<string> complaints = [];
        page.Console += (_, message) => complaints.Add(message.Text);
        await page.GotoAsync(new Uri(Host.Address, "/notices/1").ToString());
        Assert.Equal("Dear officer 1", await page.FrameLocator("iframe").Locator("p").First.TextContentAsync());
        Assert.Empty(complaints);
    }

    [Fact]
    public async Task The_first_tab_stop_skips_to_the_content_and_every_stop_is_seen()
    {
        await using var browser = await OpenBrowser.Launch();
        var page = await browser.SignedIn(Host, Roles.Admin);
        await page.GotoAsync(new Uri(Host.Address, "/promises").ToString());
        await page.Keyboard.PressAsync("Tab");
        Assert.Equal("Skip to main content", await page.EvaluateAsync<string>("document.activeElement.textContent"));
        await page.Keyboard.PressAsync("Enter");
        Assert.Equal("main-content", await page.EvaluateAsync<string>("document.activeElement.id"));

        await page.ReloadAsync();
        List<string> stops = [];
        for (var stop = 0; stop < 40; stop++)
        {
            await page.Keyboard.PressAsync("Tab");
            var (name, isSeen) = (await page.EvaluateAsync<string>("document.activeElement.textContent.trim() || document.activeElement.id"), await page.EvaluateAsync<bool>(IsSeen));
            if (name == stops.FirstOrDefault() || await page.EvaluateAsync<bool>("document.activeElement === document.body"))
            {
                break;
            }

            stops.Add(name);
            Assert.True(isSeen, $"The focus on '{name}' cannot be seen.");
        }

        Assert.Equal(["Skip to main content", "Nec", "Jobs", "Promises", "Evidence", "Year", "Notices", "Admin", "Alex North", "Sign out"], stops[..10]);
        Assert.Contains("Show", stops);
        Assert.Contains("Meet the Lyme Regis clerk", stops);
    }

    // GOV.UK's focus is a yellow background with a thick line, or an outline.
    private const string IsSeen =
        """
        (() => {
          const style = getComputedStyle(document.activeElement);
          return (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2 && style.outlineColor !== 'rgba(0, 0, 0, 0)')
            || (style.boxShadow !== 'none');
        })()
        """;
}
