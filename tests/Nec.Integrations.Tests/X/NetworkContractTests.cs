using Nec.Core.Contracts;
using Nec.Integrations.Http;
using Nec.Integrations.Social;
using Nec.Integrations.Tests.Http;
using Nec.Simulator;
using RestSharp;

namespace Nec.Integrations.Tests.X;

/// <summary>What every social network's client keeps to, over real sockets against the simulated outside.</summary>
public abstract class NetworkContractTests : IAsyncLifetime
{
    /// <summary>The credential of every test: it may travel in a header and appear nowhere else.</summary>
    protected const string Secret = "secret-of-the-test";

    private readonly List<IRestClient> _clients = [];

    protected static DateTimeOffset At { get; } = new(2019, 9, 2, 5, 15, 0, TimeSpan.Zero);

    protected static DateOnly Day { get; } = new(2019, 9, 2);

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    protected OutsideWorld World { get; private set; } = null!; // set before every test

    /// <summary>The network's server.</summary>
    protected abstract SimulatedServer Server { get; }

    /// <summary>An account that the server knows.</summary>
    protected abstract Account Known { get; }

    /// <summary>How reasons name whom they could not ask: <c>X</c>.</summary>
    protected abstract string SourceName { get; }

    /// <summary>What is said of a redirect to a private address; by default none is followed at all.</summary>
    protected virtual string RedirectReason => "HTTP 302";

    public async ValueTask InitializeAsync()
    {
        World = await OutsideWorld.Start(Cancel);
        World.Now = At;
    }

    public async ValueTask DisposeAsync()
    {
        _clients.ForEach(client => client.Dispose());
        await World.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>The client as the host makes it.</summary>
    protected abstract ISocialNetwork Network(TimeProvider time);

    protected IRestClient Rest(Uri? address, bool followRedirects, TimeProvider time)
    {
        _clients.Add(new OutboundHttp(TestOutside.Options, time).Client(address, followRedirects));
        return _clients[^1];
    }

    protected Task<IReadOnlyList<AccountLook>> Count(params IEnumerable<AskedAccount> accounts) => Network(TimeProvider.System).Count([.. accounts], At, Cancel);

    protected async Task<AccountLook> CountOne(Account account, string? networkId = null) => Assert.Single(await Count(new AskedAccount(account, networkId)));

    protected async Task<Unable> WhyNot(Account account, string? networkId = null)
    {
        var unable = Assert.IsType<Unable>((await CountOne(account, networkId)).Look);
        Assert.DoesNotContain(Secret, unable.Reason, StringComparison.Ordinal);
        return unable;
    }

    protected static long CountIn(AccountLook look) => Assert.IsType<Seen>(look.Look).Reading.Count;

    [Theory]
    [MemberData(nameof(UselessReply.All), MemberType = typeof(UselessReply))]
    public async Task A_reply_of_no_use_is_unable_with_its_reason_and_the_next_run_asks_again(string kind, string reason)
    {
        Server.Fail(UselessReply.Fault(kind), HttpFault.Always);

        Assert.Equal(new Unable($"{SourceName}: {reason}", NeedsPerson: false), await WhyNot(Known));
    }

    [Fact]
    public async Task A_redirect_into_the_force_s_own_network_is_not_followed()
    {
        Server.Fail(HttpFault.RedirectToPrivate(), HttpFault.Always);

        Assert.Equal(new Unable($"{SourceName}: {RedirectReason}", NeedsPerson: false), await WhyNot(Known));
    }

    [Fact]
    public async Task A_server_that_stumbles_once_is_asked_again()
    {
        Server.Fail(HttpFault.Status(503));

        Assert.IsType<Seen>((await CountOne(Known)).Look);
    }

    [Theory]
    [InlineData(20, "no answer within 20 seconds")]
    [InlineData(30, "the reply was not complete within 30 seconds")]
    public async Task A_reply_that_does_not_come_in_time_is_unable(int limit, string reason)
    {
        var time = new HandTime();
        Server.Fail(time.RunOut(TimeSpan.FromSeconds(limit), HttpFault.Slow(TimeSpan.FromHours(1))), HttpFault.Always);

        var look = Assert.Single(await Network(time).Count([new AskedAccount(Known)], At, Cancel));

        Assert.Equal(new Unable($"{SourceName}: {reason}", NeedsPerson: false), look.Look);
    }

    [Fact]
    public async Task Stopping_the_host_stops_the_question()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        Server.Fail(new HttpFault("stopped", async (context, good) =>
        {
            await stop.CancelAsync();
            await HttpFault.Slow(TimeSpan.FromHours(1)).Answer(context, good);
        }), HttpFault.Always);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Network(TimeProvider.System).Count([new AskedAccount(Known)], At, stop.Token));
    }

    [Fact]
    public async Task Stopping_the_host_stops_the_probe()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        Server.Fail(new HttpFault("stopped", async (context, good) =>
        {
            await stop.CancelAsync();
            await HttpFault.Slow(TimeSpan.FromHours(1)).Answer(context, good);
        }), HttpFault.Always);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Network(TimeProvider.System).Probe(At, stop.Token));
    }

    [Fact]
    public async Task Nobody_to_ask_about_asks_nothing()
    {
        Assert.Empty(await Count());
        Assert.Equal(0, Server.Requests);
    }

    [Fact]
    public async Task Another_network_s_account_is_not_asked_about()
    {
        Assert.Equal(new Unable("the network myspace is not connected", NeedsPerson: true), await WhyNot(Known with { Network = "myspace" }));
        Assert.Equal(0, Server.Requests);
    }

    [Fact]
    public async Task Another_metric_is_not_asked_about()
    {
        var unable = await WhyNot(Known with { Metric = "page-likes" });

        Assert.Equal((true, 0), (unable.NeedsPerson, Server.Requests));
        Assert.EndsWith($"has no metric page-likes; use {Known.Metric}", unable.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_account_s_trouble_does_not_stop_the_next()
    {
        var looks = await Count(new AskedAccount(Known with { Id = "wrong", Handle = "?!" }), new AskedAccount(Known));

        Assert.Equal(["unable wrong", "seen " + Known.Id], looks.Select(look => $"{(look.Look is Seen ? "seen" : "unable")} {look.Account.Id}").Order(StringComparer.Ordinal).Reverse());
    }

    [Fact]
    public async Task A_working_source_says_so() =>
        Assert.Equal(ProbeOutcome.Works, (await Network(TimeProvider.System).Probe(At, Cancel)).Outcome);

    [Theory]
    [InlineData("html")]
    [InlineData("500")]
    [InlineData("drop")]
    public async Task A_source_that_does_not_answer_is_silent_to_its_probe(string kind)
    {
        Server.Fail(UselessReply.Fault(kind), HttpFault.Always);

        var probe = await Network(TimeProvider.System).Probe(At, Cancel);

        Assert.Equal(ProbeOutcome.Silent, probe.Outcome);
        Assert.StartsWith(SourceName.Split(':')[0] + ": ", probe.Says, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_credential_stands_in_an_address()
    {
        await Count(new AskedAccount(Known));
        await Network(TimeProvider.System).Probe(At, Cancel);

        Assert.All(Server.Recent, seen => Assert.DoesNotContain(Secret, seen.PathAndQuery, StringComparison.Ordinal));
        Assert.NotEmpty(Server.Recent);
    }
}
