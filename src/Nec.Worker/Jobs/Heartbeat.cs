using Microsoft.Extensions.Diagnostics.HealthChecks;
using Nec.Integrations.Heartbeat;
using Quartz;

namespace Nec.Worker.Jobs;

/// <summary>A sign of life to a monitor outside, while all is well: it notices both that we have fallen silent and that we are unwell.</summary>
[QuartzJob(Group = OurJobs.Group, Durable = true, Description = "Tells a monitor outside that all is well")]
[CronTrigger("0 0/5 * * * ?", TimeZone = "Europe/London", ConfigurationKey = "Jobs:Heartbeat:Cron", MisfireInstruction = CronTriggerMisfireInstruction.DoNothing)]
[DisallowConcurrentExecution]
internal sealed class Heartbeat(HeartbeatClient monitor, HealthCheckService health) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        if (!monitor.IsSet)
        {
            context.Result = JobRunReport.Skipped("no Heartbeat:Url is set");
            return;
        }

        var report = await health.CheckHealthAsync(cancellationToken);
        if (report.Status == HealthStatus.Healthy)
        {
            await monitor.Beat(isWell: true, cancellationToken);
            context.Result = JobRunReport.Succeeded("the monitor was told that all is well");
            return;
        }

        var wrong = string.Join("; ", report.Entries.Values.Where(entry => entry.Status != HealthStatus.Healthy).Select(entry => entry.Description));
        if (monitor.TellsTrouble)
        {
            await monitor.Beat(isWell: false, cancellationToken);
        }

        context.Result = JobRunReport.Succeeded($"not well ({wrong}), so the monitor {(monitor.TellsTrouble ? "was told of trouble" : "heard nothing")}");
    }
}
