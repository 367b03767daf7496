using System.Globalization;
using Nec.Testing;

namespace Nec.Bench;

/// <summary>How many runs of nothing a worker executes in a second, beside the scheduler without anything of ours.</summary>
internal static class ShardsThroughScheduler
{
    private const int Runs = 5_000;
    private const double Least = 500;

    public static async Task<IReadOnlyList<Row>> Measure(CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("nec-bench-").FullName;
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder, "team.yaml"), NationOnDisk.ContractOf(0), cancellationToken);
            var (bare, ours) = (await Of("bare"), await Of("nec"));
            return
            [
                new($"{Runs:#,0} runs of nothing by the scheduler alone, clustered, on four threads", "", Words(bare), "", null),
                new($"{Runs:#,0} runs of nothing by a worker", FormattableString.Invariant($"≥ {Least:0} runs/s"), Words(ours), FormattableString.Invariant($"{bare.Seconds / ours.Seconds:0%} of the scheduler alone"), Runs / ours.Seconds >= Least),
            ];

            async Task<Spent> Of(string whose)
            {
                await using var database = await TestDatabase.Create(cancellationToken);
                return (await Part.Run<Shards.Found>(Shards.Name, [database.ConnectionString, folder, Runs.ToString(CultureInfo.InvariantCulture), whose], cancellationToken)).Spent;
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Words(Spent spent) => FormattableString.Invariant($"{Runs / spent.Seconds:#,0} runs/s, {spent.ProcessorSeconds * 1000 / Runs:0.00} ms of CPU here a run");
}
