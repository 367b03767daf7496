using System.Net;
using Nec.Integrations.Http;
using RestSharp;

namespace Nec.Integrations.Tests.Http;

public sealed class ProxyTests(Stub proxy) : IClassFixture<Stub>
{
    private const string Private = "the address is private; if that is meant, add its host to Http:AllowedPrivateHosts";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("http://a.example.org/", "http_proxy=http://low:1 HTTP_PROXY=http://up:2", "http://low:1/")] // lower case first
    [InlineData("http://a.example.org/", "HTTP_PROXY=http://up:2", "http://up:2/")]
    [InlineData("http://a.example.org/", "HTTP_PROXY=http://up:2 REQUEST_METHOD=GET", null)] // a request's header, not a setting
    [InlineData("http://a.example.org/", "http_proxy=http://low:1 REQUEST_METHOD=GET", "http://low:1/")]
    [InlineData("https://a.example.org/", "HTTPS_PROXY=http://up:2 REQUEST_METHOD=GET", "http://up:2/")]
    [InlineData("https://a.example.org/", "http_proxy=http://low:1", null)]
    [InlineData("https://a.example.org/", "ALL_PROXY=http://all:3 http_proxy=http://low:1", "http://all:3/")]
    [InlineData("http://a.example.org/", "ALL_PROXY=http://all:3 http_proxy=http://low:1", "http://low:1/")]
    [InlineData("http://a.example.org/", "http_proxy=low:1", "http://low:1/")]
    [InlineData("http://a.example.org/", "all_proxy=socks5://all:3", "socks5://all:3/")]
    [InlineData("http://a.example.org/", "http_proxy=", null)]
    [InlineData("http://127.0.0.1/", "http_proxy=http://low:1", null)] // this machine
    [InlineData("http://localhost/", "http_proxy=http://low:1", null)]
    [InlineData("http://intranet/", "http_proxy=http://low:1", null)]
    [InlineData("http://a.example.org/", "http_proxy=http://low:1 no_proxy=*", null)]
    [InlineData("http://a.example.org/", "http_proxy=http://low:1 no_proxy=example.com,example.org", null)]
    [InlineData("http://a.example.org/", "http_proxy=http://low:1 NO_PROXY=.example.org", null)]
    [InlineData("http://a.example.org/", "http_proxy=http://low:1 no_proxy=a.example.org:80", null)]
    [InlineData("http://a.example.org/", "http_proxy=http://low:1 no_proxy=a.example.org:81", "http://low:1/")]
    [InlineData("http://anexample.org/", "http_proxy=http://low:1 no_proxy=example.org", "http://low:1/")]
    [InlineData("http://93.184.216.34/", "http_proxy=http://low:1 no_proxy=93.184.0.0/16", null)]
    [InlineData("http://93.184.216.34/", "http_proxy=http://low:1 no_proxy=93.185.0.0/16", "http://low:1/")]
    [InlineData("http://93.184.216.34/", "http_proxy=http://low:1 no_proxy=93.184.216.34", null)]
    [InlineData("http://[2606:2800::1]/", "http_proxy=http://low:1 no_proxy=2606:2800::1", null)]
    public void The_standard_variables_say_which_proxy(string address, string variables, string? proxy)
    {
        Assert.Equal(proxy, ProxyChoice.Of(new HttpOptions(), Variables(variables))?.GetProxy(new Uri(address))?.AbsoluteUri);
    }

    [Fact]
    public void The_setting_goes_before_the_variables()
    {
        var choice = ProxyChoice.Of(new HttpOptions { Proxy = "http://set:9" }, Variables("https_proxy=http://low:1 no_proxy=*"));

        Assert.Equal("http://set:9/", choice?.GetProxy(new Uri("https://example.org/"))?.AbsoluteUri);
    }

    [Fact]
    public void A_proxys_password_is_given_to_it_and_shown_to_nobody()
    {
        var choice = ProxyChoice.Of(new HttpOptions(), Variables("http_proxy=http://me:s%20cret@proxy.example.org:3128"))!;
        var chosen = choice.GetProxy(new Uri("http://example.org/"))!;

        Assert.Equal(("", "me", "s cret"), (chosen.UserInfo, choice.Credentials?.GetCredential(chosen, "Basic")?.UserName, choice.Credentials?.GetCredential(chosen, "Basic")?.Password));
        var failure = Assert.Throws<FormatException>(() => ProxyChoice.Of(new HttpOptions(), Variables("http_proxy=ftp://me:secret@proxy")));
        Assert.Equal("The variable http_proxy must be the address of a proxy, such as http://proxy.example.org:3128.", failure.Message);
    }

    [Theory]
    [InlineData("http://10.0.0.1/", Private)]
    [InlineData("http://167772161/", Private)] // the same
    [InlineData("http://[::ffff:10.0.0.1]/", Private)]
    [InlineData("http://169.254.169.254./", Private)]
    [InlineData("http://nowhere.invalid/", null)] // the proxy may know it
    [InlineData("http://93.184.216.34/", null)]
    [InlineData("http://nowhere.invalid/redirect?http://10.0.0.1/", "the address redirects to a private address, which we do not follow")]
    [InlineData("http://nowhere.invalid/redirect?http://0x0a.1/", "the address redirects to a private address, which we do not follow")]
    [InlineData("http://nowhere.invalid/redirect?http://elsewhere.invalid/", null)]
    public async Task Behind_a_proxy_what_can_be_known_is_checked_before_each_request_and_hop(string address, string? reason)
    {
        var target = address.Split('?')[^1];
        proxy.Answers(Stub.Reply(200)).At("/redirect", Stub.Reply(302, headers: ("Location", target)));
        using var client = ThroughProxy();

        var response = await client.ExecuteGetAsync(new RestRequest(new Uri(address)), Cancel);

        Assert.Equal(reason, Reply.WhyUnable(response));
        Assert.Equal(reason is null, Seen.Contains(new Uri(target).Host));
    }

    [Theory]
    [InlineData("10.0.0.1", Private)]
    [InlineData("93.184.216.34 10.0.0.1", Private)] // the proxy might take either
    [InlineData("93.184.216.34 fd00::1", Private)]
    [InlineData("93.184.216.34", null)]
    public async Task Behind_a_proxy_every_address_of_a_name_must_be_public(string addresses, string? reason)
    {
        proxy.Answers(Stub.Reply(200));
        using var client = ThroughProxy(Names);

        Assert.Equal(reason, Reply.WhyUnable(await client.ExecuteGetAsync(new RestRequest("http://name.example.org/"), Cancel)));
        Assert.Equal(reason is null ? ["name.example.org"] : [], Seen);

        Task<IPAddress[]> Names(string host, CancellationToken cancellationToken) =>
            host == "name.example.org" ? Task.FromResult(Array.ConvertAll(addresses.Split(' '), IPAddress.Parse)) : Dns.GetHostAddressesAsync(host, cancellationToken);
    }

    [Fact]
    public async Task The_proxy_itself_is_no_page_to_read()
    {
        proxy.Answers(Stub.Reply(200));
        using var client = ThroughProxy();

        Assert.Equal(Private, Reply.WhyUnable(await client.ExecuteGetAsync(new RestRequest(proxy.Address), Cancel)));
    }

    private IEnumerable<string> Seen => proxy.Asked.Select(request => request.Host);

    private IRestClient ThroughProxy(Func<string, CancellationToken, Task<IPAddress[]>>? names = null) =>
        new OutboundHttp(TestOutside.Options with { AllowedPrivateHosts = [] }, TimeProvider.System, Variables($"http_proxy={proxy.Address}"), names)
            .Client(null, followRedirects: true);

    private static Func<string, string?> Variables(string list)
    {
        var variables = list.Split(' ').Select(pair => pair.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);

        return name => variables.GetValueOrDefault(name);
    }
}
