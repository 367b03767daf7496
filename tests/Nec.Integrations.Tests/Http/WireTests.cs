using System.Net;
using System.Net.Sockets;
using Nec.Integrations.Http;
using Nec.Simulator;
using RestSharp;

namespace Nec.Integrations.Tests.Http;

/// <summary>What goes wrong on a real connection, each with its own sentence.</summary>
public sealed class WireTests : IAsyncLifetime
{
    private static readonly HttpOptions Options = TestOutside.Options with { Retries = 0 };

    private readonly HandTime _time = new();

    private OutsideWorld _world = null!; // set before every test

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Page => new Uri(_world.ForceWebsiteAddress, ForceWebsite.PathOf("bridport")).AbsoluteUri;

    public async ValueTask InitializeAsync() => _world = await OutsideWorld.Start(Cancel);

    public async ValueTask DisposeAsync() => await _world.DisposeAsync();

    [Fact]
    public async Task An_answer_that_does_not_begin_says_so()
    {
        _world.Website.Fail(HttpFault.Slow(TimeSpan.FromHours(1)), HttpFault.Always);

        Assert.Equal("no answer within 20 seconds", await Trouble(RunOutOnceAsked(TimeSpan.FromSeconds(20))));
    }

    [Fact]
    public async Task A_body_that_does_not_end_says_so()
    {
        _world.Website.Fail(HttpFault.SlowBody(TimeSpan.FromHours(1)));
        using var sockets = new SocketsHttpHandler();
        using var wire = new AfterHeaders(sockets, () => _time.RunOut(TimeSpan.FromSeconds(30)));
        using var client = new OutboundHttp(Options, _time).Client(null, wire);

        Assert.Equal("the reply was not complete within 30 seconds", await Trouble(client, () => { }));
    }

    [Fact]
    public async Task A_limit_of_one_second_is_named_as_one()
    {
        var time = new HandTime { Patience = TimeSpan.FromSeconds(1) };
        _world.Website.Fail(time.RunOut(TimeSpan.FromSeconds(1), HttpFault.Slow(TimeSpan.FromHours(1))));
        using var client = new OutboundHttp(Options with { TimeoutSeconds = 1 }, time).Client(null, followRedirects: true);

        Assert.Equal("the reply was not complete within 1 second", await Trouble(client, () => { }));
    }

    [Fact]
    public async Task A_connection_that_does_not_come_about_says_so_and_is_tried_again()
    {
        using var full = new Socket(SocketType.Stream, ProtocolType.Tcp);
        full.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        full.Listen(0); // takes one caller and lets all others wait
        var port = ((IPEndPoint)full.LocalEndPoint!).Port;
        var waiting = Enumerable.Range(0, 4).Select(_ => new TcpClient()).ToList();
        _ = waiting.Select(caller => caller.ConnectAsync(IPAddress.Loopback, port, Cancel).AsTask()).ToList();
        var time = new HandTime { Patience = TimeSpan.FromSeconds(11) }; // the limit of a connection is over at once
        using var client = new OutboundHttp(Options with { Retries = 1 }, time).Client(null, followRedirects: true);

        var response = await client.ExecuteGetAsync(new RestRequest($"http://127.0.0.1:{port}/"), Cancel);

        Assert.Equal("no connection within 10 seconds", Assert.Throws<IntegrationException>(() => response.Require("test")).Detail);
        Assert.Equal(2, time.Waits.Count(wait => wait == TimeSpan.FromSeconds(10)));
        waiting.ForEach(caller => caller.Dispose());
    }

    public static TheoryData<string, HttpFault> Faults { get; } = new()
    {
        { "the reply is larger than 5 MB", HttpFault.GzipBomb(megabytes: 512) }, // half a megabyte on the wire
        { "the reply is larger than 5 MB", HttpFault.LyingChunks(megabytes: 8) }, // announced as ten bytes
        { "the reply broke off", HttpFault.DropInBody() },
        { "the reply broke off", HttpFault.WrongLength(1000) },
        { "no reply", HttpFault.Drop() },
        { "the address redirects more than 5 times", HttpFault.RedirectLoop() },
        { "the address redirects to a private address, which we do not follow", HttpFault.RedirectToPrivate() },
        { "the address redirects to a private address, which we do not follow", HttpFault.Redirect("http://0x7f.2/") }, // 127.0.0.2
        { "the address redirects to a private address, which we do not follow", HttpFault.Redirect("http://[::ffff:169.254.169.254]/") },
        { "the address redirects to one that is not http or https", HttpFault.Redirect("gopher://127.0.0.1/") },
        { "HTTP 503", HttpFault.Status(503) },
    };

    [Theory]
    [MemberData(nameof(Faults), DisableDiscoveryEnumeration = true)]
    public async Task Every_fault_of_a_server_has_its_sentence(string sentence, HttpFault fault)
    {
        _world.Website.Fail(fault, HttpFault.Always);

        Assert.Equal(sentence, await Trouble(() => { }));
    }

    [Fact]
    public async Task More_than_was_announced_is_not_read()
    {
        using var client = new OutboundHttp(Options, _time).Client(null, followRedirects: true);
        var whole = (await client.ExecuteGetAsync(new RestRequest(Page), Cancel)).Require("test");
        _world.Website.Fail(HttpFault.WrongLength(-10));
        var cut = (await client.ExecuteGetAsync(new RestRequest(Page), Cancel)).Require("test");

        Assert.Equal(whole[..^10], cut);
    }

    [Theory]
    [InlineData("http://2130706433/")]
    [InlineData("http://0x7f.1/")]
    [InlineData("http://0x7f000001/")]
    [InlineData("http://0177.0.0.1/")]
    [InlineData("http://017700000001/")]
    [InlineData("http://127.1/")]
    [InlineData("http://127.0.0.1./")]
    [InlineData("http://[::ffff:127.0.0.1]/")]
    [InlineData("http://[64:ff9b::7f00:1]/")]
    [InlineData("http://[64:ff9b:1::7f00:1]/")]
    [InlineData("http://[2002:7f00:1::]/")]
    [InlineData("http://0/")]
    [InlineData("http://224.0.0.1/")]
    [InlineData("http://localhost/")] // a name, looked up
    public async Task A_private_address_is_refused_however_it_is_written(string address)
    {
        using var client = new OutboundHttp(Options with { AllowedPrivateHosts = [] }, _time).Client(null, followRedirects: true);

        var response = await client.ExecuteGetAsync(new RestRequest(address), Cancel);

        Assert.Equal(
            "the address is private; if that is meant, add its host to Http:AllowedPrivateHosts",
            Assert.Throws<IntegrationException>(() => response.Require("test")).Detail);
    }

    [Fact]
    public async Task A_name_is_looked_up_once_and_only_what_was_checked_is_connected_to()
    {
        // A name that changes between the check and the connection: the second answer would be refused, and is never asked for.
        var looked = 0;
        using var client = new OutboundHttp(Options with { AllowedPrivateHosts = ["name.example.org"] }, _time, _ => null, Names).Client(null, followRedirects: true);

        var response = await client.ExecuteGetAsync(new RestRequest(new UriBuilder(Page) { Host = "name.example.org" }.Uri), Cancel);

        Assert.Equal((null, 1), (Reply.WhyUnable(response), looked));

        Task<IPAddress[]> Names(string host, CancellationToken cancellationToken) =>
            Task.FromResult(Interlocked.Increment(ref looked) == 1 ? [IPAddress.Loopback] : Array.Empty<IPAddress>());
    }

    [Fact]
    public async Task A_name_that_has_private_addresses_only_is_refused()
    {
        using var client = new OutboundHttp(Options with { AllowedPrivateHosts = [] }, _time, _ => null, (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Loopback, IPAddress.Parse("10.0.0.1")])).Client(null, followRedirects: true);

        var response = await client.ExecuteGetAsync(new RestRequest(new UriBuilder(Page) { Host = "name.example.org" }.Uri), Cancel);

        Assert.Equal("the address is private; if that is meant, add its host to Http:AllowedPrivateHosts", Reply.WhyUnable(response));
        Assert.Equal(0, _world.Website.Requests);
    }

    // The limit runs out once the server has the request.
    private Action RunOutOnceAsked(TimeSpan limit) => () =>
    {
        SpinWait.SpinUntil(() => _world.Website.Requests > 0 || Cancel.IsCancellationRequested);
        _time.RunOut(limit);
    };

    private async Task<string?> Trouble(Action meanwhile)
    {
        using var client = new OutboundHttp(Options, _time).Client(null, followRedirects: true);

        return await Trouble(client, meanwhile);
    }

    private async Task<string?> Trouble(IRestClient client, Action meanwhile)
    {
        var asking = client.ExecuteGetAsync(new RestRequest(Page), Cancel);
        meanwhile();

        return Assert.Throws<IntegrationException>(Require(await asking)).Detail;
    }

    private static Action Require(RestResponse response) => () => response.Require("test");

    private sealed class AfterHeaders(HttpMessageHandler inner, Action then) : DelegatingHandler(inner)
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var response = await base.SendAsync(request, cancellationToken);
            then();

            return response;
        }
    }
}
