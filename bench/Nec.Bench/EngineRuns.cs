using System.Globalization;
using Hangfire;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Nec.Testing;
using Npgsql;

namespace Nec.Bench;

/// <summary>
/// Runs an empty job through Nec's engine, with its rows, locks and logs, and the same on Hangfire alone.
/// Both have the same storage and number of workers, each in a process of its own.
/// </summary>
internal static class EngineRuns
{
    public const string Name = "engine";

    private const int Runs = 2_000;
    private const int Warming = 200;
    private const double Least = 0.8;

    /// <summary>What a process of its own found: the best of three passes, and the database's statements in that pass.</summary>
    public sealed record Found(Spent Spent, long Transactions);

    public static async Task<IReadOnlyList<Row>> Measure(CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("nec-bench-").FullName;
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder, "team.yaml"), NationOnDisk.ContractOf(0), cancellationToken);
            var (bare, ours) = (await Of("bare"), await Of("nec"));
            var ratio = bare.Spent.Seconds / ours.Spent.Seconds;
            return
            [
                new($"{Runs:#,0} runs of nothing on Hangfire alone, four workers", "", Words(bare), "", null),
                new(
                    $"{Runs:#,0} runs of nothing through Nec's engine",
                    FormattableString.Invariant($"≥ {Least:0%} of that rate"),
                    Words(ours),
                    FormattableString.Invariant($"{ratio:0%}"),
                    ratio >= Least),
            ];

            async Task<Found> Of(string whose)
            {
                await using var database = await TestDatabase.Create(cancellationToken);
                return await Part.Run<Found>(Name, [database.ConnectionString, folder, whose], cancellationToken);
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Runs in this process.</summary>
    /// <param name="arguments">The connection string, the contracts' folder, and whose: <c>nec</c> or <c>bare</c>.</param>
    public static async Task<Found> Here(string[] arguments, CancellationToken cancellationToken)
    {
        await using var source = NpgsqlDataSource.Create(arguments[0]);
        return arguments[2] == "bare"
            ? await Bare(source, cancellationToken)
            : await Ours(source, arguments[0], arguments[1], cancellationToken);
    }

    private static async Task<Found> Ours(
        NpgsqlDataSource source, string connectionString, string contracts, CancellationToken cancellationToken)
    {
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal);
        await using var worker = await BenchWorker.Start(connectionString, contracts, settings, cancellationToken);
        return await Best(source, async runs =>
        {
            for (var run = 0; run < runs; run++)
            {
                await worker.AskForNothing(cancellationToken);
            }

            await worker.Ended(cancellationToken);
        }, cancellationToken);
    }

    private static async Task<Found> Bare(NpgsqlDataSource source, CancellationToken cancellationToken)
    {
        await using var app = BareHangfire.Build(source);
        await app.StartAsync(cancellationToken);
        var client = app.Services.GetRequiredService<IBackgroundJobClientV2>();
        var found = await Best(source, async runs =>
        {
            var all = Nothing.Done(runs);
            for (var run = 0; run < runs; run++)
            {
                client.Enqueue(() => Nothing.Run("CheckPageShard", "{}"));
            }

            await all.WaitAsync(cancellationToken);
        }, cancellationToken);
        await app.StopAsync(cancellationToken);
        return found;
    }

    // The best pass counts: other work on the machine only slows the rest.
    private static async Task<Found> Best(NpgsqlDataSource source, Func<int, Task> run, CancellationToken cancellationToken)
    {
        await run(Warming);
        var passes = new List<Found>();
        for (var pass = 0; pass < 3; pass++)
        {
            var before = await Transactions(source, cancellationToken);
            var spent = await Spent.Of(() => run(Runs));
            passes.Add(new(spent, await Transactions(source, cancellationToken) - before));
        }

        return passes.MinBy(pass => pass.Spent.Seconds)!; // there are three
    }

    private static async Task<long> Transactions(NpgsqlDataSource source, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand(
            """
            select xact_commit + xact_rollback
            from pg_stat_database
            where datname = current_database()
            """);
        return Convert.ToInt64(await command.ExecuteScalarAsync(cancellationToken), CultureInfo.InvariantCulture);
    }

    private static string Words(Found found) =>
        FormattableString.Invariant($"{Runs / found.Spent.Seconds:#,0} runs/s, ") +
        FormattableString.Invariant($"{found.Spent.ProcessorSeconds * 1000 / Runs:0.00} ms of CPU here and ") +
        FormattableString.Invariant($"{(double)found.Transactions / Runs:0.0} transactions a run, asking included");

    /// <summary>A job that does nothing.</summary>
    public static class Nothing
    {
        private static int _left;
        private static TaskCompletionSource? _done;

        /// <summary>Ends when the job has run that many times from now on.</summary>
        public static Task Done(int times)
        {
            (_left, _done) = (times, new(TaskCreationOptions.RunContinuationsAsynchronously));
            return _done.Task;
        }

        /// <summary>Takes arguments as long as those of Nec's jobs.</summary>
        public static string Run(string job, string request)
        {
            if (Interlocked.Decrement(ref _left) == 0)
            {
                _done!.SetResult(); // set before the first run
            }

            return $"{job}{request}";
        }
    }
}
