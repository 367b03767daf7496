using Microsoft.Extensions.Diagnostics.HealthChecks;
using Nec.Application.Jobs;

namespace Nec.Worker.Jobs.Engine;

/// <summary>Unhealthy while a job is late: silence is a failure.</summary>
internal sealed class LateJobs(JobHealth jobs) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var late = (await jobs.All(cancellationToken)).Where(job => job.LateSince is not null).Select(job => job.Job.Job).ToList();
        return late.Count == 0
            ? HealthCheckResult.Healthy("no job is late")
            : HealthCheckResult.Unhealthy($"late: {string.Join(", ", late)}");
    }
}

/// <summary>
/// Degraded while a job fails. <see cref="Heartbeat"/> is left out:
/// after one failure to reach the monitor, the next heartbeat would report us as unwell.
/// </summary>
internal sealed class FailingJobs(JobHealth jobs) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var failing = (await jobs.All(cancellationToken))
            .Where(job => job.FailingSince is not null && job.Job.Job != nameof(Heartbeat))
            .Select(job => job.Job.Job)
            .ToList();
        return failing.Count == 0
            ? HealthCheckResult.Healthy("no job fails")
            : HealthCheckResult.Degraded($"failing: {string.Join(", ", failing)}");
    }
}
