using System.Net;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Nec.Core.Compliance;
using Nec.Core.Facts;
using Nec.Storage;
using Nec.Testing.Core;

namespace Nec.Dashboard.Tests.Answers;

/// <summary>The mail's own forms for people who are signed in: the same rules, their name in the audit log, and nothing for those who may not.</summary>
public sealed class SignedInTests : AnswerTests
{
    private const string Promise = "/promises/north/clerk-meeting/lyme-regis";
    private const string Record = "/record/north/clerk-meeting/lyme-regis";
    private const string Stated = $"{Record}?period=2026-02-28";

    private static readonly (string, string)[] Fifth = [("day", "5"), ("month", "2"), ("year", "2026")];

    [Theory]
    [InlineData(Roles.Team)]
    [InlineData(Roles.Admin)]
    public async Task From_the_promises_page_a_meeting_is_put_on_record_judged_at_once_and_audited_by_name(string role)
    {
        using var client = await Host.SignedIn(role, CancellationToken);
        Assert.Contains($"href=\"{Record}\"", await client.GetStringAsync(Promise, CancellationToken), StringComparison.Ordinal);
        var (status, html) = await Press(client, Record, "held", [.. Fifth, ("means", "in person"), ("note", "Briefed on parking")]);

        Assert.Equal(HttpStatusCode.Found, status);
        Assert.Contains("It is on record", html, StringComparison.Ordinal);
        Assert.Contains("5 August 2026", html, StringComparison.Ordinal); // the next time, half a year on
        Assert.NotEqual(0, await Changes());
        var held = Assert.Single(await Recorded());
        Assert.Equal((A.Day("2026-02-05"), "in person", "Briefed on parking"), (held.OccurredOn, held.Means, held.Note));
        Assert.Equal(["record-occurrence|Alex North|north|clerk-meeting/lyme-regis||held on 2026-02-05"], await Audited());
        await using var connection = await Source.OpenConnectionAsync(CancellationToken);
        Assert.Equal("inspector (signed in)", await connection.QuerySingleAsync<string>("select recorded_by from nec.fact where occurred_on = '2026-02-05'"));
    }

    [Theory]
    [InlineData(Roles.Viewer)]
    [InlineData(Roles.Operator)] // runs jobs, edits no evidence
    public async Task Who_may_not_record_sees_no_form_and_is_refused_when_forging_one(string role)
    {
        using var client = await Host.SignedIn(role, CancellationToken);
        Assert.DoesNotContain("/record/", await client.GetStringAsync(Promise, CancellationToken), StringComparison.Ordinal);
        using var seen = await client.GetAsync(Record, CancellationToken);
        using var forged = await DashboardHost.PressWithAnyToken(client, Stated, Fields("held"), CancellationToken);
        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.Forbidden), (seen.StatusCode, forged.StatusCode));
        Assert.Empty(await Recorded());
        Assert.Empty(await Audited());
    }

    [Fact]
    public async Task Another_teams_promise_is_not_there()
    {
        using var client = await Host.SignedIn(Roles.Team, new([], ["south"]), CancellationToken);
        using var seen = await client.GetAsync(Record, CancellationToken);
        using var forged = await DashboardHost.PressWithAnyToken(client, Stated, Fields("held"), CancellationToken);
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (seen.StatusCode, forged.StatusCode));
        Assert.Empty(await Recorded());
    }

    [Theory]
    [InlineData("/record/north/knitting")]
    [InlineData("/record/north/clerk-meeting/lyme-regis?period=2026-Q1")] // it has no quarters
    [InlineData("/record/north/newsletter?period=2010-Q1")] // before the contract
    [InlineData("/record/north/newsletter?period=9999-Q4")] // as far as days go
    [InlineData("/record/north/clerk-meeting/lyme-regis?period=9999-12-31")]
    [InlineData("/record/north/clerk-meeting/lyme-regis?period=0001-01-01")]
    [InlineData("/record/north/newsletter?period=2026-Q1&correct=99")]
    public async Task What_is_not_there_is_not_found(string address)
    {
        using var client = await Host.SignedIn(Roles.Team, CancellationToken);
        using var seen = await client.GetAsync(address, CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, seen.StatusCode);
    }

    [Fact]
    public async Task A_press_without_its_token_is_refused()
    {
        using var client = await Host.SignedIn(Roles.Team, CancellationToken);
        using var content = new FormUrlEncodedContent(Fields("held"));
        using var reply = await client.PostAsync(Stated, content, CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, reply.StatusCode);
        Assert.Empty(await Recorded());
    }

    [Fact]
    public async Task A_form_that_is_not_accepted_comes_back_with_what_was_typed_and_what_is_wrong()
    {
        using var client = await Host.SignedIn(Roles.Team, CancellationToken);
        var (status, html) = await Press(client, Record, "held", ("day", "11"), ("month", "2"), ("year", "2026"), ("note", "kept as typed"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Contains("<title>Error: ", html, StringComparison.Ordinal);
        Assert.Contains("<a href=\"#held-day\">The day must be today, 10 February 2026, or in the past</a>", html, StringComparison.Ordinal);
        Assert.Contains("kept as typed", html, StringComparison.Ordinal);
        Assert.Empty(await Recorded());
        Assert.Empty(await Audited());
    }

    [Fact]
    public async Task A_record_is_corrected_and_both_are_kept()
    {
        using var client = await Host.SignedIn(Roles.Team, CancellationToken);
        await Press(client, Record, "held", Fifth);
        var wrong = Assert.Single(await Recorded()).Id;
        var (status, html) = await Press(client, $"{Stated}&correct={wrong}", "correct", ("day", "6"), ("reason", "it was the day after"));
        Assert.Equal(HttpStatusCode.Found, status);
        Assert.Contains("6 February 2026", html, StringComparison.Ordinal);
        Assert.Equal(A.Day("2026-02-06"), Assert.Single(await Recorded()).OccurredOn);
        Assert.Equal("correct-occurrence|Alex North|north|clerk-meeting/lyme-regis|it was the day after|held on 2026-02-06", (await Audited())[^1]);
    }

    [Fact]
    public async Task It_is_put_off_handed_over_and_said_not_to_apply()
    {
        using var client = await Host.SignedIn(Roles.Team, CancellationToken);
        var snoozed = await Press(client, Record, "snooze", ("day", "20"), ("month", "2"), ("year", "2026"));
        Assert.Contains("until 20 February 2026", snoozed.Html, StringComparison.Ordinal);
        var handed = await Press(client, Record, "hand-over", ("post", "sergeant"), ("reason", "she knows the clerk"));
        Assert.Contains("Neighbourhood Sergeant, for this period", handed.Html, StringComparison.Ordinal);
        var closed = await Press(client, Record, "not-applicable", ("reason", "the council is dissolved"));
        Assert.Contains("It is on record", closed.Html, StringComparison.Ordinal);
        Assert.Equal(
            [
                "snooze|Alex North|north|clerk-meeting/lyme-regis||until 2026-02-20",
                "hand-over|Alex North|north|clerk-meeting/lyme-regis|she knows the clerk|to sergeant",
                "record-occurrence|Alex North|north|clerk-meeting/lyme-regis|the council is dissolved|not-applicable on 2026-02-10",
            ],
            await Audited());
        Assert.Equal(Outcome.NotApplicable, Assert.Single(await Recorded()).Outcome);
    }

    [Fact]
    public async Task The_same_meeting_by_a_link_and_by_somebody_signed_in_is_one_record()
    {
        using var client = await Host.SignedIn(Roles.Team, CancellationToken);
        await Press(client, Record, "held", Fifth);
        var (status, _) = await Press(await Link(), "held", Fifth);
        Assert.Equal(HttpStatusCode.Found, status);
        Assert.Single(await Recorded());
        Assert.Single(await Audited());
    }

    [Fact]
    public async Task An_earlier_period_is_reached_from_the_form_and_needs_its_reason()
    {
        using var client = await Host.SignedIn(Roles.Team, CancellationToken);
        var page = await client.GetStringAsync("/record/north/newsletter", CancellationToken);
        Assert.Contains("href=\"/record/north/newsletter?period=2025-Q4\"", page, StringComparison.Ordinal);
        var late = await Press(client, "/record/north/newsletter?period=2025-Q4", "held", ("day", "20"), ("month", "12"), ("year", "2025"));
        Assert.Contains("Enter why it is recorded so late", late.Html, StringComparison.Ordinal);
        var reasoned = await Press(client, "/record/north/newsletter?period=2025-Q4", "held", ("day", "20"), ("month", "12"), ("year", "2025"), ("reason", "found in the diary"));
        Assert.Equal(HttpStatusCode.Found, reasoned.Status);
        var findings = await Host.Services.GetRequiredService<Findings>().Current("north", CancellationToken);
        Assert.Equal(Status.Met, findings.Single(stored => stored.Finding.Obligation == "newsletter").Finding.Periods.Single(period => period.Period == "2025-Q4").Status);
    }

    private static IEnumerable<KeyValuePair<string, string>> Fields(string press) =>
        Fifth.Append(("press", press)).Select(field => KeyValuePair.Create(field.Item1, field.Item2));

    private async Task<IReadOnlyList<string>> Audited()
    {
        await using var connection = await Source.OpenConnectionAsync(CancellationToken);
        return [.. await connection.QueryAsync<string>("select concat_ws('|', action, who, team, target, coalesce(reason, ''), after) from nec.audit where action <> 'sign-in' order by audit_id")];
    }
}
