using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Nec.Core.Answers;
using Nec.Core.Calendar;
using Nec.Core.Compliance.Rules;
using Nec.Core.Contracts;
using Nec.Core.Facts;
using Nec.Storage;
using Nec.Testing;
using Nec.Testing.Core;

namespace Nec.Dashboard.Tests.Answers;

/// <summary>Whoever is signed in may type any period's label into the address: a form opens for those alone that the promise has or had.</summary>
public sealed class PeriodTests : AnswerTests
{
    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Post taken = Contract.FindPost("inspector")! with { Holders = [new("Alex North", "inspector@example.org", A.Day("2019-01-01")) { To = A.Day("2026-01-31") }, new("Robin West", "west@example.org", A.Day("2026-02-01"))] };
        await Load(
        [
            Contract with
            {
                Posts = [.. Contract.Posts.Where(post => post.Id != taken.Id), taken],
                Commitments =
                [
                    .. Contract.Commitments,
                    A.Commitment with { Id = "footfall", Rule = new Standing(null), Evidence = new PerEventEvidence(3, EventNeed.Footfall) },
                    A.Commitment with { Id = "introduction", Rule = new Standing(PeriodKind.Quarter), IntroduceDays = 14 },
                    A.Rolling with { Id = "at-hand", Evidence = new SectionEvidence("priorities", ["town", "village"]) },
                ],
            },
        ]);
        await Facts.Record(
            "north",
            [
                A.Event("2026-02-01", "2026-01-10", true), A.Event("2026-03-01", "2026-01-10", id: "2"),
                A.Look("2025-09-01"), A.Look("2025-09-10", Verdict.Substantive), A.Look("2025-10-01", page: "village"), A.Look("2025-10-10", Verdict.Substantive, "village"),
            ],
            "CheckPages", A.Instant("2025-10-10"), null, CancellationToken);
    }

    [Theory]
    [InlineData("clerk-meeting/lyme-regis", "2026-02-28")] // the one that it stands in
    [InlineData("clerk-meeting/lyme-regis", "2025-07-01")] // closed, two months late
    [InlineData("clerk-meeting/sherborne", "2025-07-01")] // from the contract's first day
    [InlineData("at-hand", "2026-03-10")] // either page's
    [InlineData("at-hand", "2026-04-10")]
    [InlineData("footfall", "2026-02-01/1")]
    [InlineData("introduction", "2026-02-15")]
    [InlineData("introduction", "2026-Q1")]
    [InlineData("newsletter", "2026-Q2")] // the calendar's quarters are there, whatever happens
    public async Task A_form_opens_for_a_period_that_the_promise_has_or_had(string promise, string period) =>
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.UnprocessableEntity), await Ask(promise, period));

    [Theory]
    [InlineData("clerk-meeting/lyme-regis", "2026-03-01")] // the day after it falls due
    [InlineData("clerk-meeting/lyme-regis", "2026-08-31")] // another half-year on: nothing was held on 28 February
    [InlineData("clerk-meeting/sherborne", "2026-02-28")] // the other place's
    [InlineData("at-hand", "2026-07-10")]
    [InlineData("footfall", "2026-02-02/1")] // nothing was on that day
    [InlineData("footfall", "2026-02-01/3")] // no such event
    [InlineData("footfall", "2026-03-01/2")] // it has not been yet
    [InlineData("introduction", "2026-02-16")]
    [InlineData("introduction", "2019-01-15")] // the first holder had the post before the contract
    public async Task A_period_that_the_promise_has_not_is_not_found(string promise, string period) =>
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), await Ask(promise, period));

    [Fact]
    public async Task What_a_link_in_mail_was_made_for_it_still_opens()
    {
        using var client = Host.Anonymous();
        using var seen = await client.GetAsync(await Link(period: "2026-03-01", change: scope => scope with { AddressHash = AnswerScope.HashOf("west@example.org") }), CancellationToken);
        Assert.Equal(HttpStatusCode.OK, seen.StatusCode);
    }

    [Theory]
    [InlineData("at-hand", "2026-03-10", "on-my-word")] // from here on the other page may speak first
    [InlineData("introduction", "2026-02-15", "held")] // confirmed, and no longer owed
    public async Task After_a_record_that_ends_it_the_period_is_still_there(string promise, string period, string press)
    {
        using var client = await Host.SignedIn(Roles.Team, CancellationToken);
        var (status, html) = await Press(client, AddressOf(promise, period), press, ("day", "9"), ("month", "2"), ("year", "2026"));
        Assert.Equal(HttpStatusCode.Found, status);
        Assert.Contains("It is on record", html, StringComparison.Ordinal);
    }

    private static string AddressOf(string promise, string period) => $"/record/north/{promise}?period={Uri.EscapeDataString(period)}";

    // Looked at, and a form without a day sent there.
    private async Task<(HttpStatusCode Seen, HttpStatusCode Sent)> Ask(string promise, string period)
    {
        using var client = await Host.SignedIn(Roles.Team, CancellationToken);
        using var seen = await client.GetAsync(AddressOf(promise, period), CancellationToken);
        var token = Form(await client.GetStringAsync("/record/north/newsletter", CancellationToken), "snooze").Fields.Single(field => field.Name == "__RequestVerificationToken");
        return (seen.StatusCode, (await Send(client, AddressOf(promise, period), [token, ("press", "snooze")])).Status);
    }
}
