using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using Nec.Dashboard.SignIn;
using Nec.Simulator;

namespace Nec.Dashboard.Tests.SigningIn;

public sealed class OpenIdTests : IAsyncLifetime
{
    private Nec.Simulator.OpenIdProvider _provider = null!; // set before every test
    private DashboardHost _host = null!;

    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _provider = await Nec.Simulator.OpenIdProvider.Start(CancellationToken);
        _host = await DashboardHost.Start(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Dashboard:OpenId:Authority"] = _provider.Issuer,
            ["Dashboard:OpenId:ClientId"] = _provider.ClientId,
            ["Dashboard:OpenId:ClientSecret"] = _provider.ClientSecret,
            ["Dashboard:OpenId:RoleMap:0:Claim"] = "nec-viewer",
            ["Dashboard:OpenId:RoleMap:0:Role"] = "Viewer",
            ["Dashboard:OpenId:RoleMap:1:Claim"] = "nec-north",
            ["Dashboard:OpenId:RoleMap:1:Role"] = "Admin",
            ["Dashboard:OpenId:RoleMap:1:Teams:0"] = "north",
        }, CancellationToken);
        await Sample.Fill(_host, CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _provider.DisposeAsync();
    }

    [Fact]
    public async Task An_account_with_a_role_comes_in_with_it()
    {
        using var client = _host.Anonymous();
        Assert.Contains("/sign-in/account", await client.GetStringAsync("/sign-in", CancellationToken), StringComparison.Ordinal);
        using var back = await client.GetAsync(await Away(client), CancellationToken);
        Assert.Equal((HttpStatusCode.Found, "/"), (back.StatusCode, back.Headers.Location?.ToString()));
        Assert.Equal(("S256", "openid profile email"), (_provider.Asked["code_challenge_method"], _provider.Asked["scope"]));
        Assert.Matches("^[A-Za-z0-9_-]{43}$", _provider.Asked["nonce"]);
        var page = await client.GetStringAsync("/promises", CancellationToken);
        Assert.Contains("alex.north@example.org", page, StringComparison.Ordinal);
        Assert.Contains("South", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_highest_role_counts_and_only_with_its_own_scope()
    {
        _provider.Person["roles"] = new JsonArray("nec-viewer", "nec-north", "something-else");
        using var client = _host.Anonymous();
        using var back = await client.GetAsync(await Away(client), CancellationToken);
        var page = await client.GetStringAsync("/promises", CancellationToken);
        Assert.Contains("Lyme Regis", page, StringComparison.Ordinal);
        Assert.DoesNotContain("South", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_account_without_a_role_of_ours_is_told_so_and_gets_no_session()
    {
        _provider.Person["roles"] = new JsonArray("something-else");
        using var client = _host.Anonymous();
        using var back = await client.GetAsync(await Away(client), CancellationToken);
        Assert.Equal(HttpStatusCode.Forbidden, back.StatusCode);
        Assert.Contains("You have no access to Nec", await back.Content.ReadAsStringAsync(CancellationToken), StringComparison.Ordinal);
        await IsOut(client);
    }

    [Fact]
    public async Task Every_asking_has_a_nonce_of_its_own_and_a_token_given_for_an_earlier_one_lets_nobody_in()
    {
        using var client = _host.Anonymous();
        await Away(client);
        var earlier = _provider.Asked["nonce"];
        var way = await Away(client);
        Assert.NotEqual(earlier, _provider.Asked["nonce"]);
        _provider.Over = new() { ["nonce"] = earlier };
        using var reply = await client.GetAsync(way, CancellationToken);
        Assert.Equal(HttpStatusCode.Unauthorized, reply.StatusCode);
        await IsOut(client);
    }

    [Fact]
    public async Task The_way_back_works_once()
    {
        using var client = _host.Anonymous();
        var way = await Away(client);
        using var first = await client.GetAsync(way, CancellationToken);
        Assert.Equal(HttpStatusCode.Found, first.StatusCode);
        using var second = await client.GetAsync(way, CancellationToken);
        Assert.Equal(HttpStatusCode.Unauthorized, second.StatusCode);
    }

    [Fact]
    public async Task A_way_back_that_another_browser_was_given_lets_nobody_in()
    {
        using var attacker = _host.Anonymous();
        var way = await Away(attacker);
        using var victim = _host.Anonymous();
        using var reply = await victim.GetAsync(way, CancellationToken);
        Assert.Equal(HttpStatusCode.Unauthorized, reply.StatusCode);
        await IsOut(victim);
    }

    [Fact]
    public async Task A_stolen_code_is_worth_nothing_without_the_browser_that_asked_for_it()
    {
        using var victim = _host.Anonymous();
        using var attacker = _host.Anonymous();
        var code = Query(await Away(victim))["code"];
        var own = Query(await Away(attacker))["state"];
        using var reply = await attacker.GetAsync($"/sign-in/account/back?code={code}&state={Uri.EscapeDataString(own)}", CancellationToken); // its verifier is the attacker's
        Assert.Equal(HttpStatusCode.Unauthorized, reply.StatusCode);
        await IsOut(attacker);
    }

    [Fact]
    public async Task A_code_that_has_expired_lets_nobody_in()
    {
        using var client = _host.Anonymous();
        var way = await Away(client);
        _provider.Later = TimeSpan.FromMinutes(6);
        using var reply = await client.GetAsync(way, CancellationToken);
        Assert.Equal(HttpStatusCode.Unauthorized, reply.StatusCode);
        await IsOut(client);
    }

    [Theory]
    [InlineData("aud", "\"another-client\"")]
    [InlineData("iss", "\"https://elsewhere.example.org\"")]
    [InlineData("exp", "1000000000")]
    [InlineData("exp", "\"soon\"")]
    [InlineData("nbf", "32503680000")]
    [InlineData("sub", "null")]
    [InlineData("nonce", "null")]
    [InlineData("nonce", "\"of-another-browser\"")]
    public async Task An_ID_token_that_is_not_for_us_now_lets_nobody_in(string claim, string value)
    {
        _provider.Over = new() { [claim] = JsonNode.Parse(value) };
        using var client = _host.Anonymous();
        using var reply = await client.GetAsync(await Away(client), CancellationToken);
        Assert.Equal(HttpStatusCode.Unauthorized, reply.StatusCode);
        await IsOut(client);
    }

    [Fact]
    public async Task A_provider_that_is_down_is_said_and_found_again_when_it_is_back()
    {
        _provider.IsDark = true;
        using var client = _host.Anonymous();
        using var down = await client.GetAsync("/sign-in/account", CancellationToken);
        Assert.Equal(HttpStatusCode.Unauthorized, down.StatusCode);
        Assert.Contains("Signing in did not work", await down.Content.ReadAsStringAsync(CancellationToken), StringComparison.Ordinal);
        _provider.IsDark = false;
        using var back = await client.GetAsync(await Away(client), CancellationToken);
        Assert.Equal(HttpStatusCode.Found, back.StatusCode);
    }

    [Theory]
    [InlineData("Authority", "http://provider.example.org", "Dashboard:OpenId:Authority must be an https address")]
    [InlineData("Authority", "https://login.microsoftonline.com/common/v2.0", "must name your own tenant")]
    [InlineData("ClientSecret", null, "Dashboard__OpenId__ClientSecret")]
    [InlineData("RoleMap:0:Role", "Owner", "Dashboard:OpenId:RoleMap:0:Role must be one of Viewer, Team, Operator, Admin; it is 'Owner'")]
    [InlineData("Scopes:0", "profile", "must hold openid")]
    public async Task A_wrong_setting_stops_the_start_and_is_named_without_the_secret(string setting, string? value, string expected)
    {
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Dashboard:OpenId:Authority"] = _provider.Issuer,
            ["Dashboard:OpenId:ClientId"] = _provider.ClientId,
            ["Dashboard:OpenId:ClientSecret"] = _provider.ClientSecret,
            ["Dashboard:OpenId:RoleMap:0:Claim"] = "nec-viewer",
            ["Dashboard:OpenId:RoleMap:0:Role"] = "Viewer",
            [$"Dashboard:OpenId:{setting}"] = value,
        };
        var wrong = await Assert.ThrowsAsync<OptionsValidationException>(() => DashboardHost.Start(settings, CancellationToken));
        Assert.Contains(expected, wrong.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(_provider.ClientSecret, wrong.Message, StringComparison.Ordinal);
    }

    // From our page to the provider, to the address by which it sends the browser back.
    private static async Task<Uri> Away(HttpClient client)
    {
        using var leaving = await client.GetAsync("/sign-in/account", CancellationToken);
        Assert.Equal(HttpStatusCode.Found, leaving.StatusCode);
        using var atProvider = await client.GetAsync(leaving.Headers.Location, CancellationToken);
        Assert.Equal(HttpStatusCode.Found, atProvider.StatusCode);
        return atProvider.Headers.Location!; // a redirect has one
    }

    private static Dictionary<string, string> Query(Uri address) =>
        Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(address.Query).ToDictionary(pair => pair.Key, pair => pair.Value.ToString(), StringComparer.Ordinal);

    private static async Task IsOut(HttpClient client)
    {
        using var reply = await client.GetAsync("/promises", CancellationToken);
        Assert.Equal(HttpStatusCode.Unauthorized, reply.StatusCode);
    }
}
