namespace Nec.Storage.Cluster;

/// <summary>What PostgreSQL's own messages mean for the person who started us.</summary>
internal static class ServerFault
{
    public static bool PortWasTaken(string output) => output.Contains("could not bind", StringComparison.Ordinal);

    /// <summary>Sessions of a killed server end by themselves within moments.</summary>
    public static bool SessionsLinger(string output) => output.Contains("pre-existing shared memory block", StringComparison.Ordinal);

    public static StorageException Explain(string folder, string account, string output)
    {
        if (output.Contains("No space left on device", StringComparison.Ordinal) || output.Contains("Disk quota exceeded", StringComparison.Ordinal))
        {
            return new StorageException($"The disk that holds the database folder {folder} is full: free some space and start again.");
        }

        if (output.Contains("Read-only file system", StringComparison.Ordinal) || output.Contains("Permission denied", StringComparison.Ordinal))
        {
            return new StorageException($"PostgreSQL, running as {account}, may not write in the database folder {folder}: make it writable for {account}, or choose another folder.");
        }

        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var said = lines.LastOrDefault(line => line.Contains("FATAL", StringComparison.Ordinal) || line.Contains("error:", StringComparison.Ordinal) || line.Contains("PANIC", StringComparison.Ordinal))
            ?? lines.LastOrDefault() ?? "it said nothing";
        return new StorageException($"PostgreSQL did not start in {folder}: {said.TrimEnd('.')}; its log there is server.log.");
    }
}
