using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Nec.Core.Facts;
using Nec.Storage;
using Nec.Testing;
using Nec.Testing.Core;

namespace Nec.Dashboard.Tests.Answers;

/// <summary>A page changed and the machine could not judge it: the person does.</summary>
public sealed class UnclearChangeTests : AnswerTests
{
    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        var texts = Host.Services.GetRequiredService<PageTexts>();
        await texts.Record("north", "town", [new("priorities", "h1", "h1", "Parking near the school\nSpeeding", null)], [], "CheckPages", A.Instant("2026-01-05"), CancellationToken);
        await texts.Record("north", "town", [new("priorities", "h2", "h2", "Parking near the school\nShoplifting <b>", null)], [], "CheckPages", A.Instant("2026-02-03"), CancellationToken);
        await Facts.Record("north", [A.Look("2026-01-05"), A.Look("2026-02-03", Verdict.Unclear)], "CheckPages", A.Instant("2026-02-03"), null, CancellationToken);
    }

    [Fact]
    public async Task The_page_shows_what_changed_and_asks()
    {
        using var client = Host.Anonymous();
        var html = WebUtility.HtmlDecode(await client.GetStringAsync(await Link("section", "2026-Q1"), CancellationToken));
        Assert.Contains("Is this a real update?", html, StringComparison.Ordinal);
        Assert.Contains("<strong>Gone:</strong> <del>Speeding</del>", html, StringComparison.Ordinal);
        Assert.Contains("<strong>New:</strong> <ins>Shoplifting <b></ins>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("Parking", html, StringComparison.Ordinal);
        Assert.Contains("Done, on my word", html, StringComparison.Ordinal);
        Assert.DoesNotContain("They did not schedule it", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Yes_supersedes_the_machines_verdict_once()
    {
        var link = await Link("section", "2026-Q1");
        using var client = Host.Anonymous();
        var form = Form(await client.GetStringAsync(link, CancellationToken), "real-update");
        foreach (var _ in Enumerable.Range(0, 2))
        {
            var (status, html) = await Send(client, form.Action, [.. form.Fields, ("press", "real-update")]);
            Assert.Equal(HttpStatusCode.Found, status);
            Assert.Contains("The change counts as a real update", html, StringComparison.Ordinal);
            Assert.Contains("govuk-tag--green\">Met<", html, StringComparison.Ordinal);
        }

        Assert.Equal(1, await Count("nec.fact where supersedes is not null"));
        Assert.DoesNotContain("Is this a real update?", await client.GetStringAsync(link, CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_yes_is_taken_back_with_a_reason_and_all_three_verdicts_are_kept()
    {
        var link = await Link("section", "2026-Q1");
        await Press(link, "real-update");
        Assert.Contains("Enter why it is no real update", (await Press(link, "withdraw")).Html, StringComparison.Ordinal);
        using var client = Host.Anonymous();
        var form = Form(await client.GetStringAsync(link, CancellationToken), "withdraw");
        foreach (var _ in Enumerable.Range(0, 2))
        {
            var (_, html) = await Send(client, form.Action, [.. form.Fields.Where(field => field.Name != "reason"), ("reason", "a spelling only"), ("press", "withdraw")]);
            Assert.Contains("The change does not count", html, StringComparison.Ordinal);
            Assert.Contains("On track", html, StringComparison.Ordinal);
        }

        Assert.Equal(2, await Count("nec.fact where supersedes is not null"));
        Assert.Equal(1, await Count("nec.answer where reason = 'a spelling only'"));
        Assert.DoesNotContain("Is this a real update?", await client.GetStringAsync(link, CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_is_not_asked_again_until_the_page_changes_again()
    {
        var link = await Link("section", "2026-Q1");
        Assert.Contains("The change does not count", (await Press(link, "no-update")).Html, StringComparison.Ordinal);
        using var client = Host.Anonymous();
        Assert.DoesNotContain("Is this a real update?", await client.GetStringAsync(link, CancellationToken), StringComparison.Ordinal);

        Host.Time.Now = A.Instant("2026-02-12T09:00Z");
        await Facts.Record("north", [A.Look("2026-02-12", Verdict.Unclear)], "CheckPages", Host.Time.Now, null, CancellationToken);
        Assert.Contains("Is this a real update?", await client.GetStringAsync(link, CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_to_a_change_that_has_changed_again_is_not_taken()
    {
        var link = await Link("section", "2026-Q1");
        using var client = Host.Anonymous();
        var form = Form(await client.GetStringAsync(link, CancellationToken), "real-update");
        await Facts.Record("north", [A.Look("2026-02-09", Verdict.Unclear)], "CheckPages", Host.Time.Now, null, CancellationToken);
        var (status, html) = await Send(client, form.Action, [.. form.Fields, ("press", "real-update")]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Contains("The page has changed again", html, StringComparison.Ordinal);
        Assert.Equal(0, await Count("nec.fact where supersedes is not null"));
    }

    [Fact]
    public async Task Done_on_my_word_is_a_persons_record()
    {
        var (_, html) = await Press(await Link("section", "2026-Q1"), "on-my-word", ("day", "9"), ("note", "the web team did it"));
        Assert.Equal((Outcome.Held, A.Day("2026-02-09")), Assert.Single(await Recorded()) is var fact ? (fact.Outcome, fact.OccurredOn) : default);
        Assert.Contains("on a person&#x27;s word", html, StringComparison.Ordinal);
    }
}
