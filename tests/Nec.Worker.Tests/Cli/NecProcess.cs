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
    public static Task<Ended> Run(IReadOnlyDictionary<string, string> settings, string folder, params string[] arguments) =>
        RunFrom(AppContext.BaseDirectory, settings, folder, arguments);

    /// <summary>The same with the program that stands in another folder.</summary>
    public static async Task<Ended> RunFrom(
        string program, IReadOnlyDictionary<string, string> settings, string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder };
        start.ArgumentList.Add(Path.Combine(program, "nec.dll"));
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment.Remove("NEC_HOME");
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        var peak = Path.Combine(folder, $".peak-{Guid.NewGuid():N}");
        start.Environment["DOTNET_STARTUP_HOOKS"] = typeof(StartupHook).Assembly.Location;
        start.Environment[StartupHook.Variable] = peak;

        var took = Stopwatch.StartNew();
        using var process = Process.Start(start)!; // a new process is always started for an executable
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(patience.Token);
            var errors = process.StandardError.ReadToEndAsync(patience.Token);
            await process.WaitForExitAsync(patience.Token);
            return new(process.ExitCode, await output, await errors, await Peak(peak), took.Elapsed);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
        }
    }

    /// <summary>What the process wrote down at its end; 0 when it was killed before it could.</summary>
    private static async Task<long> Peak(string file)
    {
        if (!File.Exists(file))
        {
            return 0;
        }

        var bytes = long.Parse(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken), CultureInfo.InvariantCulture);
        File.Delete(file);
        return bytes;
    }
}
