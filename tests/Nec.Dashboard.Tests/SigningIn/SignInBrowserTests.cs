using Microsoft.Playwright;
using Nec.Dashboard.Tests.Answers;
using Nec.Testing.Core;

namespace Nec.Dashboard.Tests.SigningIn;

/// <summary>Signing in for a promise and out everywhere, as a browser shows it and a keyboard does it.</summary>
public sealed class SignInBrowserTests : AnswerTests
{
    private const string Promise = "/promises/north/clerk-meeting/lyme-regis";

    [Fact]
    public async Task The_pages_that_ask_for_signing_in_pass_axe_reflow_and_are_walked_by_keyboard()
    {
        await using var browser = await OpenBrowser.Launch();
        var page = await browser.Open();
        var expired = await Link(change: scope => scope with { ExpiresOn = A.Day("2026-02-09") });
        var faults = await Walk.Faults(page, Host.Address, [Promise, expired, "/r/x", "/sign-in/sent"]);
        Assert.True(faults.Count == 0, string.Join(Environment.NewLine, faults));

        // By keyboard alone, from the link that has expired to the promise.
        await page.SetViewportSizeAsync(360, 800);
        await page.GotoAsync(new Uri(Host.Address, expired).ToString());
        await Walk.Shoot(page, "expired", "360");
        await TabTo(page, "email");
        await page.Keyboard.TypeAsync(Address);
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/sign-in/sent");
        var letter = await Host.Letters.Reader.ReadAsync(CancellationToken);
        await page.GotoAsync(new Uri(Host.Address, letter.Path).ToString());
        await TabTo(page, "Sign in");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync($"**{Promise}");
    }

    [Fact]
    public async Task Signing_out_everywhere_is_done_by_keyboard_and_ends_the_other_browsers_session()
    {
        await using var browser = await OpenBrowser.Launch();
        var page = await browser.SignedIn(Host, Roles.Admin);
        var other = await browser.SignedIn(Host, Roles.Admin);
        await page.GotoAsync(new Uri(Host.Address, "/promises").ToString());
        await TabTo(page, "Alex North");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/signed-in");
        foreach (var width in (int[])[1280, 360])
        {
            await page.SetViewportSizeAsync(width, 800);
            foreach (var address in (string[])["/admin/people", "/signed-in"])
            {
                await page.GotoAsync(new Uri(Host.Address, address).ToString());
                Assert.Empty(await OpenBrowser.Faults(page, address, width));
            }
        }

        await TabTo(page, "Sign out everywhere");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/sign-out/everywhere");
        Assert.Equal("You have signed out", await page.InnerTextAsync("h1"));
        await Walk.Shoot(page, "signed-out", "360");
        var reply = await other.GotoAsync(new Uri(Host.Address, "/promises").ToString());
        Assert.Equal(401, reply?.Status);
    }

    private static async Task TabTo(IPage page, string name)
    {
        for (var stop = 0; stop < 40; stop++)
        {
            await page.Keyboard.PressAsync("Tab");
            if (await page.EvaluateAsync<bool>("name => document.activeElement.id === name || document.activeElement.textContent.trim() === name", name))
            {
                return;
            }
        }

        Assert.Fail($"No stop of the keyboard is '{name}'.");
    }
}
