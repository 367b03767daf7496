using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Nec.Application.Assessment;
using Nec.Application.Contracts;
using Nec.Core.Calendar;
using Nec.Testing;
using Nec.Worker.Hosting;
using Npgsql;

namespace Nec.Bench;

/// <summary>What the job <c>AssessCommitments</c> does, on the host that runs it, three days in a process of its own; and the same facts read without judging.</summary>
internal static class Assessing
{
    public const string Name = "assessing";

    private static readonly DateTimeOffset Morning = LondonTime.StartOf(Nation.Monday).AddHours(7);

    /// <summary>What a process of its own found.</summary>
    /// <param name="Start">Loading the contracts and building the host.</param>
    /// <param name="First">The first day, nothing compiled and nothing remembered; when no findings stand yet, all are written.</param>
    /// <param name="Next">The next day.</param>
    /// <param name="Again">The same day once more: nothing changed.</param>
    /// <param name="Bare">Every team's facts read by a loop over Npgsql, and let go.</param>
    /// <param name="HeapMegabytes">What stands on the managed heap afterwards.</param>
    public sealed record Found(Spent Start, Spent First, Spent Next, Spent Again, Spent Bare, double HeapMegabytes, int Findings, int ChangedFirst, int ChangedNext, int ChangedAgain);

    /// <summary>Runs here.</summary>
    /// <param name="arguments">The connection string, the contracts' folder, and how many days after the Monday the first day is.</param>
    public static async Task<Found> Here(string[] arguments, CancellationToken cancellationToken)
    {
        var clock = new FakeTimeProvider(Morning.AddDays(int.Parse(arguments[2], System.Globalization.CultureInfo.InvariantCulture)));
        var (connection, settings) = (arguments[0], new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Contracts:Folder"] = arguments[1],
            ["Mail:From"] = "Nec <nec@example.org>",
            ["Logging:LogLevel:Default"] = "None",
        });
        WebApplication? app = null;
        var start = await Spent.Of(async () => app = await NecHost.Open(new() { ConnectionString = connection, Clock = clock, RunsJobs = true, Settings = settings }, cancellationToken));
        await using var host = app!; // built a line above
        var judging = host.Services.GetRequiredService<AssessAll>();
        var (first, findings, changedFirst) = await Judge();
        clock.Now = clock.Now.AddDays(1);
        var (next, _, changedNext) = await Judge();
        var (again, _, changedAgain) = await Judge();
        var teams = host.Services.GetRequiredService<ContractRegistry>().All.Select(contract => contract.Id).ToList();
        var bare = await Spent.Of(() => Read(host.Services.GetRequiredService<NpgsqlDataSource>(), teams, cancellationToken));
        return new(start, first, next, again, bare, GC.GetTotalMemory(forceFullCollection: true) / 1e6, findings, changedFirst, changedNext, changedAgain);

        async Task<(Spent Spent, int Findings, int Changed)> Judge()
        {
            var (count, changed) = (0, 0);
            var spent = await Spent.Of(async () =>
            {
                await foreach (var (some, changedHere) in judging.Now(cancellationToken))
                {
                    count += some.Sum(team => team.Findings.Count);
                    changed += changedHere;
                }
            });
            return (spent, count, changed);
        }
    }

    private static async Task Read(NpgsqlDataSource source, IReadOnlyList<string> teams, CancellationToken cancellationToken)
    {
        foreach (var team in teams)
        {
            await using var command = source.CreateCommand(
                """
                select fact_id, kind, occurred_on, occurred_at, recorded_at, commitment, place, target, body, supersedes
                from nec.fact
                where team = $1
                order by fact_id
                """);
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = team });
            await using var rows = await command.ExecuteReaderAsync(cancellationToken);
            var row = new object[10];
            while (await rows.ReadAsync(cancellationToken))
            {
                rows.GetValues(row);
            }
        }
    }
}
