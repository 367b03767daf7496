using Nec.Storage;
using Quartz;

namespace Nec.Dashboard.Jobs;

/// <summary>What a person may do to a job, through the scheduler's store, so that any worker takes it. Each is audited with who, when and why.</summary>
public sealed class JobActions(IScheduler scheduler, Audit audit)
{
    /// <summary>The longest reason that the scheduler keeps.</summary>
    public const int LongestReason = 250;

    /// <summary>Asks for a run now; a worker takes it within seconds. False when there is no such job.</summary>
    public async Task<bool> Run(string job, string who, CancellationToken cancellationToken)
    {
        if (!await scheduler.Exists(JobKeys.Job(job), cancellationToken))
        {
            return false;
        }

        await scheduler.TriggerJob(JobKeys.Job(job), new JobDataMap(), cancellationToken);
        await Write("run-job", job, who, null, null, cancellationToken);
        return true;
    }

    /// <summary>Pauses a job: until it is resumed by hand, or until an end. False when there is no such job.</summary>
    public async Task<bool> Pause(string job, string who, string reason, DateTimeOffset? until, CancellationToken cancellationToken)
    {
        if (!await scheduler.Exists(JobKeys.Job(job), cancellationToken))
        {
            return false;
        }

        // The end first: a pause without one would last for good, an end without a pause does nothing.
        await scheduler.UnscheduleJob(JobKeys.EndOf(job), cancellationToken);
        if (until is { } end)
        {
            await scheduler.ScheduleTrigger(EndTrigger(job, end), TriggerConflict.Replace, cancellationToken);
        }

        await scheduler.PauseJobWith(JobKeys.Job(job), new() { Reason = reason, RequestedBy = who }, cancellationToken);
        await Write("pause-job", job, who, reason, until is null ? "until it is resumed" : $"until {until:O}", cancellationToken);
        return true;
    }

    /// <summary>Resumes a job; what it missed meanwhile is made up for once, if it declares so. False when there is no such job.</summary>
    public async Task<bool> Resume(string job, string who, string? reason, CancellationToken cancellationToken)
    {
        await scheduler.UnscheduleJob(JobKeys.EndOf(job), cancellationToken);
        if (!await scheduler.ResumeJob(JobKeys.Job(job), cancellationToken))
        {
            return false;
        }

        await Write("resume-job", job, who, reason, null, cancellationToken);
        return true;
    }

    /// <summary>Runs a job with the input that an earlier run had. False when the job is gone.</summary>
    public async Task<bool> RunAgain(JobKey job, string? input, string action, string run, string who, CancellationToken cancellationToken)
    {
        if (!await scheduler.Exists(job, cancellationToken))
        {
            return false;
        }

        var data = new JobDataMap();
        if (input is not null)
        {
            data[SchedulerConstants.JobInput] = input;
        }

        await scheduler.TriggerJob(job, data, cancellationToken);
        await Write(action, job.Name, who, null, $"after run {run}", cancellationToken);
        return true;
    }

    /// <summary>Asks a run, on whichever node it is, to end. False when it runs no more.</summary>
    public async Task<bool> Cancel(string fireInstance, string job, string who, CancellationToken cancellationToken)
    {
        if (!await scheduler.InterruptFireInstance(fireInstance, cancellationToken))
        {
            return false;
        }

        await Write("cancel-run", job, who, null, $"run {fireInstance}", cancellationToken);
        return true;
    }

    private ITrigger EndTrigger(string job, DateTimeOffset end) => TriggerBuilder.Create(scheduler.TimeProvider)
        .WithIdentity(JobKeys.EndOf(job))
        .ForJob(new JobKey(JobKeys.EndPause, JobKeys.PauseGroup))
        .UsingJobData(JobKeys.PausedJob, job)
        .WithSimpleSchedule(once => once.WithMisfireInstruction(SimpleTriggerMisfireInstruction.FireNow))
        .StartAt(end)
        .Build();

    private Task Write(string action, string job, string who, string? reason, string? after, CancellationToken cancellationToken) => audit.Add(
        new() { HappenedAt = scheduler.TimeProvider.GetUtcNow(), Who = who, Action = action, Target = job, Reason = reason, After = after },
        cancellationToken);
}
