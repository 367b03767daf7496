using System.Net;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Nec.Core.Compliance;
using Nec.Storage;
using Nec.Testing;
using Nec.Testing.Core;
using Npgsql;

namespace Nec.Dashboard.Tests.Calendar;

public sealed class CalendarFeedTests : DashboardTests
{
    private const string Inspector = "inspector@example.org";
    private static readonly string[] Odd = ["", ".", "../..", "x", "%2e%2e", "'; drop table nec.fact; --", new('x', 3000)];

    private CalendarFeeds Feeds => Host.Services.GetRequiredService<CalendarFeeds>();

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await Sample.Fill(Host, CancellationToken);
    }

    [Fact]
    public async Task A_calendar_program_reads_what_is_upcoming_and_overdue()
    {
        var text = await Feed(await Feeds.Create(Inspector, Host.Time.Now, null, CancellationToken));

        var calendar = CalendarReader.Read(text);

        Assert.Equal(("Nec: due dates", "PUBLISH", "2.0"), (CalendarReader.NameOf(calendar), calendar.Method, calendar.Version));
        Assert.Equal("-//Nec//Neighbourhood Engagement Contracts//EN", calendar.ProductId);
        Assert.Equal(
            ["Overdue: Circulate the newsletter", "Due: Meet the Lyme Regis clerk", "Due: Meet the Sherborne clerk"],
            calendar.Events.Select(found => found.Summary));
        var meeting = calendar.Events.ElementAt(1);
        Assert.True(meeting.IsAllDay);
        Assert.Equal((new DateOnly(2026, 2, 28), new DateOnly(2026, 3, 1)), (meeting.Start!.Date, meeting.End!.Date)); // read whole
        Assert.Equal("clerk-meeting/lyme-regis-2026-02-28@north.invented.nec", meeting.Uid);
        Assert.Equal(
            "28 February 2026 is the last day in time.\nThe inspector meets each clerk every six months.\nNorth",
            meeting.Description);
        Assert.Equal($"{Host.Address}promises/north/clerk-meeting/lyme-regis", meeting.Url?.OriginalString);
        Assert.Equal(("TRANSPARENT", new DateTime(2026, 2, 10, 9, 0, 0, DateTimeKind.Utc)), (meeting.Transparency, meeting.DtStamp!.AsUtc));
        Assert.Equal(
            ["UID", "DTSTAMP", "DTSTART", "DTEND", "SEQUENCE", "SUMMARY", "DESCRIPTION", "URL", "TRANSP"],
            meeting.Properties.Select(property => property.Name));
        Assert.DoesNotContain("Alex", text, StringComparison.Ordinal);
        Assert.DoesNotContain("private note", text, StringComparison.Ordinal);
        Assert.DoesNotContain("@example.org", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Any_title_comes_back_as_it_went_in()
    {
        const string Title = "Cyfarfod; â'r clerc, \"Bae\\Lyme\" 🏖️ – pob chwe mis, ym mhob tref ac ym mhob pentref o'r ardal: Sherborne 謝謝 ẞ";
        await Load(
            [A.Contract with { Commitments = [A.Commitment with { Title = Title, Promise = "line one\r\nline two" }] }]);

        var calendar = CalendarReader.Read(await Feed(await Feeds.Create(Inspector, Host.Time.Now, null, CancellationToken)));

        var only = Assert.Single(calendar.Events);
        Assert.Equal($"Overdue: {Title}", only.Summary);
        Assert.Contains("\nline one\nline two\n", only.Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Leap_days_and_a_moved_sequence_read_as_dates_and_numbers()
    {
        await Host.Services.GetRequiredService<Findings>().Save(
            "north", new(2028, 2, 1), [Sample.Meeting with { DueOn = new(2028, 2, 29), Period = "2028-02-29" }, new() { Obligation = "newsletter", Status = Status.OnTrack, Reason = "", DueOn = new(2028, 2, 28) }],
            Host.Time.Now.AddHours(1), CancellationToken);

        var calendar = CalendarReader.Read(await Feed(await Feeds.Create(Inspector, Host.Time.Now, null, CancellationToken)));

        Assert.Equal(
            [(new DateOnly(2028, 2, 28), new DateOnly(2028, 2, 29)), (new DateOnly(2028, 2, 29), new DateOnly(2028, 3, 1))],
            calendar.Events.Select(found => (found.Start!.Date, found.End!.Date))); // read whole
        Assert.All(calendar.Events, found => Assert.True(found.IsAllDay));
        Assert.All(calendar.Events, found => Assert.Equal(A.Contract.From.DayNumber - new DateOnly(2000, 1, 1).DayNumber, found.Sequence));
    }

    [Fact]
    public async Task Other_peoples_promises_are_absent()
    {
        var calendar = CalendarReader.Read(await Feed(await Feeds.Create("chief@example.org", Host.Time.Now, null, CancellationToken)));

        Assert.Empty(calendar.Events);
    }

    [Fact]
    public async Task One_obligation_is_a_file_of_its_own_for_the_person_who_answers_for_it_alone()
    {
        var (mine, theirs) = (await Feeds.Create(Inspector, Host.Time.Now, null, CancellationToken), await Feeds.Create("chief@example.org", Host.Time.Now, null, CancellationToken));
        using var client = Host.Anonymous();

        var text = await client.GetStringAsync($"/calendar/{mine}/north/clerk-meeting/lyme-regis.ics", CancellationToken);
        var calendar = CalendarReader.Read(text);

        Assert.Null(CalendarReader.NameOf(calendar));
        Assert.Equal("Due: Meet the Lyme Regis clerk", Assert.Single(calendar.Events).Summary);
        foreach (var address in (string[])
            [$"{theirs}/north/clerk-meeting/lyme-regis.ics", $"{mine}/north/clerk-meeting/lyme-regis", $"{mine}/north/clerk-meeting/atlantis.ics", $"{mine}/south/clerk-meeting/lyme-regis.ics",
             $"{mine}/north", $"{mine}", "x/north/clerk-meeting/lyme-regis.ics"])
        {
            using var reply = await client.GetAsync($"/calendar/{address}", CancellationToken);
            Assert.True(reply.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Unauthorized, $"{address} answered {reply.StatusCode}"); // what is no address at all asks to sign in
        }
    }

    [Fact]
    public async Task A_revoked_or_unknown_address_is_not_found()
    {
        var token = await Feeds.Create(Inspector, Host.Time.Now, null, CancellationToken);
        await Feed(token);
        await Feeds.Revoke(Inspector, Host.Time.Now, null, CancellationToken);
        using var client = Host.Anonymous();

        using var revoked = await client.GetAsync($"/calendar/{token}.ics", CancellationToken);
        using var item = await client.GetAsync($"/calendar/{token}/north/newsletter.ics", CancellationToken);

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (revoked.StatusCode, item.StatusCode));
        Assert.Equal("no-store", revoked.Headers.CacheControl?.ToString());
        foreach (var odd in Odd)
        {
            using var reply = await client.GetAsync($"/calendar/{Uri.EscapeDataString(odd)}.ics", CancellationToken);
            Assert.True(reply.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Unauthorized, $"“{odd}” answered {reply.StatusCode}");
        }
    }

    [Fact]
    public async Task It_may_be_kept_for_a_quarter_of_an_hour_and_is_asked_for_again_by_its_tag()
    {
        var address = $"/calendar/{await Feeds.Create(Inspector, Host.Time.Now, null, CancellationToken)}.ics";
        using var client = Host.Anonymous();
        using var first = await client.GetAsync(address, CancellationToken);
        Assert.Equal("text/calendar; charset=utf-8", first.Content.Headers.ContentType?.ToString());
        Assert.Equal((TimeSpan.FromMinutes(15), true), (first.Headers.CacheControl?.MaxAge, first.Headers.CacheControl?.Private));
        Assert.False(first.Headers.Contains("Set-Cookie"));

        using var again = await Ask(HttpMethod.Get, first.Headers.ETag!); // a reply without one fails below
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
        using var head = await Ask(HttpMethod.Head, new("\"other\""));
        Assert.Equal((HttpStatusCode.OK, ""), (head.StatusCode, await head.Content.ReadAsStringAsync(CancellationToken)));

        await Host.Services.GetRequiredService<Findings>().Save("north", new(2026, 2, 11), [Sample.Meeting with { Status = Status.Overdue }], Host.Time.Now.AddDays(1), CancellationToken);
        using var changed = await Ask(HttpMethod.Get, first.Headers.ETag!);
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);

        async Task<HttpResponseMessage> Ask(HttpMethod method, System.Net.Http.Headers.EntityTagHeaderValue tag)
        {
            using var request = new HttpRequestMessage(method, address) { Headers = { IfNoneMatch = { tag } } };
            return await client.SendAsync(request, CancellationToken);
        }
    }

    [Fact]
    public async Task Reading_it_ten_times_changes_nothing()
    {
        var token = await Feeds.Create(Inspector, Host.Time.Now, null, CancellationToken);
        var before = await Everything();
        using var client = Host.Anonymous();
        for (var look = 0; look < 10; look++)
        {
            using var request = new HttpRequestMessage(look % 2 == 0 ? HttpMethod.Get : HttpMethod.Head, look % 3 == 0 ? $"/calendar/{token}/north/newsletter.ics" : $"/calendar/{token}.ics");
            using var reply = await client.SendAsync(request, CancellationToken);
            Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
        }

        using var post = await client.PostAsync($"/calendar/{token}.ics", null, CancellationToken);
        Assert.NotEqual(HttpStatusCode.OK, post.StatusCode);
        Assert.Equal(before, await Everything());
    }

    // Every row of every table of ours, as one text.
    private async Task<string> Everything()
    {
        await using var connection = await Host.Services.GetRequiredService<NpgsqlDataSource>().OpenConnectionAsync(CancellationToken);
        var tables = (await connection.QueryAsync<string>("select table_name from information_schema.tables where table_schema = 'nec' order by table_name")).ToList();
        Assert.Contains("calendar_feed", tables);
        var rows = new List<string>();
        foreach (var table in tables)
        {
            rows.AddRange(await connection.QueryAsync<string>($"select '{table} ' || one::text from nec.{table} one order by 1"));
        }

        return string.Join('\n', rows);
    }

    private async Task<string> Feed(string token)
    {
        using var client = Host.Anonymous();
        return await client.GetStringAsync($"/calendar/{token}.ics", CancellationToken);
    }
}
