using System.Diagnostics;
using System.Globalization;

namespace Nec.Bench;

/// <summary>
/// No HTML of up to 5 MB takes more than 2 s or 300 MB: <c>nec page</c> on every hostile shape, each in a process of its own, which has compiled nothing yet and holds
/// nothing from before. The time that counts is the processor's: the clock's, which stands beside it, is also that of whoever else uses the machine.
/// </summary>
internal static class HostilePages
{
    private const double MostSeconds = 2;
    private const double MostMegabytes = 300;
    private const double TicksPerSecond = 100; // of /proc, everywhere that Linux runs

    /// <summary>A row for each shape, the plain page first.</summary>
    public static async Task<IReadOnlyList<Row>> Measure(CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("nec-bench-").FullName;
        try
        {
            var before = Path.Combine(folder, "before.html");
            await File.WriteAllTextAsync(before, "<h2>Our priorities</h2><p>Parking outside the school</p>", cancellationToken);
            var plain = await Look(Testing.HostilePages.Plain, before, folder, cancellationToken);
            var rows = new List<Row> { RowOf(Testing.HostilePages.Plain, plain, plain) };
            foreach (var name in Testing.HostilePages.All.Keys.Where(name => name != Testing.HostilePages.Plain))
            {
                rows.Add(RowOf(name, await Look(name, before, folder, cancellationToken), plain));
            }

            return rows;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static Row RowOf(string name, Cost cost, Cost plain) => new(
        name,
        $"≤ {MostSeconds:0} s, ≤ {MostMegabytes:0} MB",
        string.Create(CultureInfo.InvariantCulture, $"{cost.ProcessorSeconds:0.00} s ({cost.Seconds:0.00} s by the clock), {cost.Megabytes:0} MB{(cost.Code == 0 ? "" : $", ended with {cost.Code}")}"),
        string.Create(CultureInfo.InvariantCulture, $"{cost.ProcessorSeconds / plain.ProcessorSeconds:0.0}× the time, {cost.Megabytes / plain.Megabytes:0.0}× the memory of a plain page"),
        cost is { Code: 0, ProcessorSeconds: <= MostSeconds, Megabytes: <= MostMegabytes });

    private static async Task<Cost> Look(string name, string before, string folder, CancellationToken cancellationToken)
    {
        var page = Path.Combine(folder, "page.html");
        await File.WriteAllBytesAsync(page, Testing.HostilePages.Page(name), cancellationToken);
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, RedirectStandardOutput = true, WorkingDirectory = folder };
        foreach (var argument in new[] { Path.Combine(AppContext.BaseDirectory, "nec.dll"), "page", page, "--section", Testing.HostilePages.Heading, "--before", before, "--json" })
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment.Remove("NEC_HOME");
        var clock = Stopwatch.StartNew();
        using var process = Process.Start(start)!; // a new process is always started for an executable
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var (processor, peak) = await Watch(process, cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        await output;

        return new(clock.Elapsed.TotalSeconds, processor, peak, process.ExitCode);
    }

    // The kernel's own figures, read until the process is gone: what is lost is its last moment.
    private static async Task<(double ProcessorSeconds, double Megabytes)> Watch(Process process, CancellationToken cancellationToken)
    {
        var (processor, peak) = (0d, 0d);
        var folder = string.Create(CultureInfo.InvariantCulture, $"/proc/{process.Id}");
        while (!process.HasExited)
        {
            try
            {
                var status = await File.ReadAllLinesAsync($"{folder}/status", cancellationToken);
                var line = status.FirstOrDefault(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
                peak = line is null ? peak : double.Parse(line.AsSpan("VmHWM:".Length).Trim().TrimEnd("kB").Trim(), CultureInfo.InvariantCulture) / 1e3 * 1.024;
                var fields = (await File.ReadAllTextAsync($"{folder}/stat", cancellationToken)).Split(") ")[^1].Split(' '); // from the state, the third field, on
                processor = (double.Parse(fields[11], CultureInfo.InvariantCulture) + double.Parse(fields[12], CultureInfo.InvariantCulture)) / TicksPerSecond;
            }
            catch (IOException)
            {
                break; // gone
            }

            await Task.Delay(5, cancellationToken);
        }

        return (processor, peak);
    }

    private sealed record Cost(double Seconds, double ProcessorSeconds, double Megabytes, int Code);
}
