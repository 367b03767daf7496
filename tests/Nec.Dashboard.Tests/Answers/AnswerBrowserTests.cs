using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Nec.Core.Compliance.Rules;
using Nec.Core.Contracts;
using Nec.Core.Facts;
using Nec.Storage;
using Nec.Testing;
using Nec.Testing.Core;

namespace Nec.Dashboard.Tests.Answers;

/// <summary>The page as an officer has it: on a phone, by keyboard, with script switched off.</summary>
public sealed class AnswerBrowserTests : AnswerTests
{
    private const string Event = "2026-02-06/street-stall";

    protected override Contract Promised { get; } = Contract with
    {
        Commitments = [.. Contract.Commitments, A.Commitment with { Id = "event-footfall", Title = "Record how many people came", Rule = new Standing(null), Evidence = new PerEventEvidence(3, EventNeed.Footfall) }],
    };

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await Facts.Record(
            "north", [A.Event("2026-02-06", "2026-01-10", id: "street-stall"), A.Event("2026-02-05", "2026-01-10", id: "2")], "PollNeighbourhoods", A.Instant("2026-01-10"), null, CancellationToken);
        await Judge(CancellationToken);
    }

    [Fact]
    public async Task Without_script_at_320_px_and_by_keyboard_alone_the_people_who_came_to_an_event_are_put_on_record()
    {
        await using var browser = await OpenBrowser.Launch();
        var page = await browser.Open(Size(320, script: false));
        await page.GotoAsync(new Uri(Host.Address, await Link("event-footfall", Event)).ToString());
        await TabTo(page, "event-attended");
        await page.Keyboard.PressAsync("Space");
        await TabTo(page, "event-footfall");
        await page.Keyboard.TypeAsync("many");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForSelectorAsync(".govuk-error-summary");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter"); // the summary's link leads to the field
        Assert.Equal("event-footfall", await page.EvaluateAsync<string>("document.activeElement.id"));
        await page.Keyboard.PressAsync("Control+A");
        await page.Keyboard.TypeAsync("34");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/on-record?said=event");
        Assert.Contains(await Facts.Read("north", CancellationToken), fact => fact is EventSeen { EventId: "street-stall", Attended: true, Footfall: 34 });
    }

    [Fact]
    public async Task Without_script_at_320_px_and_by_keyboard_alone_a_meeting_is_put_on_record()
    {
        await using var browser = await OpenBrowser.Launch();
        var page = await browser.Open(Size(320, script: false));
        await page.GotoAsync(new Uri(Host.Address, await Link()).ToString());
        await TabTo(page, "held-day");
        await page.Keyboard.TypeAsync("99");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForSelectorAsync(".govuk-error-summary");
        Assert.StartsWith("Error: ", await page.TitleAsync(), StringComparison.Ordinal);
        Assert.Contains("govuk-error-summary", await page.EvaluateAsync<string>("document.activeElement.className"), StringComparison.Ordinal);
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter"); // the summary's link leads to the field
        Assert.Equal("held-day", await page.EvaluateAsync<string>("document.activeElement.id"));

        await page.Keyboard.PressAsync("Control+A");
        await page.Keyboard.TypeAsync("5");
        await TabTo(page, "held-means-in-person");
        await page.Keyboard.PressAsync("Space");
        await TabTo(page, "held-feedback");
        await page.Keyboard.TypeAsync("none offered");
        await TabTo(page, "held-note");
        await page.Keyboard.TypeAsync("Briefed on parking");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/on-record**");
        var held = Assert.Single(await Recorded());
        Assert.Equal((A.Day("2026-02-05"), "in person", "Briefed on parking", "none offered"), (held.OccurredOn, held.Means, held.Note, held.Feedback));
    }

    [Fact]
    public async Task A_folded_answer_opens_by_keyboard_without_script()
    {
        await using var browser = await OpenBrowser.Launch();
        var page = await browser.Open(Size(320, script: false));
        await page.GotoAsync(new Uri(Host.Address, await Link()).ToString());
        await page.Locator("summary", new() { HasText = "Somebody else will see to it" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await TabTo(page, "hand-over-post");
        await page.Keyboard.PressAsync("N");
        await page.Keyboard.TypeAsync("eighbourhood S");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/on-record?said=hand-over");
        Assert.Contains("Neighbourhood Sergeant", await page.ContentAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_page_of_a_link_passes_axe_and_reads_at_320_px_without_scrolling_sideways()
    {
        await Fill();
        await Press(await Link("event-footfall", Event), "event", ("attended", "yes"), ("footfall", "34"), ("reference", new string('W', 40)));
        await Press(await Link("newsletter", "2026-Q1"), "held", ("note", new string('w', 300)));
        var newsletter = (await Recorded())[^1].Id;
        (string Name, string Address, string? Open, string? Button)[] pages =
        [
            ("meeting", await Link(), null, null),
            ("meeting-open", await Link(), "details", null),
            ("meeting-errors", await Link(), "details:has-text('Remind me later')", "snooze"),
            ("change", await Link("section", "2026-Q1"), null, null),
            ("newsletter", await Link("newsletter", "2026-Q1"), null, null),
            ("on-record", $"{await Link("newsletter", "2026-Q1")}/on-record?fact={newsletter}", null, null),
            ("correct", $"{await Link("newsletter", "2026-Q1")}/correct/{newsletter}", null, "correct"),
            ("event", await Link("event-footfall", "2026-02-05/2"), null, null),
            ("event-errors", await Link("event-footfall", "2026-02-05/2"), null, "event"),
            ("event-on-record", $"{await Link("event-footfall", Event)}/on-record?said=event", null, null),
            ("gone", "/r/x", null, null),
        ];
        await using var browser = await OpenBrowser.Launch();
        List<string> faults = [];
        foreach (var width in (int[])[1280, 320])
        {
            var page = await browser.Open(Size(width, script: true)); // axe itself is script
            foreach (var (name, address, open, button) in pages)
            {
                await page.GotoAsync(new Uri(Host.Address, address).ToString());
                foreach (var fold in open is null ? [] : await page.Locator(open).AllAsync())
                {
                    await fold.Locator("summary").ClickAsync();
                }

                if (button is not null)
                {
                    await page.Locator($"button[value={button}]").ClickAsync();
                    await page.WaitForSelectorAsync(".govuk-error-summary");
                }

                faults.AddRange(await OpenBrowser.Faults(page, $"answer-{name}", width));
            }
        }

        Assert.True(faults.Count == 0, string.Join(Environment.NewLine, faults));
    }

    [Fact]
    public async Task The_same_pages_for_somebody_signed_in_pass_axe_and_read_at_320_px()
    {
        await using var browser = await OpenBrowser.Launch();
        await Press(await Link("newsletter", "2026-Q1"), "held");
        var newsletter = (await Recorded())[^1].Id;
        (string Address, string? Button)[] pages =
        [
            ("/promises/north/newsletter", null), ("/record/north/clerk-meeting/lyme-regis", "held"), ("/record/north/newsletter?period=2026-Q1", null),
            ("/record/north/event-footfall", null), ($"/record/north/newsletter?period=2026-Q1&fact={newsletter}", null), ($"/record/north/newsletter?period=2026-Q1&correct={newsletter}", "correct"),
        ];
        List<string> faults = [];
        foreach (var width in (int[])[1280, 320])
        {
            var page = await browser.SignedIn(Host, Roles.Team, Size(width, script: true));
            foreach (var (address, button) in pages)
            {
                await page.GotoAsync(new Uri(Host.Address, address).ToString());
                foreach (var fold in await page.Locator("details").AllAsync())
                {
                    await fold.Locator("summary").ClickAsync();
                }

                faults.AddRange(await OpenBrowser.Faults(page, address, width));
                if (button is not null)
                {
                    await page.Locator($"#{button}-day").FillAsync("99");
                    await page.Locator($"button[value={button}]").ClickAsync();
                    await page.WaitForSelectorAsync(".govuk-error-summary");
                    faults.AddRange(await OpenBrowser.Faults(page, $"{address} with errors", width));
                }
            }
        }

        Assert.True(faults.Count == 0, string.Join(Environment.NewLine, faults));
    }

    private async Task Fill()
    {
        var texts = Host.Services.GetRequiredService<PageTexts>();
        await texts.Record("north", "town", [new("priorities", "h1", "h1", "Parking near the school\nSpeeding on the bypass", null)], [], "CheckPages", A.Instant("2026-01-05"), CancellationToken);
        await texts.Record("north", "town", [new("priorities", "h2", "h2", "Parking near the school\nShoplifting in the high street", null)], [], "CheckPages", A.Instant("2026-02-03"), CancellationToken);
        await Facts.Record("north", [A.Look("2026-01-05"), A.Look("2026-02-03", Verdict.Unclear) with { Reason = "few words differ" }], "CheckPages", A.Instant("2026-02-03"), null, CancellationToken);
    }

    private static async Task TabTo(IPage page, string id)
    {
        for (var stop = 0; stop < 60; stop++)
        {
            await page.Keyboard.PressAsync("Tab");
            if (await page.EvaluateAsync<string>("document.activeElement.id") == id)
            {
                return;
            }
        }

        Assert.Fail($"No tab stop is {id}.");
    }

    private static BrowserNewContextOptions Size(int width, bool script) => new() { JavaScriptEnabled = script, ViewportSize = new() { Width = width, Height = 900 } };
}
