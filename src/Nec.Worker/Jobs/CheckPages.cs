using System.Globalization;
using Nec.Core.Calendar;
using Nec.Worker.Hosting;
using Quartz;

namespace Nec.Worker.Jobs;

/// <summary>
/// Looks at every watched section of every page, and at every address that should be published; it never decides whether a promise is kept. What was seen
/// today is not looked at again, unless a person asks for the run. Many pages are handed out in shards (<see cref="CheckPageShard"/>).
/// </summary>
[QuartzJob(Group = OurJobs.Group, Durable = true, RequestRecovery = true, Description = "Checks that web pages are kept up to date")]
[CronTrigger("0 30 3 * * ?", TimeZone = "Europe/London", ConfigurationKey = "Jobs:CheckPages:Cron", MisfireInstruction = CronTriggerMisfireInstruction.FireAndProceed)]
[RetryPolicy(3, "00:05:00")]
[DisallowConcurrentExecution]
internal sealed class CheckPages(TeamContracts contracts, PageRuns runs, LondonClock clock) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var (now, today) = (clock.Now, clock.Today);
        var isAskedFor = context.MergedJobDataMap.ContainsKey(SchedulerConstants.ManualTrigger) && !context.Recovering;
        var since = isAskedFor ? now : LondonTime.StartOf(today);
        var targets = PageTarget.Of(contracts.On(today)).ToList();
        var left = await runs.Left(targets, since, cancellationToken);
        var shards = runs.Shards(left);
        context.Result = shards.Count > 1
            ? await HandOut(context.Scheduler, shards, left.Count, targets.Count - left.Count, since, today, cancellationToken)
            : await runs.Look(left, targets.Count - left.Count, context, cancellationToken);
    }

    // Under the day's names, so that a run which is repeated replaces what it handed out and nobody has taken yet.
    private static async Task<JobRunReport> HandOut(
        IScheduler scheduler, IReadOnlyList<IReadOnlyList<PageTarget>> parts, int count, int alreadySeen, DateTimeOffset since, DateOnly today, CancellationToken cancellationToken)
    {
        var key = new JobKey(nameof(CheckPageShard), OurJobs.Group);
        var job = await scheduler.GetJobDetail(key, cancellationToken) ?? JobBuilder.Create<CheckPageShard>().WithIdentity(key).StoreDurably().RequestRecovery().Build();
        List<ITrigger> triggers = [.. PageShard.Of(parts, since).Select(shard => shard.Trigger(key, today, scheduler.TimeProvider))];
        await scheduler.ScheduleJobs(new Dictionary<IJobDetail, IReadOnlyCollection<ITrigger>> { [job] = triggers }, ScheduleJobOptions.Replacing, cancellationToken);

        var seen = alreadySeen == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", {alreadySeen} already seen today");
        return JobRunReport.Succeeded($"{Dates.Count(count, "page")} handed out in {Dates.Count(parts.Count, "shard")}{seen}")
            .With("handed out", count).With("shards", parts.Count).With("already seen today", alreadySeen);
    }
}
