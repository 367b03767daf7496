using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Nec.Bench;

/// <summary>Many web sites on the loopback addresses from 127.0.0.1 on, each with as many pages of 60 kB as are asked for.</summary>
internal sealed class PageHosts : IAsyncDisposable
{
    private const int PageBytes = 60_000;

    private readonly WebApplication _app;

    private PageHosts(WebApplication app) => _app = app;

    /// <summary>The address of each site, without a slash at the end.</summary>
    public IReadOnlyList<string> Addresses => [.. _app.Urls.Order(StringComparer.Ordinal)];

    /// <summary>How long a page takes to answer.</summary>
    public TimeSpan Thinks { get; set; }

    public static async Task<PageHosts> Start(int hosts, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            for (var host = 1; host <= hosts; host++)
            {
                kestrel.Listen(new IPAddress([127, 0, 0, (byte)host]), 0);
            }
        });
        var app = builder.Build();
        var site = new PageHosts(app);
        app.Run(site.Answer);
        await app.StartAsync(cancellationToken);
        return site;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task Answer(HttpContext context)
    {
        if (context.Request.Path == "/robots.txt")
        {
            context.Response.StatusCode = 404;
            return;
        }

        if (Thinks > TimeSpan.Zero)
        {
            await Task.Delay(Thinks, context.RequestAborted);
        }

        var page = Page(context.Request.Path);
        (context.Response.ContentType, context.Response.ContentLength) = ("text/html; charset=utf-8", page.Length);
        await context.Response.Body.WriteAsync(page, context.RequestAborted);
    }

    // As a force's page is: a menu, the sections of a neighbourhood, lists of links. Half of it is markup.
    private static readonly byte[] Body = Encoding.UTF8.GetBytes(Whole());

    private static byte[] Page(string path) => [.. Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"<!doctype html><html lang=\"en\"><title>{path}</title><h1>The neighbourhood of {path}</h1>")), .. Body];

    private static string Whole()
    {
        var page = new StringBuilder("<nav><ul>");
        for (var link = 0; link < 60; link++)
        {
            page.Append(CultureInfo.InvariantCulture, $"<li class=\"menu__item\"><a class=\"menu__link\" href=\"/area/{link}\">Your area, part {link}</a></li>");
        }

        page.Append("</ul></nav><main><h2>Our priorities</h2><p>Drug dealing in the park, and parking outside the school.</p><p>Last updated 3 July 2026</p>");
        for (var section = 0; page.Length < PageBytes - 600; section++)
        {
            page.Append(CultureInfo.InvariantCulture, $"<section class=\"c-section c-section--{section}\"><h2 id=\"s{section}\">What we do, part {section}</h2><p>Officers walk through the <b>town</b> on market days, and meet whoever comes to the library on the first Monday of the month.</p><ul>");
            for (var item = 0; item < 4; item++)
            {
                page.Append(CultureInfo.InvariantCulture, $"<li><a href=\"/news/{section}/{item}\">Something of note happened, number {item}</a></li>");
            }

            page.Append("</ul></section>");
        }

        return page.Append("</main><footer><p>Invented for a measurement.</p></footer></html>").ToString();
    }
}
