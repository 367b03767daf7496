using System.Net;
using Dapper;
using Nec.Core.Answers;
using Nec.Core.Contracts;
using Nec.Core.Facts;
using Nec.Testing.Core;

namespace Nec.Dashboard.Tests.Answers;

/// <summary>What a link shows, to whom, and that looking changes nothing.</summary>
public sealed class LookingTests : AnswerTests
{
    [Fact]
    public async Task The_page_says_what_is_asked_and_how_it_stands()
    {
        var html = WebUtility.HtmlDecode(await Get(await Link()));
        foreach (var words in (string[])["<h1 class=\"govuk-heading-l\">Meet the Lyme Regis clerk</h1>", "The inspector meets each clerk every six months.", "Due soon", "28 February 2026 (in time on that day)",
            "last held 31 August 2025; due by 28 February 2026", "You have briefed them.", "this also counts as: Ask the Lyme Regis clerk for feedback", "works until 14 April 2026", "You answer as Neighbourhood Inspector, North"])
        {
            Assert.Contains(words, html, StringComparison.Ordinal);
        }

        Assert.Equal([("day", "10"), ("month", "2"), ("year", "2026")], Form(html, "held").Fields.Where(field => field.Name is "day" or "month" or "year"));
        Assert.DoesNotContain("Engagement Officer", html, StringComparison.Ordinal); // vacant: nobody would be told
        Assert.DoesNotContain("@example.org", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task The_page_is_kept_by_nobody_and_found_by_nobody()
    {
        using var client = Host.Anonymous();
        using var reply = await client.GetAsync(await Link(), CancellationToken);
        Assert.Equal("no-store", reply.Headers.CacheControl?.ToString());
        Assert.Equal("noindex, nofollow", string.Join(',', reply.Headers.GetValues("X-Robots-Tag")));
        Assert.Equal("no-referrer", string.Join(',', reply.Headers.GetValues("Referrer-Policy")));
    }

    [Fact]
    public async Task Looking_ten_times_in_every_way_changes_no_table()
    {
        var held = (await Facts.Read("north", CancellationToken))[0].Id;
        var link = await Link();
        await Get(link); // the first reader of all makes the keys that forms are signed with
        var before = await Rows();
        using var client = Host.Anonymous();
        foreach (var address in (string[])[link, $"{link}/on-record", $"{link}/on-record?said=snooze", $"{link}/on-record?fact={held}", await Link("section", "2026-Q1")])
        {
            for (var look = 0; look < 10; look++)
            {
                using var request = new HttpRequestMessage(look % 3 == 0 ? HttpMethod.Head : HttpMethod.Get, address);
                if (look % 2 == 0)
                {
                    request.Headers.Add("Purpose", "prefetch");
                    request.Headers.Add("Sec-Purpose", "prefetch;prerender");
                    request.Headers.Add("X-Moz", "prefetch");
                }

                using var reply = await client.SendAsync(request, CancellationToken);
                Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
            }
        }

        Assert.Equal(before, await Rows());
        Assert.Contains(before, table => table is { Key: "nec.fact", Value: 1 });
        Assert.Equal(0, await Changes());
    }

    [Fact]
    public async Task Whoever_reads_anothers_letter_on_the_dashboard_does_not_get_its_links()
    {
        var link = await Link("x", "2026", scope => scope with { Team = "n", Post = "i" }); // as short as they come
        Assert.Equal("Record it: https://nec.example.org/r/… (about 20 seconds)", Nec.Dashboard.Notices.Letter.WithoutTokens($"Record it: https://nec.example.org{link} (about 20 seconds)"));
    }

    [Fact]
    public async Task A_link_opens_on_its_last_day_and_not_on_the_day_after()
    {
        var link = await Link(change: scope => scope with { ExpiresOn = A.Day("2026-02-10") });
        Host.Time.Now = new DateTimeOffset(2026, 2, 10, 23, 59, 59, TimeSpan.Zero);
        await Get(link);
        Host.Time.Now = Host.Time.Now.AddSeconds(1);
        await IsGone(link);
    }

    [Fact]
    public async Task A_link_is_gone_when_the_post_changes_hands_for_looking_and_for_pressing()
    {
        Tenure leaving = new("Alex North", Address, A.Day("2019-01-01"), A.Day("2026-02-10"));
        await Load(Contract with { Posts = [A.Inspector with { Holders = [leaving, new("Kim Next", "next@example.org", A.Day("2026-02-11"))] }] });
        var link = await Link();
        using var client = Host.Anonymous();
        var form = Form(await client.GetStringAsync(link, CancellationToken), "held");
        Host.Time.Now += TimeSpan.FromDays(1);
        await IsGone(link);
        Assert.Equal(HttpStatusCode.Gone, (await Send(client, form.Action, [.. form.Fields, ("press", "held")])).Status);
        Assert.Empty(await Recorded());
    }

    [Fact]
    public async Task Forged_links_and_links_for_what_is_no_longer_promised_are_gone_alike()
    {
        var link = await Link();
        await IsGone($"{link[..^1]}{(link[^1] == 'A' ? 'B' : 'A')}");
        await IsGone("/r/x");
        await IsGone($"/r/{new string('A', 2000)}");
        await IsGone("/r/%E2%98%83%0A");
        await IsGone(await Link("clerk-meeting/bridport"));
        await IsGone(await Link("newsletter", "2026-02-30"));
        await IsGone(await Link(change: scope => scope with { Team = "south" }));
        await IsGone(await Link(change: scope => scope with { Post = "chief-inspector" })); // not the address of that post
    }

    [Fact]
    public async Task What_people_wrote_is_shown_as_they_wrote_it_and_runs_nowhere()
    {
        await Load(Contract with
        {
            Commitments =
            [
                .. Contract.Commitments.Select(commitment =>
                    commitment with { Title = commitment.Title + Sample.Hostile, Promise = Sample.Hostile }),
            ],
        });
        await Press(await Link(), "held", ("note", Sample.Hostile), ("feedback", "\"><img src=x onerror=alert(1)>"));
        var (html, held) = (await Get(await Link()), (await Recorded())[0]);
        var correcting = await Get($"{await Link()}/correct/{held.Id}");
        foreach (var page in (string[])[html, correcting])
        {
            Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("<img", page, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("&lt;script&gt;", page, StringComparison.Ordinal);
        }
    }

    private async Task<string> Get(string address)
    {
        using var client = Host.Anonymous();
        return await client.GetStringAsync(address, CancellationToken);
    }

    private async Task IsGone(string link)
    {
        using var client = Host.Anonymous();
        using var reply = await client.GetAsync(link, CancellationToken);
        Assert.Equal(HttpStatusCode.Gone, reply.StatusCode);
        var html = await reply.Content.ReadAsStringAsync(CancellationToken);
        Assert.Contains("Open the newest email", html, StringComparison.Ordinal);
        Assert.DoesNotContain("clerk", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("lyme", html, StringComparison.OrdinalIgnoreCase);
    }

    private async Task<SortedDictionary<string, long>> Rows()
    {
        await using var connection = await Source.OpenConnectionAsync(CancellationToken);
        var tables = await connection.QueryAsync<string>("select schemaname || '.' || tablename from pg_tables where schemaname not in ('pg_catalog', 'information_schema')");
        var rows = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var table in tables)
        {
            rows[table] = await connection.ExecuteScalarAsync<long>($"select count(*) from {table}");
        }

        return rows;
    }
}
