using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Quartz;

namespace Nec.Worker.Tests.Hosting;

/// <summary>The two things of a run that our jobs touch: its name, and what it achieved.</summary>
[SuppressMessage("Design", "MA0053:Make class sealed", Justification = "a proxy is made by deriving from it")]
public class RunContext : DispatchProxy
{
    private readonly string _id = Guid.NewGuid().ToString("N");
    private object? _result;

    /// <summary>Runs a job and gives what it achieved.</summary>
    public static async Task<JobRunReport> Execute(IJob job, CancellationToken cancellationToken)
    {
        var context = Create<IJobExecutionContext, RunContext>();
        await job.Execute(context, cancellationToken);
        return Assert.IsType<JobRunReport>(context.Result);
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => targetMethod?.Name switch
    {
        "get_FireInstanceId" => _id,
        "get_Result" => _result,
        "set_Result" => _result = args![0], // a setter always has its value
        _ => throw new NotSupportedException($"no job of ours asks for {targetMethod?.Name}"),
    };
}
