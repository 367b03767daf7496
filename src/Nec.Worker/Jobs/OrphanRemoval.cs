using System.Reflection;
using Quartz;

namespace Nec.Worker.Jobs;

/// <summary>Removes from the store, before the scheduler starts, every job and trigger of ours that the code no longer declares: deleting a job is deleting a file.</summary>
internal sealed partial class OrphanRemoval(IScheduler scheduler, IConfiguration configuration, ILogger<OrphanRemoval> logger) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var declared = typeof(OrphanRemoval).Assembly.GetTypes().Where(type => type.GetCustomAttribute<QuartzJobAttribute>() is not null).ToList();
        var jobs = declared.Select(type => new JobKey(type.Name, OurJobs.Group)).ToHashSet();
        var triggers = declared.SelectMany(Triggers).ToHashSet();

        var strayTriggers = (await scheduler.GetTriggerKeys(GroupMatcher<TriggerKey>.GroupEquals(OurJobs.Group), cancellationToken)).Where(key => !triggers.Contains(key)).ToList();
        var strayJobs = (await scheduler.GetJobKeys(GroupMatcher<JobKey>.GroupEquals(OurJobs.Group), cancellationToken)).Where(key => !jobs.Contains(key)).ToList();
        await scheduler.UnscheduleJobs(strayTriggers, cancellationToken);
        await scheduler.DeleteJobs(strayJobs, cancellationToken);
        foreach (var job in strayJobs)
        {
            LogRemoved(job.Name);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private IEnumerable<TriggerKey> Triggers(Type job) => job.GetCustomAttributes<CronTriggerAttribute>()
        .Where(cron => cron.ConfigurationKey is not { } key || configuration[key] != "-")
        .Select(_ => new TriggerKey(job.Name, OurJobs.Group));

    [LoggerMessage(LogLevel.Information, "Removed the job {Job} from the store: this version does not declare it")]
    private partial void LogRemoved(string job);
}
