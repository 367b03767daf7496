using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;

namespace Nec.Storage.Cluster;

/// <summary>One run of <c>postgres</c> on a cluster's folder, on a free port of 127.0.0.1.</summary>
[UnsupportedOSPlatform("windows")]
internal sealed class PostgresServer(Process process, int port, PostgresPrograms programs, ServerAccount account, ClusterFolder folder)
{
    private const int Attempts = 8;
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(30);

    public int Port => port;

    public static async Task Initialise(PostgresPrograms programs, ServerAccount account, ClusterFolder folder, CancellationToken cancellationToken)
    {
        if (Directory.Exists(folder.Unfinished))
        {
            Directory.Delete(folder.Unfinished, recursive: true);
        }

        await folder.Password(account, cancellationToken);
        var made = await OutsideProgram.Run(
            account.Command(
                programs.Initdb, "-D", folder.Unfinished, "-U", "nec", "-A", "scram-sha-256", $"--pwfile={folder.PasswordFile}",
                "--no-locale", "-E", "UTF8", "--no-sync"),
            cancellationToken);
        if (!made.Succeeded)
        {
            throw ServerFault.Explain(folder.Path, account.Name, made.Output);
        }

        Directory.Move(folder.Unfinished, folder.Data);
    }

    /// <summary>Stops a server that a killed process of ours left behind, and forgets a process id that now is somebody else's.</summary>
    public static async Task StopOrphan(PostgresPrograms programs, ServerAccount account, ClusterFolder folder, CancellationToken cancellationToken)
    {
        if (!File.Exists(folder.Postmaster))
        {
            return;
        }

        var said = await File.ReadAllTextAsync(folder.Postmaster, cancellationToken);
        var running = $"/proc/{said.Split('\n')[0].Trim()}/cwd";
        if (!Directory.Exists(running))
        {
            return; // dead, or hidden from us: PostgreSQL itself knows what to do then
        }

        // A server stands in its data folder, so the file seen from there tells ours from a stranger with the same number.
        var seen = Path.Combine(running, "postmaster.pid");
        if (!File.Exists(seen) || await File.ReadAllTextAsync(seen, cancellationToken) != said)
        {
            File.Delete(folder.Postmaster);
            return;
        }

        foreach (var mode in new[] { "fast", "immediate" })
        {
            if ((await OutsideProgram.Run(account.Command(programs.PgCtl, "stop", "-D", folder.Data, "-m", mode, "-w", "-t", "30"), cancellationToken)).Succeeded)
            {
                return;
            }
        }

        throw new StorageException($"A PostgreSQL left behind in {folder.Path} (process {said.Split('\n')[0]}) does not stop: end it by hand and start again.");
    }

    public static async Task<PostgresServer> Start(
        PostgresPrograms programs, ServerAccount account, ClusterFolder folder, bool temporary, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var port = FreePort();
            File.Delete(folder.Log);
            var command = account.Command([programs.Postgres, "-D", folder.Data, .. ServerSettings.For(port, folder.Path, temporary)]);
            // A session of its own: Ctrl+C in a terminal is for us; the server must outlive our last writes.
            var process = OutsideProgram.Start(OutsideProgram.Find("setsid") is { } setsid ? [setsid, .. command] : command);
            var server = new PostgresServer(process, port, programs, account, folder);
            if (await server.BecomesReady(cancellationToken) is not { } output)
            {
                return server;
            }

            process.Dispose();
            if (attempt == Attempts || !(ServerFault.PortWasTaken(output) || ServerFault.SessionsLinger(output)))
            {
                throw ServerFault.Explain(folder.Path, account.Name, output);
            }

            await Task.Delay(LookAgain * attempt * attempt, cancellationToken);
        }
    }

    /// <param name="atOnce">True leaves the data to crash recovery: for data that is deleted next.</param>
    public async Task Stop(bool atOnce)
    {
        using (process)
        {
            if (process.HasExited)
            {
                return;
            }

            var id = process.Id.ToString(CultureInfo.InvariantCulture);
            await OutsideProgram.Run(account.Command(programs.PgCtl, "kill", atOnce ? "QUIT" : "INT", id), CancellationToken.None);
            using var limit = new CancellationTokenSource(StopLimit);
            try
            {
                await process.WaitForExitAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
                await process.WaitForExitAsync(CancellationToken.None);
            }
        }
    }

    /// <summary>Null when it answers; otherwise what it said before it ended.</summary>
    private async Task<string?> BecomesReady(CancellationToken cancellationToken)
    {
        // PostgreSQL speaks to these pipes until its log collector takes over; read, so that they never fill.
        var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        _ = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        try
        {
            while (!process.HasExited)
            {
                if (SaysReady())
                {
                    return null;
                }

                await Task.Delay(LookAgain, cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            await Stop(atOnce: false);
            throw;
        }

        return await errors + (File.Exists(folder.Log) ? await File.ReadAllTextAsync(folder.Log, cancellationToken) : "");
    }

    private bool SaysReady()
    {
        try
        {
            var lines = File.ReadAllLines(folder.Postmaster);
            return lines.Length >= 8
                && lines[0] == process.Id.ToString(CultureInfo.InvariantCulture)
                && lines[7].StartsWith("ready", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false; // not written yet
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
