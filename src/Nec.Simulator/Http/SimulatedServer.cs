using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Nec.Simulator;

/// <summary>One HTTP server of the outside world: answers, fails when asked to, counts what it served.</summary>
public abstract class SimulatedServer : IAsyncDisposable
{
    private const int Remembered = 100;

    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(200);

    private readonly FaultQueue faults = new();
    private readonly ConcurrentDictionary<string, int> served = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<SeenRequest> recent = new();
    private readonly WebApplication app;
    private int requests;

    private protected SimulatedServer()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions()); // no settings files, no Ctrl+C: this is a guest in somebody's process
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options =>
        {
            options.AddServerHeader = false;
            options.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http1);
        });
        app = builder.Build();
        app.Run(Serve);
    }

    /// <summary>Where it listens, ending in a slash: <c>http://127.0.0.1:1234/</c>.</summary>
    public Uri Address => new(app.Urls.Single() + "/");

    /// <summary>Requests answered or failed since the start.</summary>
    public int Requests => Volatile.Read(ref requests);

    /// <summary>Requests to one path, without its query.</summary>
    public int RequestsTo(string path) => served.GetValueOrDefault(path);

    /// <summary>The latest requests, oldest first; at most a hundred.</summary>
    public IReadOnlyList<SeenRequest> Recent => [.. recent];

    /// <summary>The next <paramref name="times"/> requests (to <paramref name="path"/>, or to any) meet this fault.</summary>
    public void Fail(HttpFault fault, int times = 1, string? path = null) => faults.Add(fault, times, path);

    /// <summary>As if the network were down: every connection dies without an answer.</summary>
    public bool IsDark { get; set; }

    /// <summary>Forgets every fault that has not happened yet.</summary>
    public void Recover() => faults.Clear();

    public async ValueTask DisposeAsync()
    {
        using var patience = new CancellationTokenSource(Patience); // then open connections are cut
        await app.StopAsync(patience.Token);
        await app.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    internal Task Open(CancellationToken cancellationToken) => app.StartAsync(cancellationToken);

    private protected abstract Task Answer(HttpContext context);

    /// <summary>The next fault of just this path, for a server whose requests hold others within.</summary>
    private protected HttpFault? FaultOf(string path) => faults.Take(path, onlyItsOwn: true);

    private async Task Serve(HttpContext context)
    {
        var path = context.Request.Path.Value ?? "/";
        served.AddOrUpdate(path, 1, (_, count) => count + 1);
        Remember(context.Request);
        Interlocked.Increment(ref requests);
        try
        {
            if (IsDark)
            {
                context.Abort();
                return;
            }

            await (faults.Take(path) is { } fault ? fault.Answer(context, Answer) : Answer(context));
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The caller hung up, or the world is ending: there is nobody to answer.
        }
    }

    private void Remember(HttpRequest request)
    {
        recent.Enqueue(new(
            request.Method,
            request.Path + request.QueryString,
            request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase)));
        while (recent.Count > Remembered)
        {
            recent.TryDequeue(out _);
        }
    }
}
