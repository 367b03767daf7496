using Nec.Core.Calendar;
using Nec.Storage;
using Quartz;

namespace Nec.Dashboard.Jobs;

/// <summary>
/// What a person may do to a job, through the scheduler's store, so that any worker takes it. Each is audited with who, when and why: first, because the store keeps
/// transactions of its own and there must be no deed without its entry. A deed that then came to nothing is written down as such.
/// </summary>
public sealed class JobActions(IScheduler scheduler, Audit audit, LondonClock clock)
{
    /// <summary>The longest reason that the scheduler keeps.</summary>
    public const int LongestReason = 250;

    /// <summary>Asks for a run now; a worker takes it within seconds. False when there is no such job.</summary>
    public async Task<bool> Run(string job, string who, string? reason, CancellationToken cancellationToken) =>
        await scheduler.Exists(JobKeys.Job(job), cancellationToken)
        && await Do(Asked("run-job", job, who, reason, null), async () => await scheduler.TriggerJob(JobKeys.Job(job), new JobDataMap(), cancellationToken), cancellationToken);

    /// <summary>Pauses a job: until it is resumed by hand, or until an end. False when there is no such job.</summary>
    public async Task<bool> Pause(string job, string who, string reason, DateTimeOffset? until, CancellationToken cancellationToken) =>
        await scheduler.Exists(JobKeys.Job(job), cancellationToken)
        && await Do(Asked("pause-job", job, who, reason, until is null ? "until it is resumed" : $"until {until:O}"), () => Pause(JobKeys.Job(job), who, reason, until, cancellationToken), cancellationToken);

    /// <summary>Resumes a job; what it missed meanwhile is made up for once, if it declares so. False when there is no such job.</summary>
    public async Task<bool> Resume(string job, string who, string? reason, CancellationToken cancellationToken) =>
        await scheduler.Exists(JobKeys.Job(job), cancellationToken)
        && await Do(Asked("resume-job", job, who, reason, null), async () =>
        {
            await scheduler.UnscheduleJob(JobKeys.EndOf(job), cancellationToken);
            await scheduler.ResumeJob(JobKeys.Job(job), cancellationToken);
        }, cancellationToken);

    /// <summary>Runs a job with the input that an earlier run had. False when the job is gone.</summary>
    public async Task<bool> RunAgain(RunRow run, string who, string? reason, CancellationToken cancellationToken)
    {
        var data = new JobDataMap();
        if (run.Input is { } input)
        {
            data[SchedulerConstants.JobInput] = input;
        }

        return await scheduler.Exists(run.Key, cancellationToken)
            && await Do(Asked("run-again", run.Job, who, reason, $"after run {run.Id}"), async () => await scheduler.TriggerJob(run.Key, data, cancellationToken), cancellationToken);
    }

    /// <summary>Asks a run, on whichever node it is, to end. False when it runs no more.</summary>
    public Task<bool> Cancel(string fireInstance, string job, string who, string? reason, CancellationToken cancellationToken) =>
        Do(Asked("cancel-run", job, who, reason, $"run {fireInstance}"), async () => await scheduler.InterruptFireInstance(fireInstance, cancellationToken), cancellationToken);

    // The end first: a pause without one would last for good, an end without a pause does nothing.
    private async Task Pause(JobKey job, string who, string reason, DateTimeOffset? until, CancellationToken cancellationToken)
    {
        await scheduler.UnscheduleJob(JobKeys.EndOf(job.Name), cancellationToken);
        if (until is { } end)
        {
            await scheduler.ScheduleTrigger(EndTrigger(job.Name, end), TriggerConflict.Replace, cancellationToken);
        }

        await scheduler.PauseJobWith(job, new() { Reason = reason, RequestedBy = who }, cancellationToken);
    }

    private Task<bool> Do(AuditEntry asked, Func<Task> deed, CancellationToken cancellationToken) => Do(asked, async () =>
    {
        await deed();
        return true;
    }, cancellationToken);

    private async Task<bool> Do(AuditEntry asked, Func<Task<bool>> deed, CancellationToken cancellationToken)
    {
        await audit.Add(asked, cancellationToken);
        var isDone = false;
        try
        {
            return isDone = await deed();
        }
        finally
        {
            if (!isDone)
            {
                await audit.Add(asked with { Action = $"{asked.Action}-came-to-nothing" }, CancellationToken.None);
            }
        }
    }

    private ITrigger EndTrigger(string job, DateTimeOffset end) => TriggerBuilder.Create(scheduler.TimeProvider)
        .WithIdentity(JobKeys.EndOf(job))
        .ForJob(new JobKey(JobKeys.EndPause, JobKeys.PauseGroup))
        .UsingJobData(JobKeys.PausedJob, job)
        .WithSimpleSchedule(once => once.WithMisfireInstruction(SimpleTriggerMisfireInstruction.FireNow))
        .StartAt(end)
        .Build();

    private AuditEntry Asked(string action, string job, string who, string? reason, string? after) =>
        new() { HappenedAt = clock.Now, Who = who, Action = action, Target = job, Reason = reason, After = after };
}
