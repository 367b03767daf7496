using Nec.Integrations.Http;
using RestSharp;

namespace Nec.Integrations.Tests.Http;

public sealed class OutboundHttpTests(Stub outside) : IClassFixture<Stub>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(200, 1)]
    [InlineData(404, 1)] // asking again would not help
    [InlineData(403, 1)]
    [InlineData(408, 3)]
    [InlineData(429, 3)]
    [InlineData(500, 3)]
    [InlineData(503, 3)]
    public async Task Only_what_may_pass_is_tried_again_and_twice_at_most(int status, int tries)
    {
        outside.Answers(Stub.Reply(status));

        await TestOutside.Over(outside, "https://example.org").ExecuteGetAsync(new RestRequest("x"), Cancel);

        Assert.Equal(tries, outside.Asked.Count);
    }

    [Theory]
    [InlineData("Usage cap", "https://api.x.com/2/problems/usage-capped", 1)] // a spent budget: only money helps
    [InlineData("Usage cap", "https://api.twitter.com/2/problems/usage-capped", 1)]
    [InlineData("UsageCapExceeded", "about:blank", 1)]
    [InlineData("Too Many Requests", "about:blank", 3)]
    public async Task A_spent_budget_is_no_rate_limit(string title, string type, int tries)
    {
        outside.Answers(Stub.Reply(429, $$"""{"title":"{{title}}","type":"{{type}}"}"""));

        var response = await TestOutside.Over(outside, "https://example.org").ExecuteGetAsync(new RestRequest("x"), Cancel);

        Assert.Equal(tries, outside.Asked.Count);
        Assert.Contains(type, response.Content, StringComparison.Ordinal); // the body is still there for whoever explains it
    }

    [Fact]
    public async Task A_post_is_never_repeated()
    {
        outside.Answers(Stub.Reply(503));

        await TestOutside.Over(outside, "https://example.org").ExecutePostAsync(new RestRequest("x"), Cancel);

        Assert.Single(outside.Asked);
    }

    [Fact]
    public async Task No_reply_is_tried_again()
    {
        outside.Answers(Stub.NoReply, Stub.Reply(200));

        Assert.Equal("{}"u8.ToArray(), (await TestOutside.Over(outside, "https://example.org").ExecuteGetAsync(new RestRequest("x"), Cancel)).Require("test"));
    }

    [Fact]
    public async Task A_server_that_asks_for_a_long_wait_is_left_alone_until_the_next_run()
    {
        outside.Answers(Stub.Reply(429, headers: ("Retry-After", "600")));

        await TestOutside.Over(outside, "https://example.org").ExecuteGetAsync(new RestRequest("x"), Cancel);

        Assert.Single(outside.Asked);
    }

    [Fact]
    public async Task A_wait_that_the_server_names_is_kept()
    {
        var time = new HandTime();
        outside.Answers(Stub.Reply(429, headers: ("Retry-After", "7")), Stub.Reply(200));

        using var client = new OutboundHttp(TestOutside.Options, time).Client(new Uri("https://example.org"), outside.Wire());
        await client.ExecuteGetAsync(new RestRequest("x"), Cancel);

        Assert.Contains(TimeSpan.FromSeconds(7), time.Waits);
        Assert.Equal(2, outside.Asked.Count);
    }

    [Fact]
    public async Task One_host_is_asked_at_its_pace_and_another_at_once()
    {
        var time = new HandTime { MovesWithWaits = false };
        outside.Answers(Stub.Reply(200));
        using var client = new OutboundHttp(TestOutside.Options with { PerHostPerSecond = 2 }, time).Client(null, outside.Wire());

        foreach (var host in new[] { "a", "a", "b", "a" })
        {
            await client.ExecuteGetAsync(new RestRequest($"https://{host}.example.org/"), Cancel);
        }

        // Time stands still, so the third at a waits for two turns.
        Assert.Equal([TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(1)], time.Waits);
    }

    [Fact]
    public async Task Only_the_web_is_asked()
    {
        outside.Answers(Stub.Reply(200));

        var response = await TestOutside.Over(outside, "ftp://example.org").ExecuteGetAsync(new RestRequest("x"), Cancel);

        Assert.Equal("test: the address is not http or https", Assert.Throws<IntegrationException>(() => response.Require("test")).Message);
        Assert.Empty(outside.Asked);
    }

    [Theory]
    [InlineData("https://user:secret@example.org/")]
    [InlineData("https://secret@example.org/")]
    public async Task An_address_with_a_user_or_password_is_refused_without_naming_them(string address)
    {
        outside.Answers(Stub.Reply(200));

        var response = await TestOutside.Over(outside).ExecuteGetAsync(new RestRequest(address), Cancel);

        Assert.Equal("test: the address holds a user name or password, which we do not send", Assert.Throws<IntegrationException>(() => response.Require("test")).Message);
        Assert.Empty(outside.Asked);
    }

    [Fact]
    public async Task We_say_who_we_are_and_whom_to_ask()
    {
        outside.Answers(Stub.Reply(200));

        await TestOutside.Over(outside, "https://example.org").ExecuteGetAsync(new RestRequest("x"), Cancel);

        Assert.Matches(@"^Nec/[0-9]+\.[0-9]+\.[0-9]+[-.a-z0-9]* \(\+webmaster@example\.org\)$", Assert.Single(outside.Asked[0].Headers!["User-Agent"]));
    }

    [Theory]
    [InlineData("https://example.org/a", "ftp://example.org/b", "the address redirects to one that is not http or https")]
    [InlineData("https://example.org/a", "file:///etc/passwd", "the address redirects to one that is not http or https")]
    [InlineData("https://example.org/a", "http://example.org/b", "the address redirects from https to http, which we do not follow")]
    [InlineData("https://example.org/a", "https://me:secret@example.org/b", "the address redirects to one with a user name or password, which we do not send")]
    [InlineData("https://example.org/a", "/a", "the address redirects more than 5 times")]
    [InlineData("https://example.org/a", "https://10.0.0.1/", "the address redirects to a private address, which we do not follow")]
    [InlineData("https://example.org/a", "https://167772161/", "the address redirects to a private address, which we do not follow")] // 10.0.0.1 as one number
    public async Task A_redirect_that_leads_astray_is_refused(string from, string to, string reason)
    {
        outside.Answers(Stub.Reply(302, headers: ("Location", to)));

        var response = await TestOutside.Over(outside).ExecuteGetAsync(new RestRequest(from), Cancel);

        Assert.Equal($"test: {reason}", Assert.Throws<IntegrationException>(() => response.Require("test")).Message);
        Assert.Equal(to == "/a" ? 6 : 1, outside.Asked.Count); // the first and five redirects; and it is not tried again
    }

    [Fact]
    public async Task A_source_with_credentials_is_not_led_anywhere()
    {
        outside.Answers(Stub.Reply(302, headers: ("Location", "https://elsewhere.example.org/")));
        using var client = new OutboundHttp(TestOutside.Options, TimeProvider.System).Client(new Uri("https://example.org"), outside.Wire(), followRedirects: false);

        var response = await client.ExecuteGetAsync(new RestRequest("x").AddHeader("Authorization", "Bearer secret"), Cancel);

        Assert.Equal("test: HTTP 302", Assert.Throws<IntegrationException>(() => response.Require("test")).Message);
        Assert.Single(outside.Asked);
    }

    [Fact]
    public async Task A_redirect_takes_no_credentials_along()
    {
        outside.Answers(Stub.Reply(302, headers: ("Location", "https://elsewhere.example.org/")), Stub.Reply(200));

        await TestOutside.Over(outside, "https://example.org").ExecuteGetAsync(new RestRequest("x").AddHeader("Authorization", "Bearer secret"), Cancel);

        Assert.Equal(
            [("example.org", true), ("elsewhere.example.org", false)], outside.Asked.Select(asked => (asked.Host, asked.Headers!.ContainsKey("Authorization"))));
    }
}
