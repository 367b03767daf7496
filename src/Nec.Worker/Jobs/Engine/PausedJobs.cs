using Hangfire.Client;
using Nec.Storage;

namespace Nec.Worker.Jobs.Engine;

/// <summary>Creates nothing for a job while it is paused: neither at its scheduled time nor when a person triggers it.</summary>
internal sealed class PausedJobs(JobRegister register) : IClientFilter
{
    public void OnCreating(CreatingContext context) => context.Canceled |= context.Job.Args is [string job, ..] && register.IsPaused(job);

    public void OnCreated(CreatedContext context)
    {
        // Nothing follows.
    }
}
