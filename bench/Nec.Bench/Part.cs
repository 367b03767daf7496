using System.Diagnostics;
using System.Text.Json;

namespace Nec.Bench;

/// <summary>A part of a benchmark in a process of its own, which has compiled nothing yet and holds nothing from before: <c>Nec.Bench part NAME ARGUMENT…</c>.</summary>
internal static class Part
{
    public const string Word = "part";

    private static readonly Dictionary<string, Func<string[], CancellationToken, Task<object>>> ByName =
        new(StringComparer.Ordinal)
        {
            [PageLooking.Name] = async (arguments, cancellationToken) => await PageLooking.Here(arguments, cancellationToken),
            [Mailing.Name] = async (arguments, cancellationToken) => await Mailing.Here(arguments, cancellationToken),
            [KilledMailing.Name] = async (arguments, cancellationToken) => await KilledMailing.Here(arguments, cancellationToken),
            [EngineRuns.Name] = async (arguments, cancellationToken) => await EngineRuns.Here(arguments, cancellationToken),
            [BareHangfire.Name] = BareHangfire.Here,
            [Assessing.Name] = async (arguments, cancellationToken) => await Assessing.Here(arguments, cancellationToken),
        };

    /// <summary>In the process of its own: runs the part, and writes what it found.</summary>
    public static async Task<int> Answer(string[] args, CancellationToken cancellationToken)
    {
        await Console.Out.WriteLineAsync(JsonSerializer.Serialize(await ByName[args[1]](args[2..], cancellationToken)));
        return 0;
    }

    /// <summary>Starts the process, waits for its end, and gives what it found.</summary>
    public static async Task<T> Run<T>(string name, string[] arguments, CancellationToken cancellationToken)
    {
        using var process = Begin(name, arguments);
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode == 0 && JsonSerializer.Deserialize<T>(await output) is { } found ? found : throw new InvalidOperationException($"The part {name} ended with {process.ExitCode}.");
    }

    /// <summary>Starts the process, for whoever is going to kill it.</summary>
    public static Process Begin(string name, string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, RedirectStandardOutput = true };
        foreach (var argument in (string[])[typeof(Part).Assembly.Location, Word, name, .. arguments])
        {
            start.ArgumentList.Add(argument);
        }

        return Process.Start(start)!; // a new process is always started for an executable
    }
}
