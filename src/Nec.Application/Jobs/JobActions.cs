using Nec.Core.Calendar;
using Nec.Storage;

namespace Nec.Application.Jobs;

/// <summary>The result of asking for a run.</summary>
public enum Asked
{
    /// <summary>A worker takes it within seconds.</summary>
    Queued,

    /// <summary>Nothing was created: the job is paused.</summary>
    Paused,

    /// <summary>There is no such job.</summary>
    Unknown,
}

/// <summary>What a person may do to a job; each is in the audit log with who, when and why.</summary>
public sealed class JobActions(JobRegister register, JobSchedules schedules, JobQueue queue, Audit audit, LondonClock clock)
{
    /// <summary>The longest reason, in characters.</summary>
    public const int LongestReason = 250;

    /// <summary>Asks for a run now.</summary>
    public Task<Asked> Run(string job, string who, string? reason, CancellationToken cancellationToken) =>
        Ask(new(job), Entry("run-job", job, who, reason, null), cancellationToken);

    /// <summary>Asks for a run with the arguments that an earlier one had.</summary>
    public Task<Asked> RunAgain(RunRow run, string who, string? reason, CancellationToken cancellationToken) =>
        Ask(
            new(run.Job) { Arguments = run.Arguments },
            Entry("run-again", run.Job, who, reason, $"after run {run.RunId}"),
            cancellationToken);

    /// <summary>Pauses a job until a person resumes it, or until an end. False when there is no such job.</summary>
    public Task<bool> Pause(
        string job,
        string who,
        string reason,
        DateTimeOffset? until,
        CancellationToken cancellationToken) => register.Pause(
            new() { Job = job, Reason = reason, PausedBy = who, PausedAt = clock.Now, UntilAt = until },
            Entry("pause-job", job, who, reason, until is null ? "until it is resumed" : $"until {until:O}"),
            cancellationToken);

    /// <summary>
    /// Resumes a job; one run makes up for the times missed while it was paused, if it makes up. False when there is no such job.
    /// </summary>
    public async Task<bool> Resume(string job, string who, string? reason, CancellationToken cancellationToken)
    {
        var known = (await schedules.All(cancellationToken)).FirstOrDefault(entry => entry.Job.Job == job);
        if (known.Job is null)
        {
            return false;
        }

        if (await register.Resume(job, Entry("resume-job", job, who, reason, null), cancellationToken) is { } ended
            && known.Job.MakesUp
            && known.Schedule?.Previous(clock.Now) is { } missed
            && missed >= ended.PausedAt
            && missed >= known.Job.Since)
        {
            await queue(new(job) { ScheduledFor = missed }, cancellationToken);
        }

        return true;
    }

    // The engine keeps transactions of its own, so the entry comes first: there must be no run without it.
    // A failed request gets an entry of its own.
    private async Task<Asked> Ask(JobRequest request, AuditEntry entry, CancellationToken cancellationToken)
    {
        if ((await register.Jobs(cancellationToken)).All(job => job.Job != request.Job))
        {
            return Asked.Unknown;
        }

        var auditId = await audit.Add(entry, cancellationToken);
        var isQueued = false;
        try
        {
            isQueued = await queue(request with { AuditId = auditId }, cancellationToken) is not null;
            return isQueued ? Asked.Queued : Asked.Paused;
        }
        finally
        {
            if (!isQueued)
            {
                await audit.Add(entry with { Action = $"{entry.Action}-failed" }, CancellationToken.None);
            }
        }
    }

    private AuditEntry Entry(string action, string job, string who, string? reason, string? after) =>
        new() { HappenedAt = clock.Now, Who = who, Action = action, Target = job, Reason = reason, After = after };
}
