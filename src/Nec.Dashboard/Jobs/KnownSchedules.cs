using System.Collections.Concurrent;
using System.Diagnostics;
using Quartz;

namespace Nec.Dashboard.Jobs;

/// <summary>
/// The schedules behind the triggers. The scheduler tells them apart from its list of triggers, at the price of another question, and they change only when a
/// worker starts: they are asked for anew when a trigger's moments have changed, and after a few (real) seconds in any case.
/// </summary>
internal sealed class KnownSchedules(IScheduler scheduler)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<TriggerKey, Known> _known = new();

    /// <summary>The schedule of every trigger that has one.</summary>
    public async Task<IReadOnlyDictionary<TriggerKey, ICronTrigger>> Of(IReadOnlyList<TriggerHeader> headers, CancellationToken cancellationToken)
    {
        var asked = headers.Where(header => !(_known.TryGetValue(header.Key, out var known) && known.IsOf(header))).ToDictionary(header => header.Key);
        if (asked.Count > 0)
        {
            var askedAt = Stopwatch.GetTimestamp();
            var triggers = (await scheduler.GetTriggers([.. asked.Keys], cancellationToken)).ToDictionary(trigger => trigger.Key);
            foreach (var (key, header) in asked)
            {
                _known[key] = new(askedAt, header.StartTimeUtc, header.PreviousFireTimeUtc, header.NextFireTimeUtc, triggers.GetValueOrDefault(key) as ICronTrigger);
            }
        }

        return headers.Select(header => _known[header.Key].Cron).OfType<ICronTrigger>().ToDictionary(cron => cron.Key);
    }

    private sealed record Known(long AskedAt, DateTimeOffset StartsAt, DateTimeOffset? LastAt, DateTimeOffset? NextAt, ICronTrigger? Cron)
    {
        public bool IsOf(TriggerHeader header) =>
            Stopwatch.GetElapsedTime(AskedAt) < Lifetime && StartsAt == header.StartTimeUtc && LastAt == header.PreviousFireTimeUtc && NextAt == header.NextFireTimeUtc;
    }
}
