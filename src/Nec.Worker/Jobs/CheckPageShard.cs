using Nec.Core.Calendar;
using Nec.Worker.Hosting;
using Quartz;

namespace Nec.Worker.Jobs;

/// <summary>Looks at the pages of one shard, on whichever worker takes it; when that one is killed, another goes on where it was.</summary>
[QuartzJob(Group = OurJobs.Group, Durable = true, RequestRecovery = true, Description = "Checks one shard of the web pages, when CheckPages hands it out")]
[RetryPolicy(3, "00:05:00")]
internal sealed class CheckPageShard(TeamContracts contracts, PageRuns runs, LondonClock clock) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        if (PageShard.Of(context.MergedJobDataMap) is not { } shard)
        {
            context.Result = JobRunReport.Skipped("a shard is handed out by CheckPages: run that job instead");
            return;
        }

        var names = shard.Names.Select(name => (name[0], name[1])).ToHashSet();
        var targets = PageTarget.Of(contracts.On(clock.Today)).Where(target => names.Contains((target.Contract.Id, target.Name))).ToList();
        var left = await runs.Left(targets, shard.Since, cancellationToken);
        context.Result = PageRuns.Called(shard.Name, await runs.Look(left, targets.Count - left.Count, context, cancellationToken));
    }
}
