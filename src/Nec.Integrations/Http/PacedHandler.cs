namespace Nec.Integrations.Http;

/// <summary>Asks one host no faster than the pace allows, whoever asks.</summary>
internal sealed class PacedHandler(HostPace pace, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        await pace.Wait(request.RequestUri?.Authority ?? "", cancellationToken);

        return await base.SendAsync(request, cancellationToken);
    }
}

/// <summary>When each host may next be asked; one for the whole process.</summary>
internal sealed class HostPace(HttpOptions options, TimeProvider timeProvider)
{
    private readonly Dictionary<string, DateTimeOffset> _next = new(StringComparer.OrdinalIgnoreCase);
    private readonly Lock _lock = new();

    public Task Wait(string host, CancellationToken cancellationToken)
    {
        if (options.PerHostPerSecond == 0)
        {
            return Task.CompletedTask;
        }

        var wait = Reserve(host);

        return wait > TimeSpan.Zero ? Task.Delay(wait, timeProvider, cancellationToken) : Task.CompletedTask;
    }

    // Each caller takes the next free moment at once, so that those who wait do not all wake for the same one.
    private TimeSpan Reserve(string host)
    {
        lock (_lock)
        {
            var now = timeProvider.GetUtcNow();
            var turn = _next.TryGetValue(host, out var next) && next > now ? next : now;
            _next[host] = turn + TimeSpan.FromSeconds(1 / options.PerHostPerSecond);

            return turn - now;
        }
    }
}
