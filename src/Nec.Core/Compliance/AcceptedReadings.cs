using Nec.Core.Facts;

namespace Nec.Core.Compliance;

/// <summary>Readings that may be believed: a drop of more than a fifth is held until the next reading confirms it (domain.md A2-3).</summary>
public static class AcceptedReadings
{
    private const decimal LeastShare = 0.8m;

    /// <summary>The readings of one account and metric, by instant, without the drops that nothing has confirmed.</summary>
    public static IReadOnlyList<Reading> Of(IReadOnlyList<Reading> readings)
    {
        var accepted = new List<Reading>(readings.Count);
        Reading? held = null;
        foreach (var reading in readings)
        {
            var drops = accepted.Count > 0 && reading.Count < accepted[^1].Count * LeastShare;
            if (drops && held is null)
            {
                held = reading;
                continue;
            }

            if (drops && held is not null)
            {
                accepted.Add(held);
            }

            held = null;
            accepted.Add(reading);
        }

        return accepted;
    }
}
