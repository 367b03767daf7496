using Nec.Integrations.Http;
using Nec.Integrations.Tests.Http;
using Nec.Integrations.WebPages;
using RestSharp;
using WireMock.ResponseBuilders;

namespace Nec.Integrations.Tests.WebPages;

/// <summary>A site's robots.txt is asked for once a day, and followed.</summary>
public sealed class PageClientRobotsTests : IClassFixture<Stub>, IDisposable
{
    private const string Refused = "robots.txt of 127.0.0.1 asks us not to read this page";

    private readonly HandTime _time = new();
    private readonly Stub _site;
    private readonly IRestClient _rest;

    public PageClientRobotsTests(Stub site)
    {
        _site = site.Answers(Text(200, "page")).At("/robots.txt", Text(404))
            .At("/moved", Stub.Reply(302, headers: ("Location", "/private/page")));
        _rest = new OutboundHttp(TestOutside.Options, _time).Client(null, followRedirects: true);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _rest.Dispose();

    [Fact]
    public async Task A_site_without_one_may_be_read_and_is_asked_once_a_day()
    {
        var client = Client();
        Assert.IsType<PageFetch.Ok>(await client.Fetch($"{_site.Address}/1", Cancel));
        Assert.IsType<PageFetch.Ok>(await client.Fetch($"{_site.Address}/2", Cancel));
        _time.Pass(TimeSpan.FromHours(23));
        Assert.IsType<PageFetch.Ok>(await client.Fetch($"{_site.Address}/3", Cancel));
        _time.Pass(TimeSpan.FromHours(1));
        Assert.IsType<PageFetch.Ok>(await client.Fetch($"{_site.Address}/4", Cancel));

        Assert.Equal(["/robots.txt", "/1", "/2", "/3", "/robots.txt", "/4"], _site.Paths);
    }

    [Fact]
    public async Task A_page_that_it_forbids_is_not_read()
    {
        _site.At("/robots.txt", Text(200, "User-agent: *\nDisallow: /private/\n"));
        var client = Client();

        Assert.Equal(new PageFetch.Unable(Refused), await client.Fetch($"{_site.Address}/private/page", Cancel));
        Assert.Equal(new PageFetch.Unable(Refused), await client.FetchAny($"{_site.Address}/private/paper.pdf", Cancel));
        Assert.IsType<PageFetch.Ok>(await client.Fetch($"{_site.Address}/public", Cancel));
        Assert.Equal(["/robots.txt", "/public"], _site.Paths);
    }

    [Fact]
    public async Task A_redirect_to_what_it_forbids_is_not_followed()
    {
        _site.At("/robots.txt", Text(200, "User-agent: *\nDisallow: /private/\n"));

        Assert.Equal(new PageFetch.Unable(Refused), await Client().Fetch($"{_site.Address}/moved", Cancel));
        Assert.Equal(["/robots.txt", "/moved"], _site.Paths);
    }

    [Theory]
    [InlineData(401, true)]
    [InlineData(403, true)]
    [InlineData(410, true)]
    [InlineData(429, false)] // it is asked to wait, not told that all is allowed
    [InlineData(500, false)]
    [InlineData(503, false)]
    public async Task A_refusal_to_show_it_allows_all_and_a_failure_nothing(int status, bool allowed)
    {
        _site.At("/robots.txt", Text(status));

        var fetch = await Client().Fetch($"{_site.Address}/page", Cancel);

        Assert.Equal(allowed ? null : $"robots.txt could not be read: HTTP {status}", (fetch as PageFetch.Unable)?.Reason);
        Assert.Equal(allowed, _site.Paths.Contains("/page"));
    }

    [Fact]
    public async Task A_failure_is_not_kept_and_what_was_read_before_holds_while_it_lasts()
    {
        _site.At("/robots.txt", Text(503));
        var client = Client();
        Assert.IsType<PageFetch.Unable>(await client.Fetch($"{_site.Address}/page", Cancel));
        _site.At("/robots.txt", Text(200, "User-agent: nec\nDisallow: /private/\n"));
        Assert.IsType<PageFetch.Ok>(await client.Fetch($"{_site.Address}/page", Cancel));

        _site.At("/robots.txt", Text(503));
        _time.Pass(TimeSpan.FromDays(2));
        Assert.IsType<PageFetch.Ok>(await client.Fetch($"{_site.Address}/page", Cancel));
        Assert.Equal(new PageFetch.Unable(Refused), await client.Fetch($"{_site.Address}/private/page", Cancel));
    }

    [Theory]
    [InlineData("ignore")]
    [InlineData("Ignore")]
    public async Task A_host_may_be_excepted_and_then_it_is_not_even_asked(string rule)
    {
        _site.At("/robots.txt", Text(200, "User-agent: *\nDisallow: /\n"));
        var client = new PageClient(_rest, new WebPageOptions { Robots = new Dictionary<string, string> { ["127.0.0.1"] = rule } }, _time);

        Assert.IsType<PageFetch.Ok>(await client.Fetch($"{_site.Address}/page", Cancel));
        Assert.Equal(["/page"], _site.Paths);
    }

    [Fact]
    public async Task A_host_served_elsewhere_goes_by_the_rules_found_there_under_its_own_name()
    {
        _site.At("/robots.txt", Text(200, "User-agent: *\nDisallow: /private/\n"));
        var client = new PageClient(_rest, new WebPageOptions { Hosts = new Dictionary<string, string> { ["www.example.org"] = _site.Address } }, _time);

        Assert.Equal(new PageFetch.Unable("robots.txt of www.example.org asks us not to read this page"), await client.Fetch("https://www.example.org/private/", Cancel));
        Assert.IsType<PageFetch.Ok>(await client.Fetch("https://www.example.org/", Cancel));
    }

    [Fact]
    public async Task Many_pages_at_once_ask_for_it_once()
    {
        var client = Client();

        await Task.WhenAll(Enumerable.Range(0, 20).Select(page => client.Fetch($"{_site.Address}/{page}", Cancel)));

        Assert.Equal((1, 21), (_site.Paths.Count(path => path == "/robots.txt"), _site.Paths.Count()));
    }

    private static IResponseBuilder Text(int status, string body = "") => Stub.Reply(status, body, "text/plain");

    private PageClient Client() => new(_rest, new WebPageOptions(), _time);
}
