using System.Globalization;
using Nec.Integrations.Http;
using RestSharp;
using WireMock.ResponseBuilders;

namespace Nec.Integrations.Tests.Http;

public sealed class ConductTests(Stub outside) : IClassFixture<Stub>
{
    private static readonly HttpOptions Options = TestOutside.Options with { PerHostPerSecond = 1, Retries = 0 };
    private static readonly TimeSpan[] OneSecond = [TimeSpan.FromSeconds(1)];

    private readonly HandTime _time = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_host_that_asks_for_a_long_wait_is_not_asked_again_until_it_is_over()
    {
        using var client = Client(Answer(429, ("Retry-After", "2100")), Answer(200));

        Assert.Equal("test: HTTP 429", await Trouble(client, "https://example.org/a"));
        Assert.Equal("test: example.org asks us to wait until 04:05", await Trouble(client, "https://example.org/b"));
        Assert.Single(outside.Asked);
        Assert.Null(await Trouble(client, "https://other.example.org/")); // nobody else is held back

        _time.Pass(TimeSpan.FromSeconds(2101));
        Assert.Null(await Trouble(client, "https://example.org/b"));
    }

    [Fact]
    public async Task A_spent_budget_is_no_wait_that_holds_back_what_else_the_host_is_asked()
    {
        using var client = Client(
            Stub.Reply(
                429, """{"title":"UsageCapExceeded","type":"https://api.x.com/2/problems/usage-capped"}""",
                headers: ("x-rate-limit-reset", "1775000000")), // weeks ahead
            Answer(200));

        Assert.Equal("test: HTTP 429", await Trouble(client, "https://example.org/2/users/by"));
        Assert.Null(await Trouble(client, "https://example.org/2/usage/tweets"));
    }

    [Fact]
    public async Task A_wait_that_goes_past_midnight_says_its_day()
    {
        using var client = Client(Answer(429, ("Retry-After", "82800")));
        await Trouble(client, "https://example.org/a");

        Assert.Equal("test: example.org asks us to wait until 02:30 on 3 March", await Trouble(client, "https://example.org/a"));
    }

    [Fact]
    public async Task The_wait_can_be_read_from_the_call_that_was_held_back()
    {
        using var client = Client(Answer(429, ("Retry-After", "600")));
        await client.ExecuteGetAsync(new RestRequest("https://example.org/"), Cancel);
        var held = await client.ExecuteGetAsync(new RestRequest("https://example.org/"), Cancel);

        Assert.Equal(TimeSpan.FromMinutes(10), RateLimit.WaitOf(held, _time.GetUtcNow()));
    }

    [Fact]
    public async Task One_sources_wait_holds_back_no_other_source_at_the_same_host()
    {
        outside.Answers(Answer(429, ("Retry-After", "600")), Answer(200));
        var http = new OutboundHttp(Options, _time);
        using var one = http.Client(null, outside.Wire());
        using var other = http.Client(null, outside.Wire());
        await Trouble(one, "https://example.org/");

        Assert.NotNull(await Trouble(one, "https://example.org/"));
        Assert.Null(await Trouble(other, "https://example.org/"));
    }

    [Fact]
    public async Task A_short_wait_is_kept_by_the_next_call_too()
    {
        using var client = Client(Answer(429, ("Retry-After", "7")), Answer(200));
        await Trouble(client, "https://example.org/");

        Assert.Null(await Trouble(client, "https://example.org/"));
        Assert.Equal([TimeSpan.FromSeconds(7)], _time.Waits);
    }

    [Theory]
    [InlineData(79, 1)]
    [InlineData(80, 2)]
    [InlineData(99, 2)]
    public async Task A_host_whose_allowance_is_nearly_used_is_asked_half_as_fast(int percent, double seconds)
    {
        using var client = Client(Answer(200, ("X-App-Usage", $$"""{"call_count":{{percent}}}""")), Answer(200), Answer(200));
        await Trouble(client, "https://example.org/1");
        await Trouble(client, "https://example.org/2"); // takes the turn that was kept before the header was seen
        await Trouble(client, "https://example.org/3");

        Assert.Equal([TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(seconds)], _time.Waits);
    }

    [Fact]
    public async Task A_host_whose_allowance_is_used_up_is_not_asked()
    {
        using var client = Client(Answer(200, ("X-App-Usage", """{"call_count":100}""")));
        await Trouble(client, "https://example.org/1");

        Assert.Equal("test: example.org asks us to wait until 04:30", await Trouble(client, "https://example.org/2"));
        Assert.Single(outside.Asked);
    }

    [Fact]
    public async Task A_host_that_failed_five_times_in_a_row_is_left_alone_and_tried_again_once()
    {
        using var client = Client(Answer(503));
        for (var asked = 0; asked < 5; asked++)
        {
            Assert.Equal("test: HTTP 503", await Trouble(client, "https://example.org/"));
        }

        var waits = _time.Waits.Count;
        Assert.Equal("test: example.org failed 5 times in a row (at last: HTTP 503) and is left alone for 30 seconds", await Trouble(client, "https://example.org/"));
        Assert.Equal((5, waits), (outside.Asked.Count, _time.Waits.Count)); // nor does it take a turn

        _time.Pass(TimeSpan.FromSeconds(31));
        Assert.Equal("test: HTTP 503", await Trouble(client, "https://example.org/"));
        Assert.NotEqual("test: HTTP 503", await Trouble(client, "https://example.org/")); // one try was enough to see that it is not back
        Assert.Equal(6, outside.Asked.Count);
    }

    [Fact]
    public async Task A_host_that_is_back_is_asked_as_before()
    {
        var answers = Enumerable.Repeat(503, 5).Concat([200, 503, 200]).Select(status => Answer(status)).ToArray();
        using var client = Client(answers);
        for (var asked = 0; asked < 5; asked++)
        {
            await Trouble(client, "https://example.org/");
        }

        _time.Pass(TimeSpan.FromSeconds(31));
        Assert.Null(await Trouble(client, "https://example.org/"));
        Assert.Equal("test: HTTP 503", await Trouble(client, "https://example.org/")); // one failure is one failure again
        Assert.Null(await Trouble(client, "https://example.org/"));
    }

    [Fact]
    public async Task Failures_between_which_something_came_are_not_in_a_row()
    {
        var answers = "503 503 503 503 200 503 503 503 503 404".Split(' ').Select(status => Answer(int.Parse(status, CultureInfo.InvariantCulture))).ToArray();
        using var client = Client(answers);
        for (var asked = 0; asked < 10; asked++)
        {
            await Trouble(client, "https://example.org/");
        }

        Assert.Equal(10, outside.Asked.Count);
    }

    [Fact]
    public async Task No_reply_opens_the_circuit_too_and_the_tries_of_one_call_count()
    {
        outside.Answers(Stub.NoReply);
        using var client = new OutboundHttp(Options with { Retries = 2 }, _time).Client(null, outside.Wire());

        Assert.Equal("test: no reply", await Trouble(client, "https://example.org/1"));
        Assert.Equal("test: example.org failed 5 times in a row (at last: no reply) and is left alone for 30 seconds", await Trouble(client, "https://example.org/2"));
        Assert.Equal(5, outside.Asked.Count);
        await Trouble(client, "https://other.example.org/");
        Assert.Equal(8, outside.Asked.Count); // another host is another matter
    }

    [Fact]
    public async Task No_more_are_under_way_at_once_than_a_host_bears()
    {
        var (under, most, all) = (0, 0, 0);
        var two = new TaskCompletionSource();
        var gate = new Lock();
        using var client = Client(Response.Create().WithCallback(async _ =>
        {
            lock (gate)
            {
                (under, all) = (under + 1, all + 1);
                most = Math.Max(most, under);
                if (under == 2)
                {
                    two.TrySetResult();
                }
            }

            await two.Task;
            lock (gate)
            {
                under--;
            }

            return new WireMock.ResponseMessage();
        }));

        await Task.WhenAll(Enumerable.Range(0, 8).Select(page => client.ExecuteGetAsync(new RestRequest($"https://example.org/{page}"), Cancel)));

        Assert.Equal((2, 8), (most, all));
    }

    [Theory]
    [InlineData("example.org", 1, 2)]
    [InlineData("data.police.uk", 5, 4)]
    [InlineData("slow.example.org", 0.1, 2)]
    [InlineData("wide.example.org", 1, 9)]
    [InlineData("said.example.org", 3, 1)]
    [InlineData("both.example.org", 0.5, 7)] // the settings overrule what the source says
    public void A_host_is_asked_as_the_settings_its_source_or_the_default_say(string host, double perSecond, int concurrency)
    {
        var pace = new HostPace(
            Options with
            {
                Hosts = new Dictionary<string, HostOptions> { ["Slow.example.org"] = new() { PerSecond = 0.1 }, ["wide.example.org"] = new() { Concurrency = 9 }, ["both.example.org"] = new() { PerSecond = 0.5 } },
            },
            _time);
        pace.Say("said.example.org", new HostConduct(3, 1));
        pace.Say("both.example.org", new HostConduct(9, 7));

        Assert.Equal(new HostConduct(perSecond, concurrency), pace.Of(host));
    }

    [Fact]
    public async Task A_source_may_say_how_its_host_is_asked()
    {
        outside.Answers(Answer(200));
        using var client = new OutboundHttp(Options, _time).Client(new Uri(outside.Address), followRedirects: false, new HostConduct(PerSecond: 4, Concurrency: 1));
        await Trouble(client, "1");
        await Trouble(client, "2");

        Assert.Equal([TimeSpan.FromSeconds(0.25)], _time.Waits.Where(wait => wait < TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public async Task The_simulated_outside_is_never_held_back()
    {
        outside.Answers(Answer(503, ("Retry-After", "3600")));
        using var client = new OutboundHttp(Options with { PerHostPerSecond = 0 }, _time).Client(null, outside.Wire());
        for (var asked = 0; asked < 9; asked++)
        {
            await Trouble(client, "https://example.org/");
        }

        Assert.Equal(9, outside.Asked.Count);
        Assert.Empty(_time.Waits);
    }

    [Fact]
    public async Task Every_hop_of_a_redirect_takes_its_turn()
    {
        using var client = Client(Answer(302, ("Location", "/there")), Answer(200));
        await Trouble(client, "https://example.org/here");

        Assert.Equal(OneSecond, _time.Waits);
    }

    private static IResponseBuilder Answer(int status, params (string Name, string Value)[] headers) => Stub.Reply(status, headers: headers);

    private static async Task<string?> Trouble(IRestClient client, string address)
    {
        try
        {
            (await client.ExecuteGetAsync(new RestRequest(address), Cancel)).Require("test");
            return null;
        }
        catch (IntegrationException failure)
        {
            return failure.Message;
        }
    }

    private IRestClient Client(params IResponseBuilder[] replies) => new OutboundHttp(Options, _time).Client(null, outside.Answers(replies).Wire());
}
