using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Nec.Testing;

namespace Nec.Bench;

/// <summary>
/// How long the program takes from its start until it says that it is healthy, on a database that it has used before,
/// and what it holds when it has nothing to do. The comparison is a web application with Hangfire and nothing of ours.
/// </summary>
internal static class StartAndIdle
{
    private const int Starts = 5;
    private const double MostTime = 2;
    private const double MostMemory = 1.4;
    private const double MostProcessor = 1.3;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(30);

    public static async Task<IReadOnlyList<Row>> Measure(CancellationToken cancellationToken)
    {
        await using var database = await TestDatabase.Create(cancellationToken);
        string[] bareArguments = [typeof(StartAndIdle).Assembly.Location, Part.Word, BareHangfire.Name, database.ConnectionString];
        var bare = await Of(bareArguments, database, cancellationToken);
        var (program, which) = Program();
        var nec = await Of([program, "run"], database, cancellationToken);
        var time = nec.Seconds / bare.Seconds;
        var memory = nec.Megabytes / bare.Megabytes;
        var processor = nec.IdleProcessor / bare.IdleProcessor;
        return
        [
            new("a web application with Hangfire alone", "", Words(bare), "", null),
            new(
                $"nec run, with jobs and pages, {which}",
                FormattableString.Invariant($"≤ {MostTime}× the time, ≤ {MostMemory}× the memory, ") +
                    FormattableString.Invariant($"≤ {MostProcessor}× the idle processor"),
                Words(nec),
                FormattableString.Invariant($"{time:0.0}×, {memory:0.0}×, {processor:0.0}×"),
                time <= MostTime && memory <= MostMemory && processor <= MostProcessor),
        ];
    }

    // What ./nec built last, if it did: that is what ./nec run starts.
    private static (string Path, string Which) Program()
    {
        var published = Path.Combine(Environment.GetEnvironmentVariable("NEC_HOME") ?? Directory.GetCurrentDirectory(), "artifacts", "nec", "current", "nec.dll");
        return File.Exists(published) ? (published, "as ./nec published it") : (Path.Combine(AppContext.BaseDirectory, "nec.dll"), "not published (run ./nec once)");
    }

    // The first start makes the tables and is not counted. The fastest of the others counts: other work on the machine only slows them.
    private static async Task<Found> Of(string[] arguments, TestDatabase database, CancellationToken cancellationToken)
    {
        var fastest = new Found(double.MaxValue, double.MaxValue, 0, 0, 0);
        for (var start = 0; start <= Starts; start++)
        {
            var found = await Start(arguments, database, start == Starts ? Idle : TimeSpan.Zero, cancellationToken);
            fastest = start == 0 ? fastest : found with
            {
                Seconds = Math.Min(fastest.Seconds, found.Seconds),
                ProcessorSeconds = Math.Min(fastest.ProcessorSeconds, found.ProcessorSeconds),
            };
        }

        return fastest;
    }

    private static async Task<Found> Start(string[] arguments, TestDatabase database, TimeSpan idle, CancellationToken cancellationToken)
    {
        var address = $"http://127.0.0.1:{FreePort()}";
        var start = new ProcessStartInfo("dotnet", arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        (start.Environment["ConnectionStrings__Nec"], start.Environment["Urls"], start.Environment["Mail__From"]) = (database.ConnectionString, address, "Nec <nec@example.org>");
        var started = Stopwatch.GetTimestamp();
        using var process = Process.Start(start)!; // a new process is always started for an executable
        Task[] words = [process.StandardOutput.ReadToEndAsync(CancellationToken.None), process.StandardError.ReadToEndAsync(CancellationToken.None)];
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            limit.CancelAfter(Patience);
            await Healthy(new Uri($"{address}/healthz"), limit.Token);
            var (took, worked) = (Stopwatch.GetElapsedTime(started), process.TotalProcessorTime);
            var (transactions, began) = (await Transactions(database, cancellationToken), process.TotalProcessorTime);
            await Task.Delay(idle, cancellationToken);
            process.Refresh();
            var perSecond = 1 / Math.Max(1, idle.TotalSeconds);
            return new(
                took.TotalSeconds,
                worked.TotalSeconds,
                await Held(process, cancellationToken),
                (process.TotalProcessorTime - began).TotalSeconds * perSecond,
                (await Transactions(database, cancellationToken) - transactions) * perSecond);
        }
        finally
        {
            var id = process.Id.ToString(CultureInfo.InvariantCulture);
            using var end = Process.Start("kill", ["-TERM", id]); // so that it leaves the tables as it should
            await process.WaitForExitAsync(CancellationToken.None);
            await Task.WhenAll(words);
        }
    }

    private static async Task Healthy(Uri address, CancellationToken cancellationToken)
    {
        using var client = new HttpClient();
        while (true)
        {
            try
            {
                using var reply = await client.GetAsync(address, cancellationToken);
                if (reply.IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // It does not listen yet.
            }

            await Task.Delay(5, cancellationToken);
        }
    }

    private static async Task<double> Held(Process process, CancellationToken cancellationToken)
    {
        var status = await File.ReadAllLinesAsync(string.Create(CultureInfo.InvariantCulture, $"/proc/{process.Id}/status"), cancellationToken);
        return double.Parse(status.First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal)).AsSpan("VmRSS:".Length).Trim().TrimEnd("kB").Trim(), CultureInfo.InvariantCulture) * 1.024 / 1e3;
    }

    private static async Task<double> Transactions(TestDatabase database, CancellationToken cancellationToken)
    {
        await using var command = database.DataSource.CreateCommand(
            """
            select xact_commit + xact_rollback
            from pg_stat_database
            where datname = current_database()
            """);
        return Convert.ToDouble(await command.ExecuteScalarAsync(cancellationToken), CultureInfo.InvariantCulture);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string Words(Found found) =>
        FormattableString.Invariant($"healthy after {found.Seconds:0.00} s ({found.ProcessorSeconds:0.00} s of CPU), ") +
        FormattableString.Invariant($"{found.Megabytes:0} MB, {found.IdleProcessor:0.0%} of a core and ") +
        FormattableString.Invariant($"{found.IdleTransactions:0.0} transactions a second in {Idle.TotalSeconds:0} s of nothing to do");

    private sealed record Found(double Seconds, double ProcessorSeconds, double Megabytes, double IdleProcessor, double IdleTransactions);
}
