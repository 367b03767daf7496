using Nec.Core.Calendar;
using Nec.Worker.Hosting;
using Quartz;

namespace Nec.Worker.Jobs;

/// <summary>Judges every obligation for today from what is on record; asks nobody outside.</summary>
[QuartzJob(Group = OurJobs.Group, Durable = true, Description = "Judges every promise for today")]
[CronTrigger("0 0 7 * * ?", TimeZone = "Europe/London", ConfigurationKey = "Jobs:AssessCommitments:Cron", MisfireInstruction = CronTriggerMisfireInstruction.FireAndProceed)]
[RetryPolicy(3, "00:05:00")]
[DisallowConcurrentExecution]
internal sealed class AssessCommitments(Judging judging) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var (promises, overdue, unable, changed) = await judging.Now(cancellationToken);
        context.Result = JobRunReport
            .Succeeded($"{Dates.Count(promises, "promise")} judged, {Dates.Count(changed, "status", "statuses")} changed, {overdue} overdue, {unable} unable to check")
            .With("judged", promises).With("changed", changed).With("overdue", overdue).With("unable", unable);
    }
}
