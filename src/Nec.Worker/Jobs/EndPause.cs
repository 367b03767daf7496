using Nec.Dashboard.Jobs;
using Quartz;

namespace Nec.Worker.Jobs;

/// <summary>Resumes a job whose pause was given an end, on whichever worker is up when it comes.</summary>
[QuartzJob(Name = JobKeys.EndPause, Group = JobKeys.PauseGroup, Durable = true, RequestRecovery = true, Description = "Resumes a job when its pause is over")]
[RetryPolicy(3, "00:01:00")]
internal sealed class EndPause(JobActions actions) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var job = context.MergedJobDataMap.GetString(JobKeys.PausedJob);
        context.Result = job is null ? JobRunReport.Skipped("the end of a pause is planned with the pause: there is nothing to run by hand")
            : await actions.Resume(job, "nec", "its pause was over", cancellationToken) ? JobRunReport.Succeeded($"{job} resumed: its pause was over")
            : JobRunReport.Skipped($"{job} is no job any more");
    }
}
