using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Nec.Worker.Tests.Cli;
using Nec.Worker.Tests.Wording;

/// <summary>
/// Runs within a <c>nec</c> that a test has started, before its first line: the runtime finds it by its name. At the end it writes down the most memory
/// that the process held, which is the kernel's own mark and asks nobody to look at the right moment.
/// </summary>
[SuppressMessage("Design", "CA1050:Declare types in namespaces", Justification = "the runtime looks for this name")]
[SuppressMessage("Design", "MA0047:Declare types in namespaces", Justification = "the runtime looks for this name")]
internal static class StartupHook
{
    /// <summary>The variable that names the file.</summary>
    public const string Variable = "NEC_TEST_PEAK_FILE";

    public static void Initialize()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } file)
        {
            AppDomain.CurrentDomain.ProcessExit += (_, _) => File.WriteAllText(file, Peak().ToString(CultureInfo.InvariantCulture));
        }

        if (Environment.GetEnvironmentVariable(DecisionLog.Variable) is { Length: > 0 } decisions)
        {
            DecisionLog.Keep(decisions);
        }

        if (Environment.GetEnvironmentVariable(WorkerAt.Variable) is { Length: > 0 } instant)
        {
            WorkerAt.Run(instant).GetAwaiter().GetResult(); // the runtime waits for no task here
            Environment.Exit(0);
        }
    }

    private static long Peak()
    {
        const string Mark = "VmHWM:";
        var line = Array.Find(File.ReadAllLines("/proc/self/status"), line => line.StartsWith(Mark, StringComparison.Ordinal))!; // every process has one
        return long.Parse(line.AsSpan(Mark.Length).Trim().TrimEnd("kB").Trim(), CultureInfo.InvariantCulture) * 1024;
    }
}
