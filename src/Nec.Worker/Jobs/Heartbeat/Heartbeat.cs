using Microsoft.Extensions.Diagnostics.HealthChecks;
using Nec.Application.Jobs;
using Nec.Integrations.Heartbeat;

namespace Nec.Worker.Jobs;

/// <summary>A sign of life to a monitor outside, while all is well: it notices both that we have fallen silent and that we are unwell.</summary>
[Job("Heartbeat", "Tells a monitor outside that all is well", Cron = "0 0/5 * * * ?", MakesUp = false)] // Europe/London
internal sealed class Heartbeat(HeartbeatClient monitor, HealthCheckService health) : IJob
{
    public async Task<RunReport> Run(RunContext run, CancellationToken cancellationToken)
    {
        if (!monitor.IsSet)
        {
            return RunReport.Skipped("no Heartbeat:Url is set");
        }

        var report = await health.CheckHealthAsync(cancellationToken);
        if (report.Status == HealthStatus.Healthy)
        {
            await monitor.Beat(isWell: true, cancellationToken);
            return RunReport.Succeeded("the monitor was told that all is well");
        }

        var wrong = string.Join("; ", report.Entries.Values.Where(entry => entry.Status != HealthStatus.Healthy).Select(entry => entry.Description));
        if (monitor.TellsTrouble)
        {
            await monitor.Beat(isWell: false, cancellationToken);
        }

        var told = monitor.TellsTrouble ? "was told of trouble" : "heard nothing";
        return RunReport.Succeeded($"not well ({wrong}), so the monitor {told}");
    }
}
