using System.Diagnostics;
using System.Globalization;

namespace Nec.Worker.Tests.Cli;

/// <summary>Runs <c>nec</c> as a process of its own, where the exit code, the purity of stdout or the memory of the whole are what matters.</summary>
internal static class NecProcess
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>What a process answered, and the most memory it held, in bytes.</summary>
    public sealed record Ended(int Code, string Out, string Error, long PeakBytes, TimeSpan Took)
    {
        public Answer Answer => new(Code, Out, Error);
    }

    /// <summary>Runs it in a folder that holds no settings, so that those beside the program and the given ones count.</summary>
    public static async Task<Ended> Run(IReadOnlyDictionary<string, string> settings, string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "nec.dll"));
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment.Remove("NEC_HOME");
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        var took = Stopwatch.StartNew();
        using var process = Process.Start(start)!; // a new process is always started for an executable
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            var peak = Peak(process);
            var output = process.StandardOutput.ReadToEndAsync(patience.Token);
            var errors = process.StandardError.ReadToEndAsync(patience.Token);
            await process.WaitForExitAsync(patience.Token);
            return new(process.ExitCode, await output, await errors, await peak, took.Elapsed);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
        }
    }

    // The kernel's own high-water mark, read until the process is gone: no peak between two looks is lost, only one in the last moment.
    private static async Task<long> Peak(Process process)
    {
        var peak = 0L;
        var status = $"/proc/{process.Id.ToString(CultureInfo.InvariantCulture)}/status";
        while (!process.HasExited)
        {
            try
            {
                var line = (await File.ReadAllLinesAsync(status)).FirstOrDefault(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
                peak = line is null ? peak : Math.Max(peak, long.Parse(line.AsSpan("VmHWM:".Length).Trim().TrimEnd("kB").Trim(), CultureInfo.InvariantCulture) * 1024);
            }
            catch (IOException)
            {
                break; // gone
            }

            await Task.Delay(2);
        }

        return peak;
    }
}
