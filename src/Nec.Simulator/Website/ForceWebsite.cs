using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Nec.Simulator;

/// <summary>The force's website: four towns' pages, edited by a script, with something new in the footer every day.</summary>
public sealed class ForceWebsite : SimulatedServer
{
    private const string PlainText = "text/plain; charset=utf-8";

    private readonly SimulatedTime time;

    internal ForceWebsite(SimulatedTime time) => this.time = time;

    /// <summary>The towns' slugs: dorchester, sherborne, bridport, lyme-regis.</summary>
    public static IReadOnlyList<string> Towns { get; } = [.. Town.All.Select(town => town.Slug)];

    /// <summary>The path of a town's page.</summary>
    public static string PathOf(string town) => Town.All.Single(t => t.Slug == town).Path;

    private protected override Task Answer(HttpContext context)
    {
        var (now, path) = (time.Now, (context.Request.Path.Value ?? "/").TrimEnd('/'));
        if (Troubles.IsDown(now))
        {
            return Reply.Text(context, 503, "text/html; charset=utf-8", "<!DOCTYPE html><html><head><title>Back soon</title></head><body><h1>We are working on this site</h1></body></html>");
        }

        if (path == "/robots.txt")
        {
            return Reply.Text(context, 200, PlainText, "User-agent: *\nDisallow: /search\nAllow: /\n");
        }

        return Town.All.FirstOrDefault(t => t.Path == path) is not { } town ? Reply.Text(context, 404, PlainText, "Not Found")
            : Troubles.Refuses(town, now) ? Reply.Text(context, 403, "text/html; charset=utf-8", "<html><head><title>403 Forbidden</title></head><body><h1>Forbidden</h1></body></html>")
            : Page(context, town, now);
    }

    private static Task Page(HttpContext context, Town town, DateTimeOffset now)
    {
        var state = PageState.Of(town, now);
        var body = Encoding.UTF8.GetBytes(Troubles.LosesItsSections(town, now) ? PageHtml.WithoutSections(state) : PageHtml.Whole(state));
        var tag = $"\"{Convert.ToHexStringLower(SHA256.HashData(body).AsSpan(0, 12))}\"";
        context.Response.Headers.ETag = tag;
        context.Response.Headers.CacheControl = "private, no-cache";
        if (context.Request.Headers.IfNoneMatch.ToString().Contains(tag, StringComparison.Ordinal))
        {
            context.Response.StatusCode = 304;
            return Task.CompletedTask;
        }

        return Reply.Bytes(context, 200, "text/html; charset=utf-8", body);
    }
}
