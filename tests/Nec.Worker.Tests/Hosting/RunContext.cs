using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Quartz;

namespace Nec.Worker.Tests.Hosting;

/// <summary>The things of a run that our jobs touch: its name, what it was given, and what it achieved.</summary>
[SuppressMessage("Design", "MA0053:Make class sealed", Justification = "a proxy is made by deriving from it")]
public class RunContext : DispatchProxy
{
    private readonly string _id = Guid.NewGuid().ToString("N");
    private readonly JobDataMap _given = [];
    private object? _result;

    /// <summary>Runs a job and gives what it achieved.</summary>
    public static async Task<JobRunReport> Execute(IJob job, CancellationToken cancellationToken, bool byHand = false)
    {
        var context = Create<IJobExecutionContext, RunContext>();
        if (byHand)
        {
            ((RunContext)context)._given[SchedulerConstants.ManualTrigger] = "true";
        }

        await job.Execute(context, cancellationToken);
        return Assert.IsType<JobRunReport>(context.Result);
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => targetMethod?.Name switch
    {
        "get_FireInstanceId" => _id,
        "get_MergedJobDataMap" => _given,
        "get_Result" => _result,
        "set_Result" => _result = args![0], // a setter always has its value
        _ => throw new NotSupportedException($"no job of ours asks for {targetMethod?.Name}"),
    };
}
