using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Nec.Core.Contracts;
using Nec.Core.Facts;
using Nec.Dashboard.Layout;
using Nec.Dashboard.Tests.Evidence;
using Nec.Dashboard.Year;
using Nec.Storage;
using Nec.Testing;
using Nec.Testing.Core;

namespace Nec.Dashboard.Tests.Year;

public sealed partial class YearTests : DashboardTests
{
    protected override IReadOnlyList<Contract> Contracts => EvidenceSample.Contracts;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await Sample.Fill(Host, CancellationToken);
        await EvidenceSample.Fill(Host, CancellationToken);
    }

    [Fact]
    public async Task The_pack_stands_in_the_parts_of_the_self_evaluation_with_its_figures()
    {
        var html = await Page("/year/north");
        Assert.Contains("Part 1: Quality assurance of our own work", html, StringComparison.Ordinal);
        Assert.Contains("Part 2: Essential components", html, StringComparison.Ordinal);
        Assert.Contains("Part 3: The plan for the coming year", html, StringComparison.Ordinal);
        Assert.Contains("3 events: 1 advertised 7 days ahead or more, 1 later, 1 not seen advertised", html, StringComparison.Ordinal);
        Assert.Contains("42, counted at 2 events", html, StringComparison.Ordinal);
        Assert.Contains("<polyline", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_past_days_pack_comes_out_the_same_whatever_is_learnt_written_corrected_or_rated_later()
    {
        using var first = await Host.SignedIn(Roles.Admin, CancellationToken);
        string[] addresses = ["/year/north?on=2026-02-10", "/year/north.csv?on=2026-02-10", "/year/north.json?on=2026-02-10"];
        var facts = Host.Services.GetRequiredService<Facts>();
        await Write(first, "part-1", "What we said then");
        Host.Time.Now = Host.Time.Now.AddDays(1);
        using var next = await Host.SignedIn(Roles.Admin, CancellationToken);
        var before = await Read(next, addresses);

        Host.Time.Now = Host.Time.Now.AddDays(4);
        using var client = await Host.SignedIn(Roles.Admin, CancellationToken);
        var known = (await facts.Read("north", CancellationToken)).OfType<Occurrence>().Single(fact => fact.Commitment == "newsletter");
        await facts.Record("north", [A.Held("2026-01-15")], "late", Host.Time.Now, null, CancellationToken);
        Assert.True(await facts.Correct("north", known.Id!.Value, known with { Outcome = Outcome.Cancelled }, "late", Host.Time.Now, CancellationToken));
        await Write(client, "part-1", "What we say now");
        Assert.Equal("/year/north#rating", await Rate(client, "good"));

        Assert.Equal(before, await Read(client, addresses));
        Assert.Contains("What we said then", before[0], StringComparison.Ordinal);
        var now = await client.GetStringAsync("/year/north", CancellationToken);
        Assert.Contains("What we say now", now, StringComparison.Ordinal);
        Assert.Contains(">good<", now, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pack_that_was_made_before_holds_what_is_recorded_after()
    {
        using var client = await Host.SignedIn(Roles.Viewer, CancellationToken);
        Assert.Contains("42, counted at 2 events", await client.GetStringAsync("/year/north", CancellationToken), StringComparison.Ordinal);
        await Host.Services.GetRequiredService<Facts>().Record("north", [A.Event("2026-02-01", "2026-01-10", true, "late") with { Footfall = 8 }], "late", Host.Time.Now, null, CancellationToken);
        Assert.Contains("50, counted at 3 events", await client.GetStringAsync("/year/north", CancellationToken), StringComparison.Ordinal);
        Assert.Contains("50, counted at 3 events", await client.GetStringAsync("/year/north", CancellationToken), StringComparison.Ordinal); // and from what was kept
    }

    [Fact]
    public async Task Words_are_written_by_the_team_and_audited_with_what_stood_before()
    {
        using var client = await Host.SignedIn(Roles.Team, CancellationToken);
        await Write(client, "part-3", "First");
        await Write(client, "part-3", "Second");
        await using var command = Host.Services.GetRequiredService<Npgsql.NpgsqlDataSource>().CreateCommand("select who || '|' || action || '|' || team || '|' || coalesce(before, '–') || '|' || after from nec.audit where action <> 'sign-in' order by audit_id");
        await using var rows = await command.ExecuteReaderAsync(CancellationToken);
        List<string> audited = [];
        while (await rows.ReadAsync(CancellationToken))
        {
            audited.Add(rows.GetString(0));
        }

        Assert.Equal(["Alex North|write-year-section|north|–|First", "Alex North|write-year-section|north|First|Second"], audited);
    }

    [Fact]
    public async Task A_viewer_sees_no_form_and_a_forged_press_is_refused()
    {
        Assert.DoesNotContain("Keep these words", await Page("/year/north", Roles.Viewer), StringComparison.Ordinal);
        using var viewer = await Host.SignedIn(Roles.Viewer, CancellationToken);
        var token = Token().Match(await viewer.GetStringAsync("/year/north", CancellationToken)).Groups["token"].Value; // the sign-out's
        foreach (var address in (string[])["/year/north/words/part-1", "/year/north/rating"])
        {
            using var content = new FormUrlEncodedContent([KeyValuePair.Create("__RequestVerificationToken", token), KeyValuePair.Create("words", "mine")]);
            using var reply = await viewer.PostAsync(address, content, CancellationToken);
            Assert.Equal(HttpStatusCode.Forbidden, reply.StatusCode);
        }

        using var bare = await viewer.PostAsync("/year/north/words/part-1", null, CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, bare.StatusCode);
    }

    [Fact]
    public async Task The_panels_word_is_an_admins_to_record()
    {
        Assert.Contains("Record the rating", await Page("/year/north"), StringComparison.Ordinal);
        using var team = await Host.SignedIn(Roles.Team, CancellationToken);
        var html = await team.GetStringAsync("/year/north", CancellationToken);
        Assert.Contains("Keep these words", html, StringComparison.Ordinal);
        Assert.DoesNotContain("Record the rating", html, StringComparison.Ordinal);
        using var reply = await Send(team, "/year/north/rating", Rating("good"));
        Assert.Equal(HttpStatusCode.Forbidden, reply.StatusCode);
        Assert.Contains("No rating is on record", await Page("/year/north"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rating_that_is_not_accepted_comes_back_as_it_was_typed_with_what_is_wrong()
    {
        using var client = await Host.SignedIn(Roles.Admin, CancellationToken);
        using var reply = await Send(client, "/year/north/rating", ("panel", "Panel of leaders"), ("word", " "), ("day", "31"), ("month", "2"), ("year", "2026"), ("comments", "Fine work"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, reply.StatusCode);
        var html = await reply.Content.ReadAsStringAsync(CancellationToken);
        Assert.Contains("<title>Error: ", html, StringComparison.Ordinal);
        Assert.Contains("<a href=\"#word\">Enter the word that the panel used</a>", html, StringComparison.Ordinal);
        Assert.Contains("<a href=\"#day\">The day on which it was given must be a real date</a>", html, StringComparison.Ordinal);
        Assert.Equal(2, html.Split("class=\"govuk-error-message\"").Length - 1);
        Assert.Single(Opened().Matches(html));
        Assert.Contains("value=\"Panel of leaders\"", html, StringComparison.Ordinal);
        Assert.Contains("value=\"31\"", html, StringComparison.Ordinal);
        Assert.Contains(">Fine work</textarea>", html, StringComparison.Ordinal);
        Assert.Contains("No rating is on record", await client.GetStringAsync("/year/north", CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Words_that_are_too_long_come_back_whole()
    {
        using var client = await Host.SignedIn(Roles.Team, CancellationToken);
        var words = new string('w', 20_001);
        using var reply = await Send(client, "/year/north/words/part-3", ("words", words));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, reply.StatusCode);
        var html = await reply.Content.ReadAsStringAsync(CancellationToken);
        Assert.Contains("<a href=\"#words-part-3\">The words must be 20,000 characters or fewer: 1 character too many</a>", html, StringComparison.Ordinal);
        Assert.Contains($">{words}</textarea>", html, StringComparison.Ordinal);
        Assert.Single(Opened().Matches(html));
        Assert.DoesNotContain("maxlength", html, StringComparison.Ordinal);
        await Write(client, "part-3", words[..20_000]);
        Assert.Contains(words[..20_000], await client.GetStringAsync("/year/north", CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("zz", "must be a real date, such as 2026-02-10")]
    [InlineData("2026-02-11", "must be today or in the past")]
    [InlineData("2024-12-31", "must not be before 1 January 2025, when the contract began")]
    public async Task A_day_that_has_no_pack_is_said_to_have_none(string day, string fault)
    {
        var html = WebUtility.HtmlDecode(await Page($"/year/north?on={day}"));
        Assert.Contains("<title>Error: Annual pack of North", html, StringComparison.Ordinal);
        Assert.Contains($"<a href=\"#on\">“As known on” {fault}</a>", html, StringComparison.Ordinal);
        using var client = await Host.SignedIn(Roles.Viewer, CancellationToken);
        foreach (var file in (string[])[".csv", ".json"])
        {
            using var reply = await client.GetAsync($"/year/north{file}?on={day}", CancellationToken);
            Assert.Equal(HttpStatusCode.BadRequest, reply.StatusCode);
        }
    }

    [Fact]
    public async Task The_quarter_is_extracted_by_kind_of_engagement()
    {
        using var client = await Host.SignedIn(Roles.Viewer, CancellationToken);
        var csv = await client.GetStringAsync("/year/north/quarter/2026-Q1.csv", CancellationToken);
        Assert.Contains("North,2026-Q1,Events at data.police.uk,2,,3,1,1,1,2,42,2\r\n", csv, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+44", "'+44")]
    [InlineData("-2", "'-2")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("\tx", "'\tx")]
    [InlineData("  =1", "'  =1")]
    [InlineData("a-b = c", "a-b = c")]
    [InlineData("=cmd|'x',\"y\"", "\"'=cmd|'x',\"\"y\"\"\"")]
    public void A_cell_never_runs_as_a_formula(string value, string cell) => Assert.Equal($"\uFEFF{cell}\r\n", Csv.Of([[value]]));

    private static async Task<List<string>> Read(HttpClient client, string[] addresses)
    {
        List<string> texts = [];
        foreach (var address in addresses)
        {
            // The page's frame tells today and the sign-out's token; the pack does not.
            var text = await client.GetStringAsync(address, CancellationToken);
            texts.Add(Forms().Replace(text, "").Split("<footer")[0]);
        }

        return texts;
    }

    private static Task Write(HttpClient client, string section, string words) => Post(client, $"/year/north/words/{section}", ("words", words));

    private static Task<string?> Rate(HttpClient client, string word) => Post(client, "/year/north/rating", Rating(word));

    private static (string Name, string Value)[] Rating(string word) => [("panel", "Panel of community leaders"), ("word", word), ("day", "1"), ("month", "2"), ("year", "2026"), ("comments", "")];

    private static async Task<string?> Post(HttpClient client, string action, params (string Name, string Value)[] fields)
    {
        using var reply = await Send(client, action, fields);
        Assert.Equal(HttpStatusCode.Found, reply.StatusCode);
        return reply.Headers.Location?.ToString();
    }

    private static async Task<HttpResponseMessage> Send(HttpClient client, string action, params (string Name, string Value)[] fields)
    {
        var token = Token().Match(await client.GetStringAsync("/year/north", CancellationToken)).Groups["token"].Value;
        using var content = new FormUrlEncodedContent([KeyValuePair.Create("__RequestVerificationToken", token), .. fields.Select(field => KeyValuePair.Create(field.Name, field.Value))]);
        return await client.PostAsync(action, content, CancellationToken);
    }

    [GeneratedRegex("<details[^>]* open", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Opened();

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"(?<token>[^\"]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Token();

    [GeneratedRegex("<form.*?</form>", RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Forms();
}
