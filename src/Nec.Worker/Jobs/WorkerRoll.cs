using System.Reflection;
using Nec.Core.Calendar;
using Nec.Storage;
using Quartz;

namespace Nec.Worker.Jobs;

/// <summary>Writes down that this worker has started and that it has stopped, so that one which did neither is known to have vanished.</summary>
internal sealed class WorkerRoll(WorkerNodes nodes, IScheduler scheduler, LondonClock clock) : IHostedService
{
    private static readonly string Version =
        typeof(WorkerRoll).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "unknown";

    private string? _node; // a scheduler that has shut down no longer says who it was

    public Task StartAsync(CancellationToken cancellationToken) => nodes.Started(_node = scheduler.SchedulerInstanceId, Version, clock.Now, cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => _node is { } node ? nodes.Stopped(node, clock.Now, cancellationToken) : Task.CompletedTask;
}
