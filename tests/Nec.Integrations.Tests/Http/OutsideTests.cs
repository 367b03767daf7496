using System.Net;
using System.Net.Http.Headers;
using Nec.Integrations.Http;
using RestSharp;

namespace Nec.Integrations.Tests.Http;

public sealed class OutsideTests
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
        var time = new StoppedTime();
        var first = StubHandler.Reply(HttpStatusCode.TooManyRequests, "");
        first.Headers.RetryAfter = new RetryConditionHeaderValue(TimeSpan.FromSeconds(7));
        var wire = StubHandler.Answering(first, StubHandler.Reply(HttpStatusCode.OK, "{}"));

        using var client = new Outside(TestOutside.Options, time).Client(new Uri("https://example.org"), wire);
        await client.ExecuteGetAsync(new RestRequest("x"), Cancel);

        Assert.Contains(TimeSpan.FromSeconds(7), time.Waits);
        Assert.Equal(2, wire.Asked.Count);
    }

    [Fact]
    public async Task One_host_is_asked_at_its_pace_and_another_at_once()
    {
        var time = new StoppedTime();
        var wire = new StubHandler((_, _) => Task.FromResult(StubHandler.Reply(HttpStatusCode.OK, "{}")));
        using var client = new Outside(TestOutside.Options with { PerHostPerSecond = 2 }, time).Client(null, wire);

        foreach (var host in new[] { "a", "a", "b", "a" })
        {
            await client.ExecuteGetAsync(new RestRequest($"https://{host}.example.org/"), Cancel);
        }

        // Time stands still, so the third at a waits for two turns; the 30 s are each try's limit.
        Assert.Equal([TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(1)], time.Waits.Where(wait => wait < TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public async Task No_reply_in_time_is_a_sentence()
    {
        var time = new StoppedTime { LimitsRunOut = true };
        var wire = new StubHandler(async (_, token) =>
        {
            await Task.Delay(Timeout.Infinite, token);
            return StubHandler.Reply(HttpStatusCode.OK, "");
        });

        using var client = new Outside(TestOutside.Options, time).Client(new Uri("https://example.org"), wire);
        var response = await client.ExecuteGetAsync(new RestRequest("x"), Cancel);

        Assert.Equal("test: no reply within 30 seconds", Assert.Throws<IntegrationException>(() => response.Require("test")).Message);
        Assert.Equal(3, wire.Asked.Count);
    }

    [Fact]
    public async Task Only_the_web_is_asked()
    {
        var wire = new StubHandler((_, _) => Task.FromResult(StubHandler.Reply(HttpStatusCode.OK, "{}")));

        var response = await TestOutside.Over(wire, "ftp://example.org").ExecuteGetAsync(new RestRequest("x"), Cancel);

        Assert.Equal("test: the address is not http or https", Assert.Throws<IntegrationException>(() => response.Require("test")).Message);
        Assert.Empty(wire.Asked);
    }

    /// <summary>Time that does not pass: every wait is over at once and written down.</summary>
    private sealed class StoppedTime : TimeProvider
    {
        public List<TimeSpan> Waits { get; } = [];

        /// <summary>Whether waits as long as a try's limit are over at once too.</summary>
        public bool LimitsRunOut { get; init; }

        public override DateTimeOffset GetUtcNow() => new(2026, 3, 2, 3, 30, 0, TimeSpan.Zero);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            lock (Waits)
            {
                Waits.Add(dueTime);
            }

            var isOver = dueTime < TimeSpan.FromSeconds(30) || (LimitsRunOut && dueTime == TimeSpan.FromSeconds(30));

            return System.CreateTimer(callback, state, isOver ? TimeSpan.Zero : Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }
}
