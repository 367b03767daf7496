using Nec.Simulator;

namespace Nec.Dashboard.Tests.SigningIn;

/// <summary>A provider that fails is a page of ours at each step, and nobody's start.</summary>
public sealed class ProviderDownTests : AccountTests
{
    private const string Discovery = "/.well-known/openid-configuration";

    public static TheoryData<HttpFault> Faults => [HttpFault.Drop(), HttpFault.Status(500), HttpFault.Html(), HttpFault.Empty(), HttpFault.CutShort(), HttpFault.Redirect("https://elsewhere.example.org/")];

    [Fact]
    public async Task Down_at_the_start_it_stops_neither_the_start_nor_links_in_mail_and_is_found_when_it_is_back()
    {
        Provider.IsDark = true;
        await using var host = await Start(ByAuthority);
        using var client = host.Anonymous();
        using var down = await client.GetAsync("/sign-in/account", CancellationToken);
        await IsOurPage(down);
        using var mailed = await host.SignedIn(Roles.Viewer, CancellationToken);
        Assert.Contains("Sign out", await mailed.GetStringAsync("/promises", CancellationToken), StringComparison.Ordinal);
        Provider.IsDark = false;
        Assert.True(await ComesIn(client));
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Failing_before_people_are_sent_there_it_is_a_page_of_ours(HttpFault fault)
    {
        foreach (var path in (string[])[Discovery, "/keys"])
        {
            await using var host = await Start(path == Discovery ? ByAuthority : ByHand);
            using var client = host.Anonymous();
            Provider.Fail(fault, path: path);
            using var reply = await client.GetAsync("/sign-in/account", CancellationToken);
            await IsOurPage(reply);
            Assert.Contains(host.Logged, line => line.StartsWith("Warning: Signing in with an account failed:", StringComparison.Ordinal));
            Assert.True(await ComesIn(client));
        }
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Failing_when_people_come_back_it_is_a_page_of_ours(HttpFault fault)
    {
        using var client = Host.Anonymous();
        var way = await Away(client);
        Provider.Fail(fault, path: "/token");
        using var reply = await client.GetAsync(way, CancellationToken);
        await IsOurPage(reply);
        await IsOut(client);
        Assert.True(await ComesIn(client));
    }

    [Fact]
    public async Task Down_when_somebody_comes_back_to_a_worker_that_has_not_asked_it_yet_it_is_a_page_of_ours()
    {
        Provider.IsDark = true;
        using var client = Host.Anonymous();
        using var reply = await client.GetAsync("/sign-in/account/back?code=a&state=b", CancellationToken);
        await IsOurPage(reply);
    }

    [Fact]
    public async Task Whom_the_provider_refuses_sees_a_page_of_ours_and_the_log_holds_its_code_without_its_sentence()
    {
        using var client = Host.Anonymous();
        var state = (await Away(client)).Query.Split('&').Single(part => part.TrimStart('?').StartsWith("state=", StringComparison.Ordinal)).TrimStart('?');
        using var reply = await client.GetAsync($"/sign-in/account/back?error=interaction_required&error_description=Alex+North+must+ask&{state}", CancellationToken);
        await IsOurPage(reply);
        Assert.Contains(Host.Logged, line => line.StartsWith("Warning: Signing in with an account failed:", StringComparison.Ordinal) && line.EndsWith(" interaction_required", StringComparison.Ordinal));
        Assert.DoesNotContain(Host.Logged, line => line.Contains("Alex North must ask", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_discovery_document_of_another_issuer_is_not_believed_and_the_log_says_why()
    {
        await using var host = await Start(new Dictionary<string, string?>(ByAuthority, StringComparer.Ordinal)
        {
            ["Dashboard:OpenId:Authority"] = Provider.Issuer.Replace("127.0.0.1", "localhost", StringComparison.Ordinal),
        });
        using var client = host.Anonymous();
        using var reply = await client.GetAsync("/sign-in/account", CancellationToken);
        await IsOurPage(reply);
        Assert.Contains(host.Logged, line => line.Contains("of another issuer than Dashboard:OpenId:Authority", StringComparison.Ordinal));
    }
}
