using System.Globalization;
using Nec.Core.Year;

namespace Nec.Dashboard.Evidence;

/// <summary>A straight line across a chart: its name, its style sheet's class, and its ends.</summary>
public sealed record ChartLine(string Name, string Class, DayCount From, DayCount To);

/// <summary>The geometry of a chart of counts by day. A day without a count breaks the line: a gap is shown as a gap.</summary>
public sealed class Chart
{
    public const int Width = 720;
    public const int Height = 320;
    public const int Left = 96;
    public const int Right = Width - 20;
    public const int Top = 44;
    public const int Bottom = Height - 40;
    private const int MostValues = 6;
    private const int MostDayTicks = 5;

    private readonly DateOnly _first;
    private readonly int _days;
    private readonly long _low;
    private readonly long _high;
    private readonly long _step;

    public Chart(IReadOnlyList<DayCount> counts, IReadOnlyList<ChartLine> lines)
    {
        (Counts, Lines) = (counts, lines);
        var all = counts.Concat(lines.SelectMany(line => (DayCount[])[line.From, line.To])).ToList();
        _first = all.Count == 0 ? DateOnly.MinValue : all.Min(count => count.Day);
        _days = all.Count == 0 ? 1 : Math.Max(1, all.Max(count => count.Day).DayNumber - _first.DayNumber);
        var (least, most) = all.Count == 0 ? (0, 1) : (all.Min(count => count.Count), all.Max(count => count.Count));
        var margin = Math.Max(1, (most - least) / 10);
        _step = RoundStep(Math.Max(1, (most + margin - Math.Max(0, least - margin)) / (MostValues - 1)));
        _low = Math.Max(0, least - margin) / _step * _step;
        _high = (most + margin + _step - 1) / _step * _step;
    }

    public IReadOnlyList<DayCount> Counts { get; }

    public IReadOnlyList<ChartLine> Lines { get; }

    /// <summary>The unbroken stretches, each as the points of a polyline; one that is a single day is a dot.</summary>
    public IEnumerable<IReadOnlyList<DayCount>> Stretches
    {
        get
        {
            List<DayCount> stretch = [];
            foreach (var count in Counts)
            {
                if (stretch.Count > 0 && count.Day.DayNumber - stretch[^1].Day.DayNumber > 1)
                {
                    yield return stretch;
                    stretch = [];
                }

                stretch.Add(count);
            }

            if (stretch.Count > 0)
            {
                yield return stretch;
            }
        }
    }

    /// <summary>How many days between the first and the last have no count.</summary>
    public int MissingDays => Counts.Count == 0 ? 0 : Counts[^1].Day.DayNumber - Counts[0].Day.DayNumber + 1 - Counts.Count;

    /// <summary>The values that the upright axis names: round ones.</summary>
    public IEnumerable<long> Values => Enumerable.Range(0, (int)((_high - _low) / _step) + 1).Select(number => _low + (number * _step));

    /// <summary>The days that the level axis names.</summary>
    public IEnumerable<DateOnly> Days
    {
        get
        {
            var ticks = Math.Min(MostDayTicks, _days + 1);
            return Enumerable.Range(0, ticks).Select(tick => _first.AddDays(ticks == 1 ? 0 : _days * tick / (ticks - 1)));
        }
    }

    public string X(DateOnly day) => Number(Left + ((Right - Left) * (decimal)(day.DayNumber - _first.DayNumber) / _days));

    public string Y(long count) => Number(Bottom - ((Bottom - Top) * (decimal)(count - _low) / (_high - _low)));

    public string Points(IEnumerable<DayCount> stretch) => string.Join(' ', stretch.Select(count => $"{X(count.Day)},{Y(count.Count)}"));

    // The next of 1, 2, 5, 10, 20, 50 and so on.
    private static long RoundStep(long least)
    {
        var ten = 1L;
        while (ten * 10 <= least)
        {
            ten *= 10;
        }

        return new[] { ten, 2 * ten, 5 * ten, 10 * ten }.First(step => step >= least);
    }

    private static string Number(decimal value) => value.ToString("0.#", CultureInfo.InvariantCulture);
}
