using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Nec.Integrations.Http;

/// <summary>Asks each host no faster, and no more at once, than it bears, whoever asks; one for the whole process.</summary>
internal sealed class HostPace(HttpOptions options, TimeProvider timeProvider)
{
    private readonly ConcurrentDictionary<string, Turns> _hosts = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, HostConduct> _said = new(HostConduct.Known, StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, HostOptions> _settings = new(options.Hosts, StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether nothing is held back: the simulated outside.</summary>
    public bool IsUnlimited => options.PerHostPerSecond == 0;

    /// <summary>A source says what its host bears; settings overrule it.</summary>
    public void Say(string host, HostConduct conduct) => _said[host] = conduct;

    /// <summary>Waits for a free place and the next turn; the place is given back by disposing.</summary>
    public async Task<IDisposable?> Enter(Uri address, CancellationToken cancellationToken)
    {
        if (IsUnlimited)
        {
            return null;
        }

        var turns = TurnsOf(address);
        var place = await turns.Place(cancellationToken);
        try
        {
            if (turns.Reserve() is var wait && wait > TimeSpan.Zero)
            {
                await Task.Delay(wait, timeProvider, cancellationToken);
            }

            return place;
        }
        catch
        {
            place.Dispose();
            throw;
        }
    }

    /// <summary>A host that says its allowance is nearly used is asked half as fast, until it says otherwise.</summary>
    public void Heed(Uri address, int? usedPercent)
    {
        if (!IsUnlimited)
        {
            TurnsOf(address).IsSlow = usedPercent >= RateLimit.SlowPercent;
        }
    }

    /// <summary>How a host is asked.</summary>
    internal HostConduct Of(string host)
    {
        var conduct = _said.TryGetValue(host, out var said) ? said : new HostConduct(options.PerHostPerSecond, options.PerHostConcurrency);

        return _settings.TryGetValue(host, out var own) ? new(own.PerSecond ?? conduct.PerSecond, own.Concurrency ?? conduct.Concurrency) : conduct;
    }

    private Turns TurnsOf(Uri address) => _hosts.GetOrAdd(address.Authority, _ => new Turns(Of(address.IdnHost), timeProvider));

    /// <summary>When one host may next be asked, and how many are asking.</summary>
    [SuppressMessage("Design", "CA1001", Justification = "A semaphore whose wait handle nobody asks for holds nothing to dispose of; hosts stay for the life of the process.")]
    private sealed class Turns(HostConduct conduct, TimeProvider timeProvider)
    {
        private readonly SemaphoreSlim _places = new(conduct.Concurrency);
        private readonly Lock _lock = new();
        private DateTimeOffset _next;

        public bool IsSlow { get; set; }

        public async Task<IDisposable> Place(CancellationToken cancellationToken)
        {
            await _places.WaitAsync(cancellationToken);

            return new Taken(_places);
        }

        // Each caller takes the next free moment at once, so that those who wait do not all wake for the same one.
        public TimeSpan Reserve()
        {
            lock (_lock)
            {
                var now = timeProvider.GetUtcNow();
                var turn = _next > now ? _next : now;
                _next = turn + TimeSpan.FromSeconds((IsSlow ? 2 : 1) / conduct.PerSecond);

                return turn - now;
            }
        }
    }

    private sealed class Taken(SemaphoreSlim places) : IDisposable
    {
        public void Dispose() => places.Release();
    }
}
