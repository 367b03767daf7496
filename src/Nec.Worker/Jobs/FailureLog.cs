using Quartz;

namespace Nec.Worker.Jobs;

/// <summary>
/// Puts a failure, with its type and where it came from, among the lines that the run logged: the history has only its message, and what the scheduler logs of it
/// comes after the run's own log is closed.
/// </summary>
internal sealed partial class FailureLog(ILogger<FailureLog> logger) : IJobExecutionMiddleware
{
    public async ValueTask Invoke(IJobExecutionContext context, JobExecutionDelegate next, CancellationToken cancellationToken = default)
    {
        try
        {
            await next(context, cancellationToken);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            LogFailed(context.FireInstanceId, failure);
            throw;
        }
    }

    [LoggerMessage(LogLevel.Error, "Run {Run} failed")]
    private partial void LogFailed(string run, Exception failure);
}
