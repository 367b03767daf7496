using System.Globalization;
using System.IO.Compression;
using System.Text;
using Microsoft.AspNetCore.Http;
using Nec.Integrations.Http;
using Nec.Integrations.Tests.Http;
using Nec.Integrations.WebPages;

namespace Nec.Integrations.Tests.WebPages;

public sealed class PageClientTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("")]
    public async Task A_page_comes_unpacked_with_its_content_type(string packing)
    {
        await using var server = await LoopbackServer.Start(context => Packed(context, packing, Encoding.UTF8.GetBytes("<h1>Tŷ</h1>")), Cancel);

        var page = Assert.IsType<PageFetch.Ok>(await Fetch($"{server.Address}/team?tab=priorities&x=a%20b"));

        Assert.Equal(("<h1>Tŷ</h1>", "text/html; charset=utf-8"), (Encoding.UTF8.GetString(page.Body), page.ContentType));
    }

    [Fact]
    public async Task The_address_goes_out_as_the_contract_has_it()
    {
        await using var server = await LoopbackServer.Start(context => Text(context, context.Request.Path + context.Request.QueryString), Cancel);

        var page = Assert.IsType<PageFetch.Ok>(await Fetch($"{server.Address}/area/your-area?tab=a%20b&tab=c&empty="));

        Assert.Equal("/area/your-area?tab=a%20b&tab=c&empty=", Encoding.UTF8.GetString(page.Body));
    }

    [Theory]
    [InlineData("")]
    [InlineData("gzip")] // 6 MB of blanks in 6 kB
    public async Task A_page_that_is_too_large_is_refused(string packing)
    {
        await using var server = await LoopbackServer.Start(context => Packed(context, packing, new byte[6_000_000]), Cancel);

        Assert.Equal(new PageFetch.Unable("the reply is larger than 5 MB"), await Fetch(server.Address));
    }

    [Theory]
    [InlineData(403, "HTTP 403")]
    [InlineData(404, "HTTP 404")]
    [InlineData(500, "HTTP 500")]
    public async Task A_refusal_gives_its_number(int status, string reason)
    {
        await using var server = await Site(context => Text(context, "no", status));

        Assert.Equal(new PageFetch.Unable(reason) { IsAbsent = status == 404 }, await Fetch(server.Address));
    }

    [Fact]
    public async Task A_document_that_is_no_page_is_refused()
    {
        await using var server = await LoopbackServer.Start(context => Text(context, "%PDF", type: "application/pdf"), Cancel);

        Assert.Equal(new PageFetch.Unable("the address answers with application/pdf, not a web page"), await Fetch(server.Address));
    }

    [Fact]
    public async Task A_private_address_is_refused_also_behind_a_redirect()
    {
        await using var hidden = await LoopbackServer.Start(context => Text(context, "secret"), Cancel);
        await using var open = await LoopbackServer.Start(
            context =>
            {
                context.Response.Redirect(hidden.Address.Replace("127.0.0.1", "localhost", StringComparison.Ordinal));
                return Task.CompletedTask;
            },
            Cancel);

        Assert.Equal(new PageFetch.Unable("the address redirects to a private address, which we do not follow"), await Fetch(open.Address));
        Assert.Equal(
            new PageFetch.Unable("the address is private; if that is meant, add its host to Http:AllowedPrivateHosts"),
            await Fetch(hidden.Address.Replace("127.0.0.1", "localhost", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(5, true)]
    [InlineData(6, false)]
    public async Task Five_redirects_are_followed_and_no_more(int redirects, bool arrives)
    {
        await using var server = await Site(
            context =>
            {
                var left = int.Parse(context.Request.Path.Value!.Trim('/'), CultureInfo.InvariantCulture);
                if (left == 0)
                {
                    return Text(context, "here");
                }

                context.Response.Redirect($"/{left - 1}");
                return Task.CompletedTask;
            });

        var fetch = await Fetch($"{server.Address}/{redirects}");

        Assert.Equal(arrives, fetch is PageFetch.Ok);
        Assert.True(arrives || fetch is PageFetch.Unable { Reason: "the address redirects more than 5 times" }, fetch.ToString());
    }

    [Fact]
    public async Task A_host_served_elsewhere_is_fetched_there()
    {
        await using var server = await LoopbackServer.Start(context => Text(context, context.Request.Path + context.Request.QueryString), Cancel);

        var page = await Fetch("https://www.dorset.police.uk/area/sherborne?x=1", new Dictionary<string, string> { ["www.dorset.police.uk"] = server.Address });

        Assert.Equal("/area/sherborne?x=1", Encoding.UTF8.GetString(Assert.IsType<PageFetch.Ok>(page).Body));
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
        await using var server = await Site(context =>
        {
            var (since, tag) = (context.Request.Headers.IfModifiedSince.ToString(), context.Request.Headers.IfNoneMatch.ToString());
            context.Response.Headers.ETag = Tag;
            if (tag == Tag || since == Changed)
            {
                context.Response.StatusCode = 304;
                return Task.CompletedTask;
            }

            context.Response.Headers.LastModified = Changed;
            return Text(context, "page");
        });
        using var rest = new OutboundHttp(TestOutside.Options, TimeProvider.System).Client(null, followRedirects: true);
        var client = new PageClient(rest, new WebPageOptions());

        var first = Assert.IsType<PageFetch.Ok>(await client.Fetch(server.Address, null, Cancel));

        Assert.Equal(new PageValidators(Tag, Changed), first.Validators);
        Assert.Equal(new PageFetch.NotModified(new(Tag, Changed)), await client.Fetch(server.Address, first.Validators, Cancel));
        Assert.Equal(new PageFetch.NotModified(new(Tag, Changed)), await client.Fetch(server.Address, new(null, Changed), Cancel));
        Assert.IsType<PageFetch.Ok>(await client.Fetch(server.Address, new("\"v0\"", "Sun, 01 Mar 2026 03:30:00 GMT"), Cancel));
        Assert.IsType<PageFetch.Ok>(await client.Fetch(server.Address, new("no tag\r\nX: y", "yesterday\r\nX: y"), Cancel)); // what is no validator is not sent
        Assert.IsType<PageFetch.Ok>(await client.Fetch(server.Address, Cancel));
    }

    [Fact]
    public async Task A_not_modified_that_nobody_asked_for_is_no_page()
    {
        await using var server = await Site(context =>
        {
            context.Response.StatusCode = 304;
            return Task.CompletedTask;
        });

        Assert.Equal(new PageFetch.Unable("HTTP 304"), await Fetch(server.Address));
    }

    private static async Task<PageFetch> Fetch(string url, Dictionary<string, string>? hosts = null)
    {
        using var rest = new OutboundHttp(TestOutside.Options, TimeProvider.System).Client(null, followRedirects: true);

        return await new PageClient(rest, new WebPageOptions { Hosts = hosts ?? [] }).Fetch(url, Cancel);
    }

    /// <summary>A site without a robots.txt.</summary>
    private static Task<LoopbackServer> Site(RequestDelegate answer) =>
        LoopbackServer.Start(context => context.Request.Path == "/robots.txt" ? Text(context, "", 404) : answer(context), Cancel);

    private static Task Text(HttpContext context, string body, int status = 200, string type = "text/html; charset=utf-8")
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = type;

        return context.Response.WriteAsync(body, Cancel);
    }

    private static async Task Packed(HttpContext context, string packing, byte[] body)
    {
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.Headers.ContentEncoding = packing;
        await using var stream = packing switch
        {
            "gzip" => new GZipStream(context.Response.Body, CompressionMode.Compress),
            "br" => new BrotliStream(context.Response.Body, CompressionMode.Compress),
            _ => context.Response.Body,
        };
        await stream.WriteAsync(body, Cancel);
    }
}
