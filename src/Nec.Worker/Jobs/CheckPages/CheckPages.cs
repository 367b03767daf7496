using System.Globalization;
using Nec.Application.Jobs;
using Nec.Core.Calendar;
using Nec.Worker.Hosting;

namespace Nec.Worker.Jobs;

/// <summary>
/// Looks at every watched section of every page, and at every address that should be published; it never decides whether a promise is kept. What was seen
/// today is not looked at again, unless a person asks for the run. Many pages are handed out in shards (<see cref="CheckPageShard"/>).
/// </summary>
[Job("CheckPages", "Checks that web pages are kept up to date", Cron = "0 30 3 * * ?", Retries = 3)] // Europe/London
internal sealed class CheckPages(TeamContracts contracts, PageRuns runs, JobQueue queue, LondonClock clock) : IJob
{
    public async Task<RunReport> Run(RunContext run, CancellationToken cancellationToken)
    {
        var today = clock.Today;
        var since = run.IsAsked ? run.BeganAt : LondonTime.StartOf(today);
        var targets = PageTarget.Of(contracts.On(today)).ToList();
        var left = await runs.Left(targets, since, cancellationToken);
        var shards = runs.Shards(left);
        return shards.Count > 1
            ? await HandOut(shards, left.Count, targets.Count - left.Count, since, cancellationToken)
            : await runs.Look(left, targets.Count - left.Count, run, cancellationToken);
    }

    // A run that is repeated hands out again what no shard has seen yet; two shards alike never run at once, and the second finds nothing left.
    private async Task<RunReport> HandOut(IReadOnlyList<IReadOnlyList<PageTarget>> parts, int count, int alreadySeen, DateTimeOffset since, CancellationToken cancellationToken)
    {
        foreach (var shard in PageShard.Of(parts, since))
        {
            if (await queue(new(nameof(CheckPageShard)) { Arguments = shard.ToJson() }, cancellationToken) is null)
            {
                return new(RunOutcome.NothingSeen, $"{nameof(CheckPageShard)} is paused, so {Dates.Count(count, "page")} could not be handed out");
            }
        }

        var seen = alreadySeen == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", {alreadySeen} already seen today");
        return RunReport.Succeeded($"{Dates.Count(count, "page")} handed out in {Dates.Count(parts.Count, "shard")}{seen}")
            .With("handed out", count).With("shards", parts.Count).With("already seen today", alreadySeen);
    }
}
