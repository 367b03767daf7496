using System.Diagnostics;
using Nec.Core.Calendar;
using Nec.Storage;
using Npgsql;
using Quartz;

namespace Nec.Worker.Jobs;

/// <summary>Gives every run a trace id that is kept: the one of its spans where traces are sent, one of its own where they are not.</summary>
internal sealed partial class RunTracing(RunTraces traces, LondonClock clock, ILogger<RunTracing> logger) : IJobExecutionMiddleware
{
    /// <summary>Younger ones may be of runs that the history does not hold yet.</summary>
    private static readonly TimeSpan Young = TimeSpan.FromDays(2);

    private DateOnly _sweptOn;

    public async ValueTask Invoke(IJobExecutionContext context, JobExecutionDelegate next, CancellationToken cancellationToken = default)
    {
        await Keep(context, cancellationToken);
        await next(context, cancellationToken);
    }

    private async Task Keep(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        // Where nobody takes the scheduler's spans, what is current is whatever was so when the scheduler started: the same for every run.
        var trace = Activity.Current is { IdFormat: ActivityIdFormat.W3C, Source.Name: "Quartz" } span ? span.TraceId : ActivityTraceId.CreateRandom();
        var now = clock.Now;
        try
        {
            await traces.Keep(context.FireInstanceId, trace.ToHexString(), now, cancellationToken);
            if (_sweptOn != LondonTime.DateOf(now))
            {
                _sweptOn = LondonTime.DateOf(now);
                await traces.Sweep(context.Scheduler.SchedulerName, now - Young, cancellationToken);
            }
        }
        catch (NpgsqlException failure)
        {
            LogNotKept(context.FireInstanceId, failure); // the run is what matters: whether it can go on without the database, it finds out itself
        }
    }

    [LoggerMessage(LogLevel.Warning, "The trace id of run {Run} was not kept")]
    private partial void LogNotKept(string run, Exception failure);
}
