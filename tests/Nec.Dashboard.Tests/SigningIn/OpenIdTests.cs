using System.Net;
using System.Text.Json.Nodes;

namespace Nec.Dashboard.Tests.SigningIn;

public sealed class OpenIdTests : AccountTests
{
    [Fact]
    public async Task An_account_with_a_role_comes_in_with_it()
    {
        using var client = Host.Anonymous();
        Assert.Contains("/sign-in/account", await client.GetStringAsync("/sign-in", CancellationToken), StringComparison.Ordinal);
        using var back = await client.GetAsync(await Away(client), CancellationToken);
        Assert.Equal((HttpStatusCode.Found, "/"), (back.StatusCode, back.Headers.Location?.ToString()));
        Assert.Equal(("S256", "openid profile email"), (Provider.Asked["code_challenge_method"], Provider.Asked["scope"]));
        Assert.True(Provider.Asked["nonce"].Length > 40);
        Assert.DoesNotContain(Provider.Asked.Keys, name => name.StartsWith("x-client", StringComparison.Ordinal)); // no telemetry
        Assert.DoesNotContain("response_mode", Provider.Asked.Keys); // a plain GET comes back, with Lax cookies
        var page = await client.GetStringAsync("/promises", CancellationToken);
        Assert.Contains("alex.north@example.org", page, StringComparison.Ordinal);
        Assert.Contains("South", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_highest_role_counts_and_only_with_its_own_scope()
    {
        Provider.Person["roles"] = new JsonArray("nec-viewer", "nec-north", "something-else");
        using var client = Host.Anonymous();
        using var back = await client.GetAsync(await Away(client), CancellationToken);
        var page = await client.GetStringAsync("/promises", CancellationToken);
        Assert.Contains("Lyme Regis", page, StringComparison.Ordinal);
        Assert.DoesNotContain("South", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_account_without_a_role_of_ours_is_told_so_and_gets_no_session()
    {
        Provider.Person["roles"] = new JsonArray("something-else");
        using var client = Host.Anonymous();
        using var back = await client.GetAsync(await Away(client), CancellationToken);
        Assert.Equal(HttpStatusCode.Forbidden, back.StatusCode);
        Assert.Contains("You have no access to Nec", await back.Content.ReadAsStringAsync(CancellationToken), StringComparison.Ordinal);
        await IsOut(client);
    }

    [Fact]
    public async Task Every_asking_has_a_nonce_of_its_own_and_a_token_with_a_used_one_or_another_browsers_lets_nobody_in()
    {
        using var client = Host.Anonymous();
        Assert.True(await ComesIn(client));
        var used = Provider.Asked["nonce"];
        using var other = Host.Anonymous();
        await Away(other);
        var theirs = Provider.Asked["nonce"];
        foreach (var nonce in (string[])[used, theirs])
        {
            using var reader = Host.Anonymous();
            var way = await Away(reader);
            Assert.NotEqual(nonce, Provider.Asked["nonce"]);
            Provider.Over = new() { ["nonce"] = nonce };
            using var reply = await reader.GetAsync(way, CancellationToken);
            await IsOurPage(reply);
            await IsOut(reader);
        }

        Provider.Over = new() { ["nonce"] = used };
        using var again = await client.GetAsync(await Away(client), CancellationToken);
        await IsOurPage(again);
    }

    [Fact]
    public async Task The_way_back_works_once()
    {
        using var client = Host.Anonymous();
        var way = await Away(client);
        using var first = await client.GetAsync(way, CancellationToken);
        Assert.Equal(HttpStatusCode.Found, first.StatusCode);
        using var second = await client.GetAsync(way, CancellationToken);
        Assert.Equal(HttpStatusCode.Unauthorized, second.StatusCode);
    }

    [Fact]
    public async Task A_way_back_that_another_browser_was_given_lets_nobody_in()
    {
        using var attacker = Host.Anonymous();
        var way = await Away(attacker);
        using var victim = Host.Anonymous();
        using var reply = await victim.GetAsync(way, CancellationToken);
        Assert.Equal(HttpStatusCode.Unauthorized, reply.StatusCode);
        await IsOut(victim);
    }

    [Fact]
    public async Task A_stolen_code_is_worth_nothing_without_the_browser_that_asked_for_it()
    {
        using var victim = Host.Anonymous();
        using var attacker = Host.Anonymous();
        var code = Query(await Away(victim))["code"];
        var own = Query(await Away(attacker))["state"];
        using var reply = await attacker.GetAsync($"/sign-in/account/back?code={code}&state={Uri.EscapeDataString(own)}", CancellationToken); // its verifier is the attacker's
        Assert.Equal(HttpStatusCode.Unauthorized, reply.StatusCode);
        await IsOut(attacker);
    }

    [Fact]
    public async Task A_code_that_has_expired_lets_nobody_in()
    {
        using var client = Host.Anonymous();
        var way = await Away(client);
        Provider.Later = TimeSpan.FromMinutes(6);
        using var reply = await client.GetAsync(way, CancellationToken);
        Assert.Equal(HttpStatusCode.Unauthorized, reply.StatusCode);
        await IsOut(client);
    }

    [Fact]
    public async Task User_info_adds_roles_to_those_of_the_ID_token()
    {
        await using var host = await Start(new Dictionary<string, string?>(ByAuthority, StringComparer.Ordinal) { ["Dashboard:OpenId:UserInfoEndpoint"] = $"{Provider.Issuer}/userinfo" });
        Provider.Over = new() { ["roles"] = new JsonArray("nothing-of-ours") };
        using var client = host.Anonymous();
        Assert.True(await ComesIn(client));
        Assert.Contains("alex.north@example.org", await client.GetStringAsync("/promises", CancellationToken), StringComparison.Ordinal);
        Provider.UserInfoAnswer = new() { ["sub"] = "another-subject", ["roles"] = new JsonArray("nec-north") };
        using var other = host.Anonymous();
        Assert.False(await ComesIn(other));
    }

    [Fact]
    public async Task Nobody_is_signed_out_by_an_address_of_the_handlers_own()
    {
        using var client = Host.Anonymous();
        Assert.True(await ComesIn(client));
        foreach (var address in (string[])["/signout-oidc", "/signout-callback-oidc"])
        {
            using var reply = await client.GetAsync(address, CancellationToken);
            Assert.Equal(HttpStatusCode.NotFound, reply.StatusCode);
        }

        Assert.Contains("Sign out", await client.GetStringAsync("/promises", CancellationToken), StringComparison.Ordinal);
    }

    private static Dictionary<string, string> Query(Uri address) =>
        Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(address.Query).ToDictionary(pair => pair.Key, pair => pair.Value.ToString(), StringComparer.Ordinal);
}
