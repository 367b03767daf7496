using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Nec.Worker.Tests.Jobs;

/// <summary>A web site of one's own: what each path says, and how often it was asked.</summary>
internal sealed class PageSite : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<(int Pages, TaskCompletionSource Reached)> _waiting = new();

    private PageSite(WebApplication app) => _app = app;

    /// <summary>Its address without a slash at the end.</summary>
    public string Address => _app.Urls.First();

    /// <summary>The text of every page; a path of its own may say something else.</summary>
    public string Text { get; set; } = "Drug dealing in the park";

    /// <summary>The mark that it gives with each page; none when null.</summary>
    public string? Tag { get; set; }

    /// <summary>How many answers said only that nothing has changed.</summary>
    public int Spared { get; private set; }

    /// <summary>Pages that answer 503.</summary>
    public ConcurrentDictionary<string, bool> Broken { get; } = new(StringComparer.Ordinal);

    /// <summary>Pages that never answer.</summary>
    public ConcurrentDictionary<string, bool> Silent { get; } = new(StringComparer.Ordinal);

    /// <summary>How often each path was asked for.</summary>
    public ConcurrentDictionary<string, int> Asked { get; } = new(StringComparer.Ordinal);

    /// <summary>Ends once so many of its pages have been asked for.</summary>
    public Task Reached(int pages)
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting.Enqueue((pages, reached));
        Tell();
        return reached.Task;
    }

    public static async Task<PageSite> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var site = new PageSite(app);
        app.Run(site.Answer);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return site;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private void Tell()
    {
        foreach (var (_, reached) in _waiting.Where(waiting => Asked.Count >= waiting.Pages))
        {
            reached.TrySetResult();
        }
    }

    private async Task Answer(HttpContext context)
    {
        var path = context.Request.Path.Value ?? "";
        if (path == "/robots.txt")
        {
            context.Response.StatusCode = 404;
            return;
        }

        Asked.AddOrUpdate(path, 1, (_, times) => times + 1);
        Tell();
        if (Silent.ContainsKey(path))
        {
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        }

        context.Response.Headers.ETag = Tag;
        if (Tag is { } tag && context.Request.Headers.IfNoneMatch == tag)
        {
            Spared++;
            context.Response.StatusCode = 304;
            return;
        }

        context.Response.StatusCode = Broken.ContainsKey(path) ? 503 : 200;
        context.Response.ContentType = "text/html; charset=utf-8";
        await context.Response.WriteAsync($"<h1>Town</h1><h2>Our priorities</h2><p>{Text}</p><p>Last updated 3 July 2019</p>", context.RequestAborted);
    }
}
