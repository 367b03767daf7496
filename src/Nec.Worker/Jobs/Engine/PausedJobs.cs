using Hangfire.Client;
using Nec.Storage;

namespace Nec.Worker.Jobs.Engine;

/// <summary>
/// Keeps Hangfire from creating runs of a paused job for any caller: its recurring scheduler, its dashboard, or Nec.
/// </summary>
internal sealed class PausedJobs(JobRegister register) : IClientFilter
{
    public void OnCreating(CreatingContext context) => context.Canceled = context.Job.Args is [string job, ..] && register.IsPaused(job);

    public void OnCreated(CreatedContext context)
    {
        // Only a creation can be refused.
    }
}
