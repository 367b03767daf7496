using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Nec.Core.Answers;
using Nec.Core.Facts;
using Nec.Storage;
using Nec.Testing.Core;

namespace Nec.Dashboard.Tests.Answers;

/// <summary>What a pressed button records, once, and what it refuses.</summary>
public sealed class PressingTests : AnswerTests
{
    [Fact]
    public async Task It_was_held_is_on_record_with_its_day_and_the_moment_of_recording_kept_apart()
    {
        var (status, html) = await Press(await Link(), "held", ("day", "5"), ("means", "in person"), ("note", "Briefed on parking"), ("feedback", "pleased"));
        Assert.Equal(HttpStatusCode.Found, status);
        var held = Assert.Single(await Recorded());
        Assert.Equal(
            ("clerk-meeting", "Lyme Regis", A.Day("2026-02-05"), Outcome.Held, "in person", "Briefed on parking", "pleased", null, null),
            (held.Commitment, held.Place, held.OccurredOn, held.Outcome, held.Means, held.Note, held.Feedback, held.By, held.Period));
        Assert.Equal(Host.Time.Now, held.RecordedAt);
        Assert.Equal(1, await Count("nec.fact where recorded_by = 'inspector' and recorded_at > '2025-12-01'"));
        Assert.NotEqual(0, await Changes());
        foreach (var words in (string[])["It is on record", "5 February 2026", "It was held (in person)", "Correct this", "Met", "5 August 2026"])
        {
            Assert.Contains(words, html, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("report-sent", Outcome.ReportSent)]
    [InlineData("offered-declined", Outcome.OfferedDeclined)]
    [InlineData("not-scheduled", Outcome.NotScheduled)]
    public async Task Every_other_way_it_went_is_recorded_as_such(string press, Outcome expected)
    {
        Assert.Equal(HttpStatusCode.Found, (await Press(await Link(), press, ("note", "n"))).Status);
        Assert.Equal((expected, Today, "n"), Assert.Single(await Recorded()) is var fact ? (fact.Outcome, fact.OccurredOn, fact.Note) : default);
    }

    [Fact]
    public async Task Not_applicable_asks_why()
    {
        var link = await Link("newsletter", "2026-Q1");
        var (status, html) = await Press(link, "not-applicable");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Contains("Enter why it does not apply", html, StringComparison.Ordinal);
        Assert.Contains("<title>Error: Circulate the newsletter", html, StringComparison.Ordinal);
        Assert.Contains("href=\"#not-applicable-reason\"", html, StringComparison.Ordinal);
        Assert.Contains("id=\"not-applicable-reason\"", html, StringComparison.Ordinal);
        Assert.Empty(await Recorded());

        var (_, after) = await Press(link, "not-applicable", ("reason", "the printer closed"));
        Assert.Equal((Outcome.NotApplicable, "the printer closed"), Assert.Single(await Recorded()) is var fact ? (fact.Outcome, fact.Note) : default);
        Assert.Contains("Not applicable", after, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_button_pressed_twice_records_once_and_shows_the_same_page()
    {
        var link = await Link();
        using var client = Host.Anonymous();
        var form = Form(await client.GetStringAsync(link, CancellationToken), "held");
        var presses = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Send(client, form.Action, [.. form.Fields, ("press", "held")])));
        Assert.All(presses, press => Assert.Equal(HttpStatusCode.Found, press.Status));
        Assert.All(presses, press => Assert.Contains("It is on record", press.Html, StringComparison.Ordinal));
        Assert.Single(await Recorded());
    }

    [Fact]
    public async Task Without_the_forgery_token_or_without_a_pressed_button_nothing_is_recorded()
    {
        var link = await Link();
        using var client = Host.Anonymous();
        var form = Form(await client.GetStringAsync(link, CancellationToken), "held");
        var bare = await Send(client, form.Action, [.. form.Fields.Where(field => !field.Name.StartsWith("__", StringComparison.Ordinal)), ("press", "held")]);
        var unpressed = await Send(client, form.Action, form.Fields);
        var unknown = await Send(client, form.Action, [.. form.Fields, ("press", "delete")]);
        foreach (var (status, html) in new[] { bare, unpressed, unknown })
        {
            Assert.Equal(HttpStatusCode.BadRequest, status);
            Assert.Contains("Nothing was changed", html, StringComparison.Ordinal);
        }

        Assert.Empty(await Recorded());
        Assert.Equal(0, await Changes());
    }

    [Theory]
    [InlineData("11", "2", "2026", "The day must be today, 10 February 2026, or in the past")]
    [InlineData("31", "8", "2025", "the last time on record was the day before")]
    [InlineData("30", "2", "2026", "Enter a real date")]
    [InlineData("", "2", "2026", "Enter a real date")]
    [InlineData("x", "2", "26", "Enter a real date")]
    [InlineData("-1", "2", "2026", "Enter a real date")]
    [InlineData("5", "June", "20", "Enter a real date, with its year in four digits, such as 2026")]
    [InlineData("5", "Juno", "2025", "Enter a real date, with its month as a number or a name")]
    public async Task A_day_that_cannot_be_is_refused_and_what_was_typed_stays(string day, string month, string year, string fault)
    {
        var (status, html) = await Press(await Link(), "held", ("day", day), ("month", month), ("year", year), ("note", "kept while correcting"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Equal(2, html.Split(fault).Length - 1); // in the summary and at the field
        Assert.Contains("kept while correcting", html, StringComparison.Ordinal);
        Assert.Equal(day, Form(html, "held").Fields.Single(field => field.Name == "day").Value);
        Assert.Empty(await Recorded());
    }

    [Fact]
    public async Task The_month_may_be_typed_by_its_name()
    {
        await Press(await Link(), "held", ("day", "9"), ("month", "February"), ("year", "2026"));

        Assert.Single(await Recorded());
    }

    [Fact]
    public async Task A_record_after_the_days_for_it_says_why_and_keeps_both_dates()
    {
        Host.Time.Now = A.Instant("2026-01-15T09:00Z"); // one day after the fourteen
        var link = await Link("newsletter", "2025-Q4");
        var (status, html) = await Press(link, "held", ("day", "20"), ("month", "12"), ("year", "2025"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Contains("will be audited", html, StringComparison.Ordinal);
        await Press(link, "held", ("day", "20"), ("month", "12"), ("year", "2025"), ("reason", "I was on leave"));
        var late = Assert.Single(await Recorded());
        Assert.Equal((A.Day("2025-12-20"), Host.Time.Now, "Recorded late: I was on leave"), (late.OccurredOn, late.RecordedAt, late.Note));
    }

    [Fact]
    public async Task One_done_after_the_periods_end_counts_for_the_link_s_period_as_met_late()
    {
        Host.Time.Now = A.Instant("2026-01-10T09:00Z");
        var (_, html) = await Press(await Link("newsletter", "2025-Q4"), "held");
        Assert.Equal(("2025-Q4", A.Day("2026-01-10")), Assert.Single(await Recorded()) is var fact ? (fact.Period, fact.OccurredOn) : default);
        Assert.Contains("Met late", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_promise_kept_by_another_s_record_needs_what_it_needs_and_one_meeting_keeps_both()
    {
        var link = await Link("clerk-feedback/lyme-regis");
        Assert.Contains("Enter what they said", (await Press(link, "held")).Html, StringComparison.Ordinal);
        await Press(link, "held", ("feedback", "none offered"));
        Assert.Equal("clerk-meeting", Assert.Single(await Recorded()).Commitment);
        Assert.Contains("It was held", (await Press(await Link(), "snooze")).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_correction_supersedes_with_a_reason_and_both_are_kept()
    {
        var link = await Link();
        await Press(link, "held", ("day", "5"));
        var wrong = Assert.Single(await Recorded());
        Assert.Contains("Enter why what was on record is wrong", (await Press($"{link}/correct/{wrong.Id}", "correct", ("day", "4"))).Html, StringComparison.Ordinal);

        using var client = Host.Anonymous();
        var form = Form(await client.GetStringAsync($"{link}/correct/{wrong.Id}", CancellationToken), "correct");
        Assert.Contains(("outcome", "held"), form.Fields);
        (string, string)[] fields = [.. form.Fields.Where(field => field.Name is not ("day" or "reason")), ("day", "4"), ("reason", "it was the day before"), ("press", "correct")];
        foreach (var _ in Enumerable.Range(0, 2))
        {
            var (status, html) = await Send(client, form.Action, fields);
            Assert.Equal(HttpStatusCode.Found, status);
            Assert.Contains("4 February 2026", html, StringComparison.Ordinal);
            Assert.Contains("Corrected: it was the day before", html, StringComparison.Ordinal);
        }

        Assert.Equal(A.Day("2026-02-04"), Assert.Single(await Recorded()).OccurredOn);
        Assert.Equal(2, await Count("nec.fact where recorded_by = 'inspector' and recorded_at > '2025-12-01'"));
        Assert.Equal(1, await Count($"nec.fact where supersedes = {wrong.Id}"));

        // What was superseded is not silently passed over when it is recorded anew.
        Assert.Contains("has been corrected since", (await Press(link, "held", ("day", "5"))).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_record_of_what_never_took_place_stops_counting()
    {
        var link = await Link("newsletter", "2026-Q1");
        await Press(link, "held");
        var wrong = Assert.Single(await Recorded());
        var (_, html) = await Press($"{link}/correct/{wrong.Id}", "correct", ("outcome", "cancelled"), ("reason", "the printer let us down"));
        Assert.Contains("The earlier record no longer counts; both are kept", html, StringComparison.Ordinal);
        Assert.Contains("On track", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_corrects_nothing_but_records_of_its_own_period()
    {
        var old = (await Facts.Read("north", CancellationToken))[0].Id;
        using var client = Host.Anonymous();
        using var reply = await client.GetAsync($"{await Link()}/correct/{old}", CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, reply.StatusCode);
        var form = Form(await client.GetStringAsync(await Link(), CancellationToken), "held");
        await Send(client, $"{form.Action}/correct/{old}", [.. form.Fields, ("outcome", "cancelled"), ("reason", "r"), ("press", "correct")]);
        Assert.Equal(0, await Count("nec.fact where supersedes is not null"));
    }

    [Fact]
    public async Task It_is_put_off_once_and_past_the_due_date_only_with_a_reason()
    {
        var link = await Link();
        Assert.Contains("Enter why it can wait", (await Press(link, "snooze", ("day", "1"), ("month", "3"), ("year", "2026"))).Html, StringComparison.Ordinal);
        Assert.Contains("it can be put off no further", (await Press(link, "snooze", ("day", "15"), ("month", "4"), ("year", "2026"), ("reason", "r"))).Html, StringComparison.Ordinal);
        using var client = Host.Anonymous();
        var form = Form(await client.GetStringAsync(link, CancellationToken), "snooze");
        (string, string)[] fields = [.. form.Fields.Where(field => field.Name is not ("day" or "month" or "year")), ("day", "20"), ("month", "2"), ("year", "2026"), ("press", "snooze")];
        await Send(client, form.Action, fields);
        Assert.Contains("until 20 February 2026", (await Send(client, form.Action, fields)).Html, StringComparison.Ordinal);
        Assert.True(new StandingAnswers([Assert.Single(await Given())]).IsSnoozed("clerk-meeting/lyme-regis", "2026-02-28", A.Day("2026-02-19")));
        Assert.Empty(await Recorded());
    }

    [Fact]
    public async Task It_is_handed_over_to_a_post_that_somebody_answers_for()
    {
        var link = await Link();
        foreach (var post in (string[])["", "neo", "inspector", "nobody"])
        {
            Assert.Contains("Choose who will see to it", (await Press(link, "hand-over", ("post", post))).Html, StringComparison.Ordinal);
        }

        Assert.Contains("Neighbourhood Sergeant, for this period", (await Press(link, "hand-over", ("post", "sergeant"))).Html, StringComparison.Ordinal);
        Assert.Equal("sergeant", new StandingAnswers(await Given()).HandedTo("clerk-meeting/lyme-regis", "2026-02-28"));
        await Press(await Link(change: scope => scope with { Post = "sergeant", AddressHash = AnswerScope.HashOf("sergeant@example.org") }), "held");
        Assert.Equal(1, await Count("nec.fact where recorded_by = 'sergeant'"));
    }

    [Fact]
    public async Task Texts_that_are_too_long_or_hold_what_no_database_takes_are_seen_to()
    {
        Assert.Contains("Shorten this to 2,000 characters or fewer", (await Press(await Link(), "held", ("note", new string('x', 2001)))).Html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, (await Press(await Link(), "held", ("note", "a\0b"))).Status);
        Assert.Equal(HttpStatusCode.Found, (await Press(await Link(), "held", ("note", "ab\u0007\r\nc 🚓"))).Status);
        Assert.Equal("ab\nc 🚓", Assert.Single(await Recorded()).Note);
    }

    private Task<IReadOnlyList<Answer>> Given() => Host.Services.GetRequiredService<Storage.Answers>().Read("north", CancellationToken);
}
