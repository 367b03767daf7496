using Nec.Storage;

namespace Nec.Application.Jobs;

/// <summary>
/// The days on which no job of working days runs: the bank holidays shared by every part of the country with a contract here.
/// </summary>
public delegate Task<IReadOnlyCollection<DateOnly>> ClosedDays(CancellationToken cancellationToken);

/// <summary>The schedules of registered jobs.</summary>
public sealed class JobSchedules(JobRegister register, ClosedDays closedDays)
{
    /// <summary>Every job, by id, with its schedule; null for a job without one.</summary>
    public async Task<IReadOnlyList<(RegisteredJob Job, Schedule? Schedule)>> All(CancellationToken cancellationToken)
    {
        var jobs = await register.Jobs(cancellationToken);
        var closed = jobs.Any(job => job.OnWorkingDays) ? await closedDays(cancellationToken) : [];
        return [.. jobs.Select(job => (job, Of(job, closed)))];
    }

    private static Schedule? Of(RegisteredJob job, IReadOnlyCollection<DateOnly> closed) =>
        job.Cron is null ? null : job.OnWorkingDays ? Schedule.Parse(job.Cron)?.OnWorkingDays(closed) : Schedule.Parse(job.Cron);
}
