using Microsoft.Extensions.Logging;
using Nec.Dashboard.Jobs;
using Quartz;

namespace Nec.Dashboard.Tests.Jobs;

/// <summary>Stands for the worker's job of that name.</summary>
[QuartzJob(Name = JobKeys.EndPause, Group = JobKeys.PauseGroup, Durable = true)]
public sealed class EndPause : IJob
{
    public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => default;
}

/// <summary>Says how far it is, and goes on until somebody ends it.</summary>
[QuartzJob(Group = "nec-tests", Durable = true)]
public sealed partial class Endless(ILogger<Endless> logger) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        LogBegun(7);
        context.ReportProgress(40, "4 of 10 pages");
        await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
    }

    [LoggerMessage(LogLevel.Information, "Began with page {Page}")]
    private partial void LogBegun(int page);
}
