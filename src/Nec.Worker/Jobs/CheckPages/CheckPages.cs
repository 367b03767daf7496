using System.Globalization;
using Nec.Application.Contracts;
using Nec.Application.Jobs;
using Nec.Core.Calendar;

namespace Nec.Worker.Jobs;

/// <summary>
/// Checks every watched section of every page, and every address that should be published; it never decides whether a promise is kept.
/// A page that was checked today is not checked again, unless a person asks for the run.
/// Many pages are handed out in shards (<see cref="CheckPageShard"/>).
/// </summary>
[Job("CheckPages", "Checks that web pages are kept up to date", Cron = "0 30 3 * * ?", Retries = 3)] // Europe/London
internal sealed class CheckPages(ContractRegistry contracts, PageRuns runs, JobQueue queue, LondonClock clock) : IJob
{
    public async Task<RunReport> Run(RunContext run, CancellationToken cancellationToken)
    {
        var today = clock.Today;
        var since = run.IsAsked ? run.BeganAt : LondonTime.StartOf(today);
        var targets = PageTarget.Of(contracts.On(today)).ToList();
        var left = await runs.Left(targets, since, cancellationToken);
        var parts = runs.Shards(targets);
        return parts.Count > 1 && left.Count > 0
            ? await HandOut(WithSomethingLeft(parts, left, since), left.Count, targets.Count - left.Count, cancellationToken)
            : await runs.Look(left, targets.Count - left.Count, run, cancellationToken);
    }

    // All pages are divided, not only the pages that are left, so a repeated run hands out the same shards again.
    // Two equal shards never run at once, and the second finds nothing left.
    private static List<PageShard> WithSomethingLeft(
        IReadOnlyList<IReadOnlyList<PageTarget>> parts, IReadOnlyList<PageTarget> left, DateTimeOffset since)
    {
        var names = left.Select(target => (target.Contract.Id, target.Name)).ToHashSet();
        return [.. PageShard.Of(parts, since).Where(shard => shard.Names.Any(name => names.Contains((name[0], name[1]))))];
    }

    private async Task<RunReport> HandOut(List<PageShard> shards, int count, int alreadySeen, CancellationToken cancellationToken)
    {
        foreach (var shard in shards)
        {
            if (await queue(new(nameof(CheckPageShard)) { Arguments = shard.ToJson() }, cancellationToken) is null)
            {
                var pages = Dates.Count(count, "page");
                return new(RunOutcome.NothingSeen, $"{nameof(CheckPageShard)} is paused, so {pages} could not be handed out");
            }
        }

        var seen = alreadySeen == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", {alreadySeen} already seen today");
        return RunReport.Succeeded($"{Dates.Count(count, "page")} handed out in {Dates.Count(shards.Count, "shard")}{seen}")
            .With("handed out", count).With("shards", shards.Count).With("already seen today", alreadySeen);
    }
}
