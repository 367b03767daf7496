using System.Net;
using System.Net.Http.Headers;
using Nec.Integrations.Http;
using RestSharp;

namespace Nec.Integrations.Tests.Http;

public sealed class OutboundHttpTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(HttpStatusCode.OK, 1)]
    [InlineData(HttpStatusCode.NotFound, 1)] // asking again would not help
    [InlineData(HttpStatusCode.Forbidden, 1)]
    [InlineData(HttpStatusCode.RequestTimeout, 3)]
    [InlineData(HttpStatusCode.TooManyRequests, 3)]
    [InlineData(HttpStatusCode.InternalServerError, 3)]
    [InlineData(HttpStatusCode.ServiceUnavailable, 3)]
    public async Task Only_what_may_pass_is_tried_again_and_twice_at_most(HttpStatusCode status, int tries)
    {
        var wire = new StubHandler((_, _) => Task.FromResult(StubHandler.Reply(status, "{}")));

        await TestOutside.Over(wire, "https://example.org").ExecuteGetAsync(new RestRequest("x"), Cancel);

        Assert.Equal(tries, wire.Asked.Count);
    }

    [Theory]
    [InlineData("Usage cap", "https://api.x.com/2/problems/usage-capped", 1)] // a spent budget: only money helps
    [InlineData("Usage cap", "https://api.twitter.com/2/problems/usage-capped", 1)]
    [InlineData("UsageCapExceeded", "about:blank", 1)]
    [InlineData("Too Many Requests", "about:blank", 3)]
    public async Task A_spent_budget_is_no_rate_limit(string title, string type, int tries)
    {
        var wire = new StubHandler((_, _) => Task.FromResult(StubHandler.Reply(HttpStatusCode.TooManyRequests, $$"""{"title":"{{title}}","type":"{{type}}"}""")));

        var response = await TestOutside.Over(wire, "https://example.org").ExecuteGetAsync(new RestRequest("x"), Cancel);

        Assert.Equal(tries, wire.Asked.Count);
        Assert.Contains(type, response.Content, StringComparison.Ordinal); // the body is still there for whoever explains it
    }

    [Fact]
    public async Task A_post_is_never_repeated()
    {
        var wire = new StubHandler((_, _) => Task.FromResult(StubHandler.Reply(HttpStatusCode.ServiceUnavailable, "{}")));

        await TestOutside.Over(wire, "https://example.org").ExecutePostAsync(new RestRequest("x"), Cancel);

        Assert.Single(wire.Asked);
    }

    [Fact]
    public async Task No_reply_is_tried_again()
    {
        var wire = new StubHandler((_, _) => throw new HttpRequestException("reset"), (_, _) => Task.FromResult(StubHandler.Reply(HttpStatusCode.OK, "{}")));

        Assert.Equal("{}"u8.ToArray(), (await TestOutside.Over(wire, "https://example.org").ExecuteGetAsync(new RestRequest("x"), Cancel)).Require("test"));
    }

    [Fact]
    public async Task A_server_that_asks_for_a_long_wait_is_left_alone_until_the_next_run()
    {
        var wire = new StubHandler((_, _) =>
        {
            var reply = StubHandler.Reply(HttpStatusCode.TooManyRequests, "");
            reply.Headers.RetryAfter = new RetryConditionHeaderValue(TimeSpan.FromMinutes(10));
            return Task.FromResult(reply);
        });

        await TestOutside.Over(wire, "https://example.org").ExecuteGetAsync(new RestRequest("x"), Cancel);

        Assert.Single(wire.Asked);
    }

    [Fact]
    public async Task A_wait_that_the_server_names_is_kept()
    {
        var time = new HandTime();
        var first = StubHandler.Reply(HttpStatusCode.TooManyRequests, "");
        first.Headers.RetryAfter = new RetryConditionHeaderValue(TimeSpan.FromSeconds(7));
        var wire = StubHandler.Answering(first, StubHandler.Reply(HttpStatusCode.OK, "{}"));

        using var client = new OutboundHttp(TestOutside.Options, time).Client(new Uri("https://example.org"), wire);
        await client.ExecuteGetAsync(new RestRequest("x"), Cancel);

        Assert.Contains(TimeSpan.FromSeconds(7), time.Waits);
        Assert.Equal(2, wire.Asked.Count);
    }

    [Fact]
    public async Task One_host_is_asked_at_its_pace_and_another_at_once()
    {
        var time = new HandTime { MovesWithWaits = false };
        var wire = new StubHandler((_, _) => Task.FromResult(StubHandler.Reply(HttpStatusCode.OK, "{}")));
        using var client = new OutboundHttp(TestOutside.Options with { PerHostPerSecond = 2 }, time).Client(null, wire);

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
        var wire = new StubHandler((_, _) => Task.FromResult(StubHandler.Reply(HttpStatusCode.OK, "{}")));

        var response = await TestOutside.Over(wire, "ftp://example.org").ExecuteGetAsync(new RestRequest("x"), Cancel);

        Assert.Equal("test: the address is not http or https", Assert.Throws<IntegrationException>(() => response.Require("test")).Message);
        Assert.Empty(wire.Asked);
    }

    [Theory]
    [InlineData("https://user:secret@example.org/")]
    [InlineData("https://secret@example.org/")]
    public async Task An_address_with_a_user_or_password_is_refused_without_naming_them(string address)
    {
        var wire = new StubHandler((_, _) => Task.FromResult(StubHandler.Reply(HttpStatusCode.OK, "{}")));

        var response = await TestOutside.Over(wire).ExecuteGetAsync(new RestRequest(address), Cancel);

        Assert.Equal("test: the address holds a user name or password, which we do not send", Assert.Throws<IntegrationException>(() => response.Require("test")).Message);
        Assert.Empty(wire.Asked);
    }

    [Fact]
    public async Task We_say_who_we_are_and_whom_to_ask()
    {
        var wire = StubHandler.Answering(StubHandler.Reply(HttpStatusCode.OK, "{}"));

        await TestOutside.Over(wire, "https://example.org").ExecuteGetAsync(new RestRequest("x"), Cancel);

        Assert.Matches(@"^Nec/[0-9]+\.[0-9]+\.[0-9]+[-.a-z0-9]* \(\+webmaster@example\.org\)$", wire.Asked[0].UserAgent);
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
        var redirect = new StubHandler((_, _) =>
        {
            var reply = StubHandler.Reply(HttpStatusCode.Redirect, "");
            reply.Headers.TryAddWithoutValidation("Location", to);
            return Task.FromResult(reply);
        });

        var response = await TestOutside.Over(redirect).ExecuteGetAsync(new RestRequest(from), Cancel);

        Assert.Equal($"test: {reason}", Assert.Throws<IntegrationException>(() => response.Require("test")).Message);
        Assert.Equal(to == "/a" ? 6 : 1, redirect.Asked.Count); // the first and five redirects; and it is not tried again
    }

    [Fact]
    public async Task A_source_with_credentials_is_not_led_anywhere()
    {
        var moved = StubHandler.Reply(HttpStatusCode.Redirect, "");
        moved.Headers.Location = new Uri("https://elsewhere.example.org/");
        var wire = StubHandler.Answering(moved);
        using var client = new OutboundHttp(TestOutside.Options, TimeProvider.System).Client(new Uri("https://example.org"), wire, followRedirects: false);

        var response = await client.ExecuteGetAsync(new RestRequest("x").AddHeader("Authorization", "Bearer secret"), Cancel);

        Assert.Equal("test: HTTP 302", Assert.Throws<IntegrationException>(() => response.Require("test")).Message);
        Assert.Single(wire.Asked);
    }

    [Fact]
    public async Task A_redirect_takes_no_credentials_along()
    {
        var moved = StubHandler.Reply(HttpStatusCode.Redirect, "");
        moved.Headers.Location = new Uri("https://elsewhere.example.org/");
        var wire = StubHandler.Answering(moved, StubHandler.Reply(HttpStatusCode.OK, "{}"));

        await TestOutside.Over(wire, "https://example.org").ExecuteGetAsync(new RestRequest("x").AddHeader("Authorization", "Bearer secret"), Cancel);

        Assert.Equal(["Bearer secret", null], wire.Asked.Select(asked => asked.Authorization));
    }
}
