using System.Net;
using Nec.Application.Notices;
using Nec.Core.Notices;
using Nec.Core.Reminders;
using Nec.Storage;

namespace Nec.Dashboard.Tests.Notices;

public sealed class PreviewTests : DashboardTests
{
    private static readonly DateOnly Monday = new(2026, 2, 16); // the clock stands on Tuesday the 10th

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await Sample.Fill(Host, CancellationToken);
        Host.Drafts = OfMonday;
    }

    /// <summary>Three letters on a Monday ahead, and none on any other day.</summary>
    internal static Task<IReadOnlyList<DraftedNotice>> OfMonday(DateOnly day, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<DraftedNotice>>(day == Monday ? [Draft("one", "north"), Draft("two", "north", "south"), Draft("three")] : []);

    [Fact]
    public async Task A_day_ahead_lists_who_would_be_written_to_and_leads_to_each_letter()
    {
        var page = await Page("/notices/preview?on=2026-02-16");

        Assert.Contains("16 February 2026: 3 notices", page, StringComparison.Ordinal);
        Assert.Contains("<a class=\"govuk-link\" href=\"/notices/preview/2026-02-16/one\">What one is told</a>", page, StringComparison.Ordinal);
        var letter = await Page("/notices/preview/2026-02-16/one");
        Assert.Contains("<pre class=\"nec-letter\">Dear one &amp; all</pre>", letter, StringComparison.Ordinal);
        Assert.Contains("src=\"/notices/preview/2026-02-16/one/html\"", letter, StringComparison.Ordinal);
        Assert.Contains("one@example.org", letter, StringComparison.Ordinal);
        using var admin = await Host.SignedIn(Roles.Admin, CancellationToken);
        using var framed = await admin.GetAsync("/notices/preview/2026-02-16/one/html", CancellationToken);
        Assert.Equal("<p>Dear one &amp; all</p>", await framed.Content.ReadAsStringAsync(CancellationToken));
        Assert.StartsWith("sandbox;", Assert.Single(framed.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_day_without_notices_says_so() =>
        Assert.Contains("Nothing would be sent on 17 February 2026.", await Page("/notices/preview?on=2026-02-17"), StringComparison.Ordinal);

    [Fact]
    public async Task A_day_may_be_given_as_people_type_it()
    {
        var page = await Page("/notices/preview?on=17/2/2026");

        Assert.Contains("Nothing would be sent on 17 February 2026.", page, StringComparison.Ordinal);
        Assert.Contains("value=\"2026-02-17\"", page, StringComparison.Ordinal); // as the field shows a day
    }

    [Theory]
    [InlineData("2026-02-09", "9 February 2026 is past: what was sent then is in the outbox")]
    [InlineData("2026-05-14", "14 May 2026 is too far ahead: a preview reaches 92 days, to 13 May 2026")]
    [InlineData("the ides", "Give the day as 2026-02-10")]
    public async Task A_day_that_cannot_be_previewed_is_a_fault_of_the_form(string on, string says)
    {
        var page = await Page($"/notices/preview?on={on}");

        Assert.Contains("There is a problem", page, StringComparison.Ordinal);
        Assert.Contains(says, page, StringComparison.Ordinal);
        Assert.Contains("<title>Error: ", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/notices/preview/2026-02-17/one")] // nothing on that day
    [InlineData("/notices/preview/2026-02-09/one")]
    [InlineData("/notices/preview/2026-02-16/four")]
    [InlineData("/notices/preview/2026-02-16/four/html")]
    [InlineData("/notices/preview/some-day/one/html")]
    public async Task A_letter_that_would_not_be_written_is_not_there(string address)
    {
        using var admin = await Host.SignedIn(Roles.Admin, CancellationToken);
        using var reply = await admin.GetAsync(address, CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, reply.StatusCode);
    }

    [Fact]
    public async Task An_operator_sees_no_address_and_only_what_tells_of_own_teams_alone()
    {
        using var client = await Host.SignedIn(Roles.Operator, new Scope([], ["north"]), CancellationToken);
        var page = await client.GetStringAsync("/notices/preview?on=2026-02-16", CancellationToken);

        Assert.Contains("What one is told", page, StringComparison.Ordinal);
        Assert.DoesNotContain("What two is told", page, StringComparison.Ordinal);
        Assert.DoesNotContain("What three is told", page, StringComparison.Ordinal); // the administrator's: of no team
        Assert.DoesNotContain("@example.org", page, StringComparison.Ordinal);
        Assert.DoesNotContain("@example.org", await client.GetStringAsync("/notices/preview/2026-02-16/one", CancellationToken), StringComparison.Ordinal);
        using var others = await client.GetAsync("/notices/preview/2026-02-16/two/html", CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, others.StatusCode);
    }

    [Theory]
    [InlineData(new[] { "north" }, new string[0], true)] // all that it says it has said before
    [InlineData(new[] { "north", "south" }, new[] { "north" }, false)] // repeats what South has not done
    [InlineData(new string[0], new[] { "north" }, false)]
    public async Task What_a_letter_speaks_of_counts_and_not_what_it_tells_for_the_first_time(string[] speaksOf, string[] tells, bool isShown)
    {
        Host.Drafts = (_, _) => Task.FromResult<IReadOnlyList<DraftedNotice>>([Draft("one", speaksOf) with { Tells = [.. tells.Select(team => SentReminder.Read(team, "newsletter", "2026-Q1", "due-0", "inspector")!)] }]);
        using var client = await Host.SignedIn(Roles.Operator, new Scope([], ["north"]), CancellationToken);

        Assert.Equal(isShown, (await client.GetStringAsync("/notices/preview?on=2026-02-16", CancellationToken)).Contains("What one is told", StringComparison.Ordinal));
        using var letter = await client.GetAsync("/notices/preview/2026-02-16/one/html", CancellationToken);
        Assert.Equal(isShown ? HttpStatusCode.OK : HttpStatusCode.NotFound, letter.StatusCode);
    }

    [Fact]
    public async Task Only_who_sees_unsent_letters_is_shown_the_way_there()
    {
        Assert.Contains("href=\"/notices/preview\"", await Page("/notices", Roles.Operator), StringComparison.Ordinal);
        Assert.DoesNotContain("href=\"/notices/preview\"", await Page("/notices", Roles.Viewer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_preview_that_takes_too_long_says_what_else_to_do()
    {
        Host.Drafts = (_, _) => throw new OperationCanceledException();
        Assert.Contains("could not be worked out in 30 seconds. Ask for an earlier day, or run ./nec preview --on 2026-02-16 on the server", await Page("/notices/preview?on=2026-02-16"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/notices/preview/2026-02-16/one")]
    [InlineData("/notices/preview/2026-02-16/one/html")]
    public async Task A_letter_that_takes_too_long_says_so_and_is_not_called_missing(string address)
    {
        Host.Drafts = (_, _) => throw new OperationCanceledException();
        using var admin = await Host.SignedIn(Roles.Admin, CancellationToken);
        using var reply = await admin.GetAsync(address, CancellationToken);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, reply.StatusCode);
        Assert.Contains("could not be worked out in 30 seconds.", await reply.Content.ReadAsStringAsync(CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_letter_and_its_frame_are_worked_out_with_their_days_list()
    {
        var days = new List<DateOnly>();
        Host.Drafts = (day, token) =>
        {
            days.Add(day);
            return OfMonday(day, token);
        };
        foreach (var address in (string[])["?on=2026-02-16", "/2026-02-16/one", "/2026-02-16/one/html"])
        {
            await Page($"/notices/preview{address}");
        }

        Assert.Equal([Monday], days);
    }

    [Theory]
    [InlineData("newsletter", "due-0", "<a class=\"govuk-link\" href=\"/promises/north/newsletter\">Circulate the newsletter</a>")]
    [InlineData("job/PollNeighbourhoods", "trouble", "<a class=\"govuk-link\" href=\"/jobs/PollNeighbourhoods\">Job: Poll neighbourhoods</a>")]
    [InlineData("credentials/youtube", "trouble", ">Credentials for YouTube</th>")]
    [InlineData("post/inspector", "handover", ">Post: Neighbourhood Inspector</th>")]
    [InlineData("inspector", "trouble", ">Post: Neighbourhood Inspector</th>")]
    [InlineData("lyme-regis", "trouble", "<a class=\"govuk-link\" href=\"/evidence/north\">Lyme Regis</a>")]
    public async Task What_a_line_was_about_leads_to_where_it_is_shown(string target, string step, string shown)
    {
        Host.Drafts = (_, _) => Task.FromResult<IReadOnlyList<DraftedNotice>>([Draft("one", "north") with { Tells = [SentReminder.Read("north", target, "2026-02-01", step, "admin")!] }]);
        Assert.Contains(shown, await Page("/notices/preview/2026-02-16/one"), StringComparison.Ordinal);
    }

    private static DraftedNotice Draft(string name, params string[] teams) => new(
        new()
        {
            Key = $"{name}@example.org|2026-02-16",
            Kind = "digest",
            RecipientAddress = $"{name}@example.org",
            RecipientName = $"Officer {name}",
            Day = Monday,
            Subject = $"What {name} is told",
            TextBody = $"Dear {name} & all",
            HtmlBody = $"<p>Dear {name} &amp; all</p>",
            MessageId = $"<{name}@nec.example.org>",
            Fingerprint = name,
            Teams = teams,
        },
        [.. teams.Select(team => SentReminder.Read(team, "newsletter", "2026-Q1", "due-0", "inspector")!)]);
}
