using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Quartz;

namespace Nec.Worker.Tests.Hosting;

/// <summary>What our jobs touch of a run: its name, its scheduler, what it was started with, and what it achieved.</summary>
[SuppressMessage("Design", "MA0053:Make class sealed", Justification = "a proxy is made by deriving from it")]
public class RunContext : DispatchProxy
{
    private readonly string _id = Guid.NewGuid().ToString("N");
    private object? _result;
    private JobDataMap _data = [];
    private IScheduler? _scheduler;
    private bool _isRecovering;

    /// <summary>Runs a job and gives what it achieved.</summary>
    public static Task<JobRunReport> Execute(IJob job, CancellationToken cancellationToken) => Execute(job, [], null, cancellationToken);

    /// <summary>The same with what the run is started with.</summary>
    public static async Task<JobRunReport> Execute(IJob job, JobDataMap data, IScheduler? scheduler, CancellationToken cancellationToken, bool isRecovering = false)
    {
        var context = Create<IJobExecutionContext, RunContext>();
        (((RunContext)context)._data, ((RunContext)context)._scheduler, ((RunContext)context)._isRecovering) = (data, scheduler, isRecovering);
        await job.Execute(context, cancellationToken);
        return Assert.IsType<JobRunReport>(context.Result);
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => targetMethod?.Name switch
    {
        "get_FireInstanceId" => _id,
        "get_MergedJobDataMap" => _data,
        "get_Recovering" => _isRecovering,
        "get_Scheduler" => _scheduler,
        "get_Result" => _result,
        "set_Result" => _result = args![0], // a setter always has its value
        "ReportProgress" => null,
        _ => throw new NotSupportedException($"no job of ours asks for {targetMethod?.Name}"),
    };
}
