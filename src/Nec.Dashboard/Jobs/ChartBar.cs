using System.Globalization;
using Quartz;

namespace Nec.Dashboard.Jobs;

/// <summary>A bar of a chart: its words, and how many of each outcome.</summary>
public sealed record ChartBar(DateTimeOffset StartsAt, string Label, IReadOnlyDictionary<string, int> Counts)
{
    public int Total => Counts.Values.Sum();

    /// <summary>Even stretches from an instant to now, those without a run too: a gap is shown as a gap.</summary>
    internal static IReadOnlyList<ChartBar> Of(IReadOnlyList<ExecutionStatisticsBucket> buckets, DateTimeOffset from, DateTimeOffset now, TimeSpan stretch, bool skippedToo, Func<DateTimeOffset, string> label)
    {
        var known = buckets.ToDictionary(bucket => bucket.StartUtc.UtcTicks);
        var first = from.UtcTicks - (from.UtcTicks % stretch.Ticks);
        List<ChartBar> bars = [];
        for (var at = first; at <= now.UtcTicks; at += stretch.Ticks)
        {
            var bucket = known.GetValueOrDefault(at);
            var counts = RunRows.Outcomes.Where(outcome => skippedToo || outcome.Value != JobRunResult.Skipped)
                .ToDictionary(outcome => outcome.Key, outcome => (int)(bucket?.CountOf(outcome.Value) ?? 0), StringComparer.Ordinal);
            var start = new DateTimeOffset(at, TimeSpan.Zero);
            bars.Add(new(start, label(start), counts));
        }

        return bars;
    }

    internal static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
