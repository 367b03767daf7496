using Hangfire.Client;
using Nec.Storage;

namespace Nec.Worker.Jobs.Engine;

/// <summary>Keeps Hangfire from creating runs of a job that is paused, whoever asks: its recurring scheduler, its dashboard, or we.</summary>
internal sealed class PausedJobs(JobRegister register) : IClientFilter
{
    public void OnCreating(CreatingContext context) => context.Canceled = context.Job.Args is [string job, ..] && register.IsPaused(job);

    public void OnCreated(CreatedContext context)
    {
        // Only the creation is asked about.
    }
}
