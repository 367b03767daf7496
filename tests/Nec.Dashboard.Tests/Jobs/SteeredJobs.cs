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

/// <summary>Fails at first, and does not when it is tried again.</summary>
[QuartzJob(Group = "nec-tests", Durable = true)]
[RetryPolicy(2, "01:00:00")]
public sealed class Stumbling : IJob
{
    public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        context.RetryAttempt == 0 ? throw new InvalidOperationException("it stumbled") : default;
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
