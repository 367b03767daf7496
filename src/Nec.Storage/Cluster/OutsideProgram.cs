using System.Diagnostics;

namespace Nec.Storage.Cluster;

/// <summary>Runs another program to its end, or leaves it running; arguments are passed as a list, so nothing is ever quoted for a shell.</summary>
internal static class OutsideProgram
{
    public sealed record Outcome(int ExitCode, string Output)
    {
        public bool Succeeded => ExitCode == 0;
    }

    public static async Task<Outcome> Run(IReadOnlyList<string> command, CancellationToken cancellationToken)
    {
        using var process = Start(command);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            var errors = process.StandardError.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            return new Outcome(process.ExitCode, await output + await errors);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    public static Process Start(IReadOnlyList<string> command)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/", // the server's account may not be allowed into ours
        };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("PG", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name); // PGDATA, PGPORT… of another server must not leak into this one
        }

        start.Environment["LC_ALL"] = "C"; // messages are recognised by their English text
        var process = Process.Start(start) ?? throw new StorageException($"The program {command[0]} could not be started.");
        process.StandardInput.Close();
        return process;
    }

    /// <summary>The program's full path, looked up as a shell would; null when it is not installed.</summary>
    public static string? Find(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')
            .Concat(["/usr/bin", "/bin", "/usr/sbin", "/sbin"])
            .Where(folder => folder.StartsWith('/'))
            .Select(folder => Path.Combine(folder, name))
            .FirstOrDefault(File.Exists);
}
