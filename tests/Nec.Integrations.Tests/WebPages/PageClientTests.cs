using System.IO.Compression;
using System.Text;
using Nec.Integrations.Http;
using Nec.Integrations.Tests.Http;
using Nec.Integrations.WebPages;
using WireMock.RequestBuilders;
using WireMock.ResponseBuilders;

namespace Nec.Integrations.Tests.WebPages;

public sealed class PageClientTests(Stub site) : IClassFixture<Stub>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("")]
    public async Task A_page_comes_unpacked_with_its_content_type(string packing)
    {
        Site(Packed(packing, Encoding.UTF8.GetBytes("<h1>Tŷ</h1>")));

        var page = Assert.IsType<PageFetch.Ok>(await Fetch($"{site.Address}/team?tab=priorities&x=a%20b"));

        Assert.Equal(("<h1>Tŷ</h1>", "text/html; charset=utf-8"), (Encoding.UTF8.GetString(page.Body), page.ContentType));
    }

    [Fact]
    public async Task The_address_goes_out_as_the_contract_has_it()
    {
        Site(Text("page"));

        Assert.IsType<PageFetch.Ok>(await Fetch($"{site.Address}/area/your-area?tab=a%20b&tab=c&empty="));

        Assert.Equal("/area/your-area?tab=a%20b&tab=c&empty=", site.Paths.Last());
    }

    [Theory]
    [InlineData("")]
    [InlineData("gzip")] // 6 MB of blanks in 6 kB
    public async Task A_page_that_is_too_large_is_refused(string packing)
    {
        Site(Packed(packing, new byte[6_000_000]));

        Assert.Equal(new PageFetch.Unable("the reply is larger than 5 MB"), await Fetch(site.Address));
    }

    [Theory]
    [InlineData(403, "HTTP 403")]
    [InlineData(404, "HTTP 404")]
    [InlineData(500, "HTTP 500")]
    public async Task A_refusal_gives_its_number(int status, string reason)
    {
        Site(Text("no", status));

        Assert.Equal(new PageFetch.Unable(reason) { IsAbsent = status == 404 }, await Fetch(site.Address));
    }

    [Fact]
    public async Task A_document_that_is_no_page_is_refused()
    {
        Site(Stub.Reply(200, "%PDF", "application/pdf"));

        Assert.Equal(new PageFetch.Unable("the address answers with application/pdf, not a web page"), await Fetch(site.Address));
    }

    [Fact]
    public async Task A_private_address_is_refused_also_behind_a_redirect()
    {
        var hidden = site.Address.Replace("127.0.0.1", "localhost", StringComparison.Ordinal);
        site.Answers(Moved(hidden)); // robots.txt too

        Assert.Equal(new PageFetch.Unable("the address redirects to a private address, which we do not follow"), await Fetch(site.Address));
        Assert.Equal(new PageFetch.Unable("the address is private; if that is meant, add its host to Http:AllowedPrivateHosts"), await Fetch(hidden));
        Assert.DoesNotContain("localhost", site.Asked.Select(request => request.Host));
    }

    [Theory]
    [InlineData(5, true)]
    [InlineData(6, false)]
    public async Task Five_redirects_are_followed_and_no_more(int redirects, bool arrives)
    {
        Site([.. Enumerable.Repeat(Moved("/next"), redirects), Text("here")]);

        var fetch = await Fetch(site.Address);

        Assert.Equal(arrives, fetch is PageFetch.Ok);
        Assert.True(arrives || fetch is PageFetch.Unable { Reason: "the address redirects more than 5 times" }, fetch.ToString());
    }

    [Fact]
    public async Task A_host_served_elsewhere_is_fetched_there()
    {
        Site(Text("page"));

        Assert.IsType<PageFetch.Ok>(await Fetch("https://www.dorset.police.uk/area/sherborne?x=1", new() { ["www.dorset.police.uk"] = site.Address }));

        Assert.Equal("/area/sherborne?x=1", site.Paths.Last());
    }

    [Theory]
    [InlineData("file:///etc/passwd", "the address is not http or https")]
    [InlineData("/etc/passwd", "the address is not http or https")]
    [InlineData("javascript:alert(1)", "the address is not http or https")]
    [InlineData("https://user:pass@example.org/", "the address holds a user name or password, which we do not send")]
    [InlineData("http://127.0.0.1:1/", "robots.txt could not be read: the connection was refused")]
    [InlineData("http://nowhere.invalid/", "robots.txt could not be read: the host name is not known")]
    [InlineData("http://169.254.169.254/latest", "the address is private; if that is meant, add its host to Http:AllowedPrivateHosts")]
    [InlineData("http://[::1]:9/", "the address is private; if that is meant, add its host to Http:AllowedPrivateHosts")]
    public async Task What_cannot_be_fetched_says_why(string url, string reason)
    {
        Assert.Equal(new PageFetch.Unable(reason), await Fetch(url));
    }

    [Fact]
    public async Task A_page_that_has_not_changed_is_not_sent_again()
    {
        const string Tag = "W/\"v1\"";
        const string Changed = "Mon, 02 Mar 2026 03:30:00 GMT";
        Site(Stub.Reply(200, "page", "text/html", ("ETag", Tag), ("Last-Modified", Changed)));
        site.Server.Given(Request.Create().WithHeader("If-None-Match", Tag)).RespondWith(Stub.Reply(304, "", headers: ("ETag", Tag)));
        site.Server.Given(Request.Create().WithHeader("If-Modified-Since", Changed)).RespondWith(Stub.Reply(304, "", headers: ("ETag", Tag)));
        using var rest = new OutboundHttp(TestOutside.Options, TimeProvider.System).Client(null, followRedirects: true);
        var client = new PageClient(rest, new WebPageOptions());

        var first = Assert.IsType<PageFetch.Ok>(await client.Fetch(site.Address, null, Cancel));

        Assert.Equal(new PageValidators(Tag, Changed), first.Validators);
        Assert.Equal(new PageFetch.NotModified(new(Tag, Changed)), await client.Fetch(site.Address, first.Validators, Cancel));
        Assert.Equal(new PageFetch.NotModified(new(Tag, Changed)), await client.Fetch(site.Address, new(null, Changed), Cancel));
        Assert.IsType<PageFetch.Ok>(await client.Fetch(site.Address, new("\"v0\"", "Sun, 01 Mar 2026 03:30:00 GMT"), Cancel));
        Assert.IsType<PageFetch.Ok>(await client.Fetch(site.Address, new("no tag\r\nX: y", "yesterday\r\nX: y"), Cancel)); // what is no validator is not sent
        Assert.IsType<PageFetch.Ok>(await client.Fetch(site.Address, Cancel));
    }

    [Fact]
    public async Task A_not_modified_that_nobody_asked_for_is_no_page()
    {
        Site(Text("", 304));

        Assert.Equal(new PageFetch.Unable("HTTP 304"), await Fetch(site.Address));
    }

    private static async Task<PageFetch> Fetch(string url, Dictionary<string, string>? hosts = null)
    {
        using var rest = new OutboundHttp(TestOutside.Options, TimeProvider.System).Client(null, followRedirects: true);

        return await new PageClient(rest, new WebPageOptions { Hosts = hosts ?? [] }).Fetch(url, Cancel);
    }

    /// <summary>A site without a robots.txt.</summary>
    private void Site(params IResponseBuilder[] replies) => site.Answers(replies).At("/robots.txt", Stub.Reply(404));

    private static IResponseBuilder Text(string body, int status = 200) => Stub.Reply(status, body, "text/html; charset=utf-8");

    private static IResponseBuilder Moved(string to) => Stub.Reply(302, headers: ("Location", to));

    private static IResponseBuilder Packed(string packing, byte[] body)
    {
        using var packed = new MemoryStream();
        using (Stream stream = packing switch
        {
            "gzip" => new GZipStream(packed, CompressionMode.Compress),
            "br" => new BrotliStream(packed, CompressionMode.Compress),
            _ => new BufferedStream(packed),
        })
        {
            stream.Write(body);
        }

        return Text("").WithBody(packed.ToArray()).WithHeader("Content-Encoding", packing);
    }
}
