using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Nec.Core.Facts;
using Nec.Storage;
using Nec.Testing;
using Nec.Testing.Core;

namespace Nec.Dashboard.Tests;

public sealed partial class PagesTests : DashboardTests
{
    public override async ValueTask InitializeAsync()
    {
        await Start();
        await Sample.Fill(Host, CancellationToken);
    }

    [Fact]
    public async Task The_job_board_says_when_in_words_how_it_went_and_what_it_achieved()
    {
        var text = PageWords.Of(await Page("/jobs"));
        Assert.Contains(
            "Check pages Looks at every watched section every day at 03:30, London time 9 February 2026 at 03:35 GMT took 3 minutes 20 seconds Late due on 10 February 2026 at 03:30 GMT Partly " +
            "59 of 60 pages seen, 3 changed, 1 unable: HTTP 403. Attempt 2 11 February 2026 at 03:30 GMT",
            text, StringComparison.Ordinal);
        Assert.Contains("Purge expired Deletes what was kept for its time switched off never Switched off Never run – not scheduled", text, StringComparison.Ordinal);
        Assert.Contains("Read inbox Reads what came to the mailbox not set up: Mail:Inbox:Host never Not set up Mail:Inbox:Host Never run – not scheduled", text, StringComparison.Ordinal);
        Assert.Contains("Check page shard Checks one shard of the web pages when Check pages asks for it never Never run – not scheduled", text, StringComparison.Ordinal);
        Assert.Contains("Send mail Sends what waits in the outbox every 10 minutes 10 February 2026 at 09:00 GMT took 3 minutes 20 seconds Late due on 10 February 2026 at 07:50 GMT Failing since 10 February 2026 at 08:59 GMT page 7 is broken", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_job_shows_its_runs_newest_first_with_what_they_achieved_and_failures()
    {
        var text = PageWords.Of(await Page("/jobs/CheckPages"));
        Assert.Contains("Looks at every watched section", text, StringComparison.Ordinal);
        Assert.Contains("then 12 February 2026 at 03:30 GMT then 13 February 2026 at 03:30 GMT", text, StringComparison.Ordinal);
        Assert.Contains(
            "9 February 2026 at 03:35 GMT Partly 59 of 60 pages seen, 3 changed, 1 unable: HTTP 403. Attempt 2 3 minutes 20 seconds node-1 " +
            "Check pages 9 February 2026 at 03:30 GMT Retrying page 7 is broken",
            text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_promises_of_all_teams_stand_worst_first_under_their_counts()
    {
        var html = await Page("/promises");
        var text = PageWords.Of(html);
        Assert.Contains("Overdue : 1 Due soon : 1 Unable to check : 1 On track : 1", text, StringComparison.Ordinal);
        Assert.Contains(
            "Circulate the newsletter Overdue 31 December 2025 nothing on record nothing circulated in 2025-Q4 North " +
            "Meet the Lyme Regis clerk Due soon 28 February 2026 31 August 2025 last held 31 August 2025",
            text, StringComparison.Ordinal);
        Assert.Contains("page Unable to check no date nothing on record the page answered 403 South", text, StringComparison.Ordinal);
        Assert.Contains("href=\"/promises/north/clerk-meeting/lyme-regis\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_three_answers_agree_with_the_pages_that_they_lead_to()
    {
        await new SampleRun("CheckPageShard", Host.Time.Now) { Outcome = "failed", Failure = "no answer" }.Add(Host, CancellationToken);
        await Host.Services.GetRequiredService<Facts>().Record("north", [A.Unable("2026-02-09"), A.Unable("2026-02-09", "village")], "test", Host.Time.Now, null, CancellationToken);
        var text = PageWords.Of(await Page("/promises"));
        Assert.Contains(", 2 failing. See the jobs", text, StringComparison.Ordinal);
        Assert.Contains("Not well: Web pages (unable to check); 1 promise could not be checked.", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_never_looked_at_is_not_said_to_be_well()
    {
        var source = Host.Services.GetRequiredService<Npgsql.NpgsqlDataSource>();
        Assert.Contains("Nothing has been looked at yet; 1 promise could not be checked.", PageWords.Of(await Page("/promises/south")), StringComparison.Ordinal);
        await using var command = source.CreateCommand("delete from nec.finding");
        await command.ExecuteNonQueryAsync(CancellationToken);
        Assert.Contains("Nothing has been looked at yet; no promise has been judged yet.", PageWords.Of(await Page("/promises")), StringComparison.Ordinal);
        await Host.Services.GetRequiredService<Facts>().Record("north", [new SourceCheck("web-pages", "town", Host.Time.Now, CheckOutcome.Ok, null)], "test", Host.Time.Now, null, CancellationToken);
        Assert.Contains("No source refuses us; no promise has been judged yet.", PageWords.Of(await Page("/promises")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_team_that_nobody_knows_is_said_to_be_none()
    {
        var html = await Page("/promises?team=nope");
        Assert.Contains("<title>Error: Promises", html, StringComparison.Ordinal);
        Assert.Contains("<a href=\"#team\">No team is called “nope”</a>", WebUtility.HtmlDecode(html), StringComparison.Ordinal);
        Assert.DoesNotContain("<th scope=\"row\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_of_one_teams_promises_names_it_once()
    {
        var text = PageWords.Of(await Page("/promises?team=south"));
        Assert.Contains("How the promises stand: South Promise Status Due Last done Why page", text, StringComparison.Ordinal);
        Assert.Contains("the page answered 403 ", text, StringComparison.Ordinal);
        Assert.DoesNotContain("the page answered 403 South", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/promises?team=south", "Promises of South", 1)]
    [InlineData("/promises?status=due-soon", "Promises: Due soon", 1)]
    [InlineData("/promises?team=north&status=on-track", "Promises of North: On track", 1)]
    [InlineData("/promises?team=north&status=met", "Promises of North: Met", 0)]
    [InlineData("/promises?team=&status=no-such-word", "Promises", 5)] // an empty form field, and a word that is none
    [InlineData("/promises?standard=councillors", "Promises: Councillors are recognised as key community leaders", 3)]
    [InlineData("/promises?standard=no-such-standard", "Promises", 5)]
    [InlineData("/promises?due=28", "Promises: Due in the next 28 days", 2)]
    [InlineData("/promises?after-team=north&after=clerk-meeting/sherborne", "Promises", 2)]
    public async Task The_board_is_filtered_by_its_address(string address, string title, int rows)
    {
        var html = await Page(address);
        Assert.Contains($"<h1 class=\"govuk-heading-l\">{title}</h1>", html, StringComparison.Ordinal);
        Assert.Equal(rows, html.Split("<th scope=\"row\"").Length - 1);
    }

    [Fact]
    public async Task A_promise_shows_its_words_periods_reminders_record_and_notices()
    {
        var text = PageWords.Of(await Page("/promises/north/clerk-meeting/lyme-regis"));
        Assert.Contains("Meet the Lyme Regis clerk The inspector meets each clerk every six months. Status Due soon", text, StringComparison.Ordinal);
        Assert.Contains("Answers for it Neighbourhood Inspector Standard Councillors are recognised", text, StringComparison.Ordinal);
        Assert.Contains("28 February 2026 Due soon 28 February 2026 – 28 August 2026 to come", text, StringComparison.Ordinal);
        Assert.Contains("28 days before it is due Friday 30 January 2026 Neighbourhood Inspector 10 February 2026 On the due date Friday 27 February 2026 Neighbourhood Inspector not yet", text, StringComparison.Ordinal);
        Assert.Contains("31 August 2025 Fact Occurrence: held recorded 10 February 2026 at 09:00 GMT (163 days later) by alex; not for the current status", text, StringComparison.Ordinal);
        Assert.DoesNotContain("offered declined", text, StringComparison.Ordinal); // Sherborne's
        Assert.DoesNotContain("private note", text, StringComparison.Ordinal);
        Assert.Contains("10 February 2026 Notice Meet the Lyme Regis clerk by 28 February (1) to Officer 1: 28 days before it is due", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/notices", "4 3 2 1")]
    [InlineData("/notices?state=waiting", "4 3")]
    [InlineData("/notices?state=sent", "1")]
    [InlineData("/notices?state=parked", "2")]
    [InlineData("/notices?before=3", "2 1")]
    public async Task The_outbox_is_listed_by_state_newest_first(string address, string expected) =>
        Assert.Equal(expected, string.Join(' ', Numbers().Matches(await Page(address)).Select(match => match.Groups["number"].Value)));

    [Fact]
    public async Task Only_an_admin_sees_addresses()
    {
        foreach (var address in (string[])["/notices", "/notices/1", "/notices/2"])
        {
            Assert.Contains("@example.org", await Page(address), StringComparison.Ordinal);
            foreach (var role in (string[])[Roles.Viewer, Roles.Team, Roles.Operator])
            {
                Assert.DoesNotContain("@example.org", await Page(address, role), StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task A_letter_is_shown_escaped_and_with_its_tokens_taken_out()
    {
        using var client = await Host.SignedIn(Roles.Viewer, CancellationToken);
        var html = await client.GetStringAsync("/notices/1", CancellationToken);
        Assert.Contains("<pre class=\"nec-letter\">Dear officer 1,", html, StringComparison.Ordinal);
        Assert.Contains("https://nec.example.org/record/…", html.Replace("&#x2026;", "…", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain(Sample.Token, html, StringComparison.Ordinal);
        Assert.Contains("https://nec.example.org/promises/north/neighbourhood-contacts-are-reviewed", html, StringComparison.Ordinal); // long, and no token
        Assert.Contains("<iframe class=\"nec-frame\" sandbox", html, StringComparison.Ordinal);

        using var framed = await client.GetAsync("/notices/1/html", CancellationToken);
        var letter = await framed.Content.ReadAsStringAsync(CancellationToken);
        Assert.Equal("<p>Dear officer 1</p><p><a href=\"https://nec.example.org/record/…\">Record it</a></p>", letter);
        Assert.StartsWith("sandbox; default-src 'none'; style-src 'unsafe-inline'", Assert.Single(framed.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        Assert.Equal("SAMEORIGIN", Assert.Single(framed.Headers.GetValues("X-Frame-Options")));
    }

    [Theory]
    [InlineData(3, Roles.Viewer)] // not sent yet
    [InlineData(4, Roles.Viewer)]
    [InlineData(4, Roles.Admin)] // a sign-in link is its recipient's alone
    public async Task A_letter_that_is_not_for_this_reader_is_withheld(int number, string role)
    {
        using var client = await Host.SignedIn(role, CancellationToken);
        Assert.DoesNotContain("Dear officer", await client.GetStringAsync($"/notices/{number}", CancellationToken), StringComparison.Ordinal);
        using var framed = await client.GetAsync($"/notices/{number}/html", CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, framed.StatusCode);
    }

    [Theory]
    [InlineData("/jobs")]
    [InlineData("/jobs/CheckPages")]
    [InlineData("/promises")]
    [InlineData("/promises/north/clerk-meeting/lyme-regis")]
    [InlineData("/notices/1")]
    public async Task Hostile_text_stays_text(string address)
    {
        var html = await Page(address);
        Assert.Contains("&lt;script&gt;alert(", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>", html, StringComparison.OrdinalIgnoreCase); // the script of ours is a file
    }

    [GeneratedRegex(@"<th scope=""row""[^>]*><a class=""govuk-link"" href=""/notices/(?<number>\d+)""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Numbers();
}
