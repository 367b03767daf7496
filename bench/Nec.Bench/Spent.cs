using System.Diagnostics;
using System.Globalization;

namespace Nec.Bench;

/// <summary>What a piece of work took: by the clock, of the processor in this process, and the most memory that this process held during it.</summary>
internal sealed record Spent(double Seconds, double ProcessorSeconds, double Megabytes)
{
    /// <summary>Measures it.</summary>
    public static async Task<Spent> Of(Func<Task> work)
    {
        await File.WriteAllTextAsync("/proc/self/clear_refs", "5"); // the kernel's high-water mark starts again from what is held now
        var (started, before) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        await work();
        return new(Stopwatch.GetElapsedTime(started).TotalSeconds, (Environment.CpuUsage.TotalTime - before).TotalSeconds, Peak());
    }

    private static double Peak()
    {
        var line = File.ReadLines("/proc/self/status").First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
        return double.Parse(line.AsSpan("VmHWM:".Length).Trim().TrimEnd("kB").Trim(), CultureInfo.InvariantCulture) * 1.024 / 1e3;
    }
}
