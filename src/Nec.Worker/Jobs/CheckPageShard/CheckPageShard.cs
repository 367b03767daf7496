using Nec.Application.Contracts;
using Nec.Application.Jobs;
using Nec.Core.Calendar;

namespace Nec.Worker.Jobs;

/// <summary>Looks at the pages of one shard, on whichever worker takes it; when that one is killed, another goes on where it was.</summary>
[Job(
    "CheckPageShard",
    "Checks one shard of the web pages, when CheckPages hands it out",
    AskedBy = nameof(CheckPages),
    SideBySide = true,
    Retries = 3)]
internal sealed class CheckPageShard(ContractRegistry contracts, PageRuns runs, LondonClock clock) : IJob
{
    public async Task<RunReport> Run(RunContext run, CancellationToken cancellationToken)
    {
        if (PageShard.Of(run.Arguments) is not { } shard)
        {
            return RunReport.Skipped("a shard is handed out by CheckPages: run that job instead");
        }

        var names = shard.Names.Select(name => (name[0], name[1])).ToHashSet();
        var targets = PageTarget.Of(contracts.On(clock.Today)).Where(target => names.Contains((target.Contract.Id, target.Name))).ToList();
        var left = await runs.Left(targets, shard.Since, cancellationToken);
        return PageRuns.Called(shard.Name, await runs.Look(left, targets.Count - left.Count, run, cancellationToken));
    }
}
