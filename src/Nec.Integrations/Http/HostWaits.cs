using System.Collections.Concurrent;
using System.Globalization;
using Nec.Core.Calendar;

namespace Nec.Integrations.Http;

/// <summary>Until when the hosts that one source asks want to be left alone; kept for the life of the process.</summary>
internal sealed class HostWaits(TimeProvider timeProvider)
{
    // A longer wait than this holds up everybody behind: the call fails instead, and the next run asks again.
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    private readonly ConcurrentDictionary<string, DateTimeOffset> _until = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Waits as long as the host asked for; a longer wait than we have patience for is refused.</summary>
    public async Task Keep(Uri address, CancellationToken cancellationToken)
    {
        var now = timeProvider.GetUtcNow();
        if (!_until.TryGetValue(address.Authority, out var until) || until <= now)
        {
            return;
        }

        if (until - now > Longest)
        {
            throw new RefusedException($"{address.IdnHost} asks us to wait until {Words(until, now)}") { Until = until };
        }

        await Task.Delay(until - now, timeProvider, cancellationToken);
    }

    /// <summary>Remembers what a reply asks for.</summary>
    public void Note(Uri address, HttpResponseMessage response)
    {
        var now = timeProvider.GetUtcNow();
        if (RateLimit.WaitOf(response, now) is { } wait)
        {
            _until.AddOrUpdate(address.Authority, now + wait, (_, before) => before > now + wait ? before : now + wait);
        }
    }

    private static string Words(DateTimeOffset until, DateTimeOffset now)
    {
        var time = LondonTime.TimeOf(until).ToString("HH:mm", CultureInfo.InvariantCulture);

        return LondonTime.DateOf(until) == LondonTime.DateOf(now) ? time : string.Create(CultureInfo.InvariantCulture, $"{time} on {LondonTime.DateOf(until):d MMMM}");
    }
}
