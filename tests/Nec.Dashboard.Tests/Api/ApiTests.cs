using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Dapper;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Nec.Storage;
using Npgsql;

namespace Nec.Dashboard.Tests.Api;

public sealed partial class ApiTests : DashboardTests
{
    private static readonly string[] NorthAlone = ["north"];
    private static readonly string[] All = ["*"];

    [Fact]
    public async Task A_token_made_in_Admin_reads_until_it_is_revoked_and_is_shown_once()
    {
        await Sample.Fill(Host, CancellationToken);
        using var admin = await Host.SignedIn(Roles.Admin, CancellationToken);
        using var made = await DashboardHost.PressWithAnyToken(admin, "/admin/tokens",
            [new("name", "Power BI"), new("may", Roles.Viewer), new("reach", "north"), new("days", "30")], CancellationToken);
        var secret = Secret().Match(await made.Content.ReadAsStringAsync(CancellationToken)).Value;
        Assert.StartsWith("nec_", secret, StringComparison.Ordinal);
        Assert.DoesNotContain(secret, await admin.GetStringAsync("/admin/tokens", CancellationToken), StringComparison.Ordinal);

        using var script = Script(secret);
        var findings = await script.GetFromJsonAsync<JsonElement>("/api/v1/findings", CancellationToken);
        Assert.All(findings.GetProperty("findings").EnumerateArray(), finding => Assert.Equal("north", finding.GetProperty("team").GetString()));
        Assert.Equal(3, findings.GetProperty("findings").GetArrayLength());

        using var revoked = await DashboardHost.Press(admin, "/admin/tokens", "/admin/tokens/1/revoke", CancellationToken);
        Assert.Equal(HttpStatusCode.Found, revoked.StatusCode);
        using var refused = await script.GetAsync("/api/v1/findings", CancellationToken);
        Assert.Equal((HttpStatusCode.Unauthorized, "application/problem+json", "Bearer"), (refused.StatusCode, refused.Content.Headers.ContentType?.MediaType, refused.Headers.WwwAuthenticate.ToString()));
        var log = await admin.GetStringAsync("/admin/audit", CancellationToken);
        Assert.Contains("Make token", log, StringComparison.Ordinal);
        Assert.Contains("Revoke token", log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_lives_for_its_days_by_the_time_that_lets_it_in()
    {
        await Sample.Fill(Host, CancellationToken);
        using var admin = await Host.SignedIn(Roles.Admin, CancellationToken);
        using var made = await DashboardHost.PressWithAnyToken(admin, "/admin/tokens", [new("name", "Power BI"), new("may", Roles.Viewer), new("reach", "north"), new("days", "30")], CancellationToken);
        var page = await made.Content.ReadAsStringAsync(CancellationToken);
        Assert.Contains("12 March 2026 at 09:00 GMT", page, StringComparison.Ordinal); // 30 days on from 10 February 2026 at 09:00
        using var script = Script(Secret().Match(page).Value);
        foreach (var (after, expected) in ((TimeSpan, HttpStatusCode)[])[(TimeSpan.FromDays(30).Subtract(TimeSpan.FromSeconds(1)), HttpStatusCode.OK), (TimeSpan.FromSeconds(1), HttpStatusCode.Unauthorized)])
        {
            Host.Time.Now += after;
            using var reply = await script.GetAsync("/api/v1/findings", CancellationToken);
            Assert.Equal(expected, reply.StatusCode);
        }

        using var later = await Host.SignedIn(Roles.Admin, CancellationToken);
        Assert.DoesNotContain("Revoke Power BI", await later.GetStringAsync("/admin/tokens", CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cookie_opens_no_address_of_the_API_and_an_expired_token_none_either()
    {
        using var browser = await Host.SignedIn(Roles.Admin, CancellationToken);
        using var cookie = await browser.GetAsync("/api/v1/findings", CancellationToken);
        Assert.Equal(HttpStatusCode.Unauthorized, cookie.StatusCode);
        using var expired = await Script(Roles.Team, All, TimeSpan.FromDays(-1));
        using var late = await expired.GetAsync("/api/v1/findings", CancellationToken);
        Assert.Equal(HttpStatusCode.Unauthorized, late.StatusCode);
    }

    [Theory]
    [InlineData("/api/v1/obligations/north/clerk-meeting/lyme-regis", HttpStatusCode.OK)]
    [InlineData("/api/v1/obligations/south/page", HttpStatusCode.NotFound)]
    [InlineData("/api/v1/obligations/north/no-such", HttpStatusCode.NotFound)]
    [InlineData("/api/v1/findings?team=south", HttpStatusCode.NotFound)]
    [InlineData("/api/v1/findings?status=bad", HttpStatusCode.BadRequest)]
    [InlineData("/api/v1/findings?limit=501", HttpStatusCode.BadRequest)]
    [InlineData("/api/v1/runs?job=CheckPages&limit=1", HttpStatusCode.OK)]
    [InlineData("/api/v1/sources", HttpStatusCode.OK)]
    [InlineData("/api/v1/no-such", HttpStatusCode.NotFound)]
    [InlineData("/api/v1/openapi.json", HttpStatusCode.OK)]
    public async Task Each_address_answers_in_JSON_within_the_tokens_reach(string address, HttpStatusCode expected)
    {
        await Sample.Fill(Host, CancellationToken);
        using var script = await Script(Roles.Viewer, [], TimeSpan.FromDays(1), NorthAlone);
        using var reply = await script.GetAsync(address, CancellationToken);
        // An address that is none has no endpoint that asks for a token, so the pages' own rule refuses it.
        Assert.Equal(address.EndsWith("v1/no-such", StringComparison.Ordinal) ? HttpStatusCode.Unauthorized : expected, reply.StatusCode);
        Assert.EndsWith("json", reply.Content.Headers.ContentType?.MediaType, StringComparison.Ordinal);
        using var body = JsonDocument.Parse(await reply.Content.ReadAsStringAsync(CancellationToken));
        Assert.Equal(JsonValueKind.Object, body.RootElement.ValueKind);
    }

    [Fact]
    public async Task Pages_of_findings_follow_one_another_without_gap()
    {
        await Sample.Fill(Host, CancellationToken);
        using var script = await Script(Roles.Viewer, All, TimeSpan.FromDays(1));
        List<string> seen = [];
        for (var next = "/api/v1/findings?limit=1"; next is not null;)
        {
            var page = await script.GetFromJsonAsync<JsonElement>(next, CancellationToken);
            seen.Add(Assert.Single(page.GetProperty("findings").EnumerateArray()).GetProperty("obligation").GetString()!); // every finding has one
            next = page.GetProperty("next").GetString();
        }

        Assert.Equal(["clerk-meeting/lyme-regis", "clerk-meeting/sherborne", "newsletter", "page"], seen);
    }

    [Fact]
    public async Task What_was_done_goes_on_record_once_with_who_and_is_audited()
    {
        await Sample.Fill(Host, CancellationToken);
        using var script = await Script(Roles.Team, [], TimeSpan.FromDays(1), NorthAlone);
        var given = new { team = "north", obligation = "clerk-meeting/lyme-regis", on = "2026-02-09", outcome = "held", note = "briefed" };
        using var first = await script.PostAsJsonAsync("/api/v1/occurrences", given, CancellationToken);
        using var second = await script.PostAsJsonAsync("/api/v1/occurrences", given, CancellationToken);
        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK), (first.StatusCode, second.StatusCode));
        await using var connection = await Host.Services.GetRequiredService<NpgsqlDataSource>().OpenConnectionAsync(CancellationToken);
        Assert.Equal("API token test", await connection.QuerySingleAsync<string>("select recorded_by from nec.fact where occurred_on = '2026-02-09'"));
        Assert.Equal("API token test|north|clerk-meeting/lyme-regis|held on 2026-02-09",
            await connection.QuerySingleAsync<string>("select who || '|' || team || '|' || target || '|' || after from nec.audit where action = 'record-occurrence'"));
    }

    [Theory]
    [InlineData(Roles.Viewer, "north", "2026-02-09", "held", HttpStatusCode.Forbidden)]
    [InlineData(Roles.Team, "south", "2026-02-09", "held", HttpStatusCode.NotFound)] // another team's
    [InlineData(Roles.Team, "north", "2026-02-11", "held", HttpStatusCode.UnprocessableEntity)] // tomorrow
    [InlineData(Roles.Team, "north", "1999-01-01", "held", HttpStatusCode.UnprocessableEntity)] // before the contract
    [InlineData(Roles.Team, "north", "9 February", "held", HttpStatusCode.UnprocessableEntity)]
    [InlineData(Roles.Team, "north", "2026-02-09", "done", HttpStatusCode.UnprocessableEntity)]
    public async Task What_may_not_be_recorded_is_not(string role, string team, string on, string outcome, HttpStatusCode expected)
    {
        await Sample.Fill(Host, CancellationToken);
        using var script = await Script(role, [], TimeSpan.FromDays(1), NorthAlone);
        using var reply = await script.PostAsJsonAsync("/api/v1/occurrences", new { team, obligation = "clerk-meeting/lyme-regis", on, outcome }, CancellationToken);
        Assert.Equal((expected, "application/problem+json"), (reply.StatusCode, reply.Content.Headers.ContentType?.MediaType));
        await using var connection = await Host.Services.GetRequiredService<NpgsqlDataSource>().OpenConnectionAsync(CancellationToken);
        Assert.Equal(0, await connection.QuerySingleAsync<int>("select count(*)::int from nec.fact where occurred_on not between '2000-01-01' and '2026-01-01'"));
    }

    [Fact]
    public async Task The_document_names_every_address_of_the_API_and_no_other()
    {
        using var script = await Script(Roles.Viewer, All, TimeSpan.FromDays(1));
        var document = await script.GetFromJsonAsync<JsonElement>("/api/v1/openapi.json", CancellationToken);
        var routes = Host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Select(endpoint => endpoint.RoutePattern.RawText!.Replace("**", "", StringComparison.Ordinal)).Where(route => route.StartsWith("/api/", StringComparison.Ordinal));
        Assert.Equal(routes.Order(StringComparer.Ordinal), document.GetProperty("paths").EnumerateObject().Select(path => path.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task An_admin_of_one_team_makes_no_token_for_another_and_sees_none()
    {
        await Sample.Fill(Host, CancellationToken);
        using var wide = await Script(Roles.Viewer, All, TimeSpan.FromDays(1));
        using var admin = await Host.SignedIn(Roles.Admin, new([], NorthAlone), CancellationToken);
        using var reply = await DashboardHost.PressWithAnyToken(admin, "/admin/tokens",
            [new("name", "Sly"), new("may", Roles.Team), new("reach", "south"), new("days", "30")], CancellationToken);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, reply.StatusCode);
        Assert.Contains("No token was made yet", await admin.GetStringAsync("/admin/tokens", CancellationToken), StringComparison.Ordinal);
        using var revoke = await DashboardHost.PressWithAnyToken(admin, "/admin/tokens/1/revoke", [], CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, revoke.StatusCode);
    }

    private async Task<HttpClient> Script(string role, string[] forces, TimeSpan life, string[]? teams = null)
    {
        var made = DateTimeOffset.UnixEpoch;
        var secret = await Host.Services.GetRequiredService<ApiTokens>().Create(
            new() { Name = "test", Role = role, Forces = forces, Teams = teams ?? [], MadeBy = "Alex", MadeAt = made, ExpiresAt = life > TimeSpan.Zero ? DateTimeOffset.MaxValue.AddYears(-1) : made.AddDays(1) },
            new() { HappenedAt = made, Who = "Alex", Action = "make-token", Target = "token/test" }, CancellationToken);
        return Script(secret);
    }

    private HttpClient Script(string secret)
    {
        var client = Host.Anonymous();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", secret);
        return client;
    }

    [GeneratedRegex("nec_[A-Za-z0-9_-]{43}", RegexOptions.NonBacktracking)]
    private static partial Regex Secret();
}
