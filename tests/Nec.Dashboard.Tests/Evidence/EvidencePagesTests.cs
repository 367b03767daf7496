using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Nec.Core.Compliance;
using Nec.Core.Contracts;
using Nec.Core.Facts;
using Nec.Storage;
using Nec.Testing;
using Nec.Testing.Core;

namespace Nec.Dashboard.Tests.Evidence;

public sealed partial class EvidencePagesTests : DashboardTests
{
    protected override IReadOnlyList<Contract> Contracts => EvidenceSample.Contracts;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await Sample.Fill(Host, CancellationToken);
        await EvidenceSample.Fill(Host, CancellationToken);
    }

    [Fact]
    public async Task Each_source_says_when_it_was_last_seen_and_what_it_said()
    {
        var text = PageWords.Of(await Page("/evidence/north"));
        Assert.Contains("Town https://force.example.org/town 8 February 2026 at 03:30 GMT, 2 days ago Could not be seen: HTTP 403", text, StringComparison.Ordinal);
        Assert.Contains("(2 failed looks since the last good one)", text, StringComparison.Ordinal);
        Assert.Contains("Village https://force.example.org/village never looked at –", text, StringComparison.Ordinal);
        Assert.Contains("Facebook, Bridport page likes of bridport-police 10 February 2026 at 03:30 GMT, today Seen", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_account_is_drawn_and_told_with_its_metric_and_its_precision()
    {
        var html = await Page("/evidence/north/accounts/dorchester");
        Assert.Contains("<polyline class=\"nec-chart-count\"", html, StringComparison.Ordinal);
        Assert.Contains("Counted: page likes of dorchester-police. The network rounds it down to 3 significant figures.", PageWords.Of(html), StringComparison.Ordinal);
        Assert.Contains("5 February 2026 2,610 4 February 2026 2,600", PageWords.Of(html), StringComparison.Ordinal);
        Assert.Single(Lines().Matches(html));
        Assert.Equal(2, Lines().Count(await Page("/evidence/north/accounts/sherborne"))); // broken where it was silent
    }

    [Fact]
    public async Task A_target_is_drawn_with_its_baseline_pace_number_and_percent_line()
    {
        var html = await Page("/promises/north/likes");
        var text = PageWords.Of(html);
        Assert.Contains("Dashed: the pace from the baseline 7,462 to 8,200 by 30 June 2026. Thick level line: the target, 8,200. Dotted level line: 10% would be 8,209", text, StringComparison.Ordinal);
        Assert.Contains("2 days without a count are gaps.", text, StringComparison.Ordinal);
        Assert.Contains("5 February 2026 7,830", text, StringComparison.Ordinal);
        Assert.Equal(2, Lines().Count(html));
    }

    [Fact]
    public async Task A_page_shows_its_texts_side_by_side_and_every_look()
    {
        var html = await Page("/evidence/north/pages/town");
        var text = PageWords.Of(html);
        Assert.Contains("<del>Litter in the park</del>", html, StringComparison.Ordinal);
        Assert.Contains("<ins>Noise at night &lt;script&gt;", html, StringComparison.Ordinal);
        Assert.Contains("Seen from 1 November 2025 at 03:30 GMT to 1 November 2025 at 03:30 GMT", text, StringComparison.Ordinal);
        Assert.Contains("8 February 2026 at 03:30 GMT “Our priorities” A real update two of five lines differ", text, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task An_event_says_how_long_before_it_was_advertised()
    {
        var text = PageWords.Of(await Page("/evidence/north/neighbourhoods/N1"));
        Assert.Contains("30 January 2026 at 18:00 10 January 2026 at 03:30 GMT advertised 20 days ahead yes 30", text, StringComparison.Ordinal);
        Assert.Contains("Flag: not seen advertised nobody has said no number on record", text, StringComparison.Ordinal);
        Assert.Contains("Flag: advertised 2 days ahead, fewer than 7 yes 12", text, StringComparison.Ordinal);
        Assert.Contains("Priorities Changed newest issued 1 October 2025; newest action has no date", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_looks_go_back_page_by_page()
    {
        var looks = Enumerable.Range(1, 120).Select(minute => new SourceCheck("web-pages", "village", A.Instant("2026-02-01").AddMinutes(minute), CheckOutcome.Ok, $"look {minute}.")).ToList();
        await Host.Services.GetRequiredService<Facts>().Record("north", looks, "sources", Host.Time.Now, null, CancellationToken);
        using var client = await Host.SignedIn(Roles.Viewer, CancellationToken);
        List<string> found = [];
        for (string? next = "/evidence/north/pages/village"; next is not null;)
        {
            var html = await client.GetStringAsync(next, CancellationToken);
            found.AddRange(LookNumbers().Matches(html).Select(match => match.Groups["number"].Value));
            next = Next().Match(html) is { Success: true } link ? WebUtility.HtmlDecode(link.Groups["address"].Value) : null;
        }

        Assert.Equal(Enumerable.Range(1, 120).Reverse().Select(number => $"{number}"), found);
    }

    [Fact]
    public async Task A_fact_opens_and_keeps_words_about_people_for_the_team()
    {
        var id = (await Host.Services.GetRequiredService<Facts>().Read("north", CancellationToken)).OfType<Occurrence>().First().Id;
        Assert.Contains("a private note", await Page($"/facts/{id}", Roles.Team), StringComparison.Ordinal);
        var html = await Page($"/facts/{id}", Roles.Viewer);
        Assert.Contains("Meet the Lyme Regis clerk", html, StringComparison.Ordinal);
        Assert.DoesNotContain("a private note", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_event_is_dated_by_its_own_day_wherever_it_is_a_fact()
    {
        var contract = A.Contract with { Commitments = [A.Commitment with { Id = "fairs", Title = "Hold fairs", Evidence = new EventsEvidence(1) }] };
        await Load([contract]);
        var facts = await Host.Services.GetRequiredService<Facts>().Read("north", CancellationToken);
        await Host.Services.GetRequiredService<Findings>().Save("north", A.Day("2026-02-10"), Judged.All(contract, facts, A.WorkingDays, A.Day("2026-02-10")), Host.Time.Now, CancellationToken);

        var promise = PageWords.Of(await Page("/promises/north/fairs"));
        Assert.Contains("Event of N1: Market, 20 January 2026", promise, StringComparison.Ordinal);
        Assert.Contains("20 January 2026 Fact Event of N1: Market", promise, StringComparison.Ordinal);
        Assert.Contains("Event of N1: Market, 20 January 2026", PageWords.Of(await Page("/year/north")), StringComparison.Ordinal);
        var id = facts.OfType<EventSeen>().Single(seen => seen.EventId == "market").Id;
        Assert.Contains("Day of the event 20 January 2026 Seen on 18 January 2026 at 03:30 GMT", PageWords.Of(await Page($"/facts/{id}")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_document_that_is_looked_for_at_its_address_stands_among_the_web_pages()
    {
        const string Url = "https://www.example.org/your-area/minimum-standards";
        await Load([A.Contract with { Commitments = [A.Commitment with { Title = "Publish the standards", Evidence = new UrlEvidence(Url) }] }]);
        await Host.Services.GetRequiredService<Facts>().Record("north", [new SourceCheck("web-pages", Url, A.Instant("2026-02-09"), CheckOutcome.Ok, null)], "sources", Host.Time.Now, null, CancellationToken);
        var html = await Page("/evidence/north");
        Assert.Contains($"href=\"{Url}\"", html, StringComparison.Ordinal);
        Assert.Contains($"{Url} shows: Publish the standards 9 February 2026 at 03:30 GMT, 1 day ago Seen", PageWords.Of(html), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/evidence/nowhere")]
    [InlineData("/evidence/north/pages/none")]
    [InlineData("/evidence/north/accounts/none")]
    [InlineData("/evidence/north/neighbourhoods/none")]
    [InlineData("/facts/999999")]
    [InlineData("/year/nowhere")]
    [InlineData("/year/nowhere.csv")]
    [InlineData("/year/north/quarter/2020-Q5.csv")]
    [InlineData("/promises/nowhere")]
    public async Task What_is_not_known_is_not_found(string address)
    {
        using var client = await Host.SignedIn(Roles.Viewer, CancellationToken);
        using var reply = await client.GetAsync(address, CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, reply.StatusCode);
    }

    [GeneratedRegex("<polyline", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Lines();

    [GeneratedRegex(@">look (?<number>\d+)\.<", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LookNumbers();

    [GeneratedRegex(@"href=""(?<address>[^""]+)"" rel=""next""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Next();
}
