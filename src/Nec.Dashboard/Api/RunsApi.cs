using Microsoft.AspNetCore.Http;
using Nec.Storage;
using Quartz;
using Quartz.Extensibility;

namespace Nec.Dashboard.Api;

/// <summary><c>GET /api/v1/runs</c> and <c>GET /api/v1/sources</c>: did the jobs run, could we see the sources. They belong to no team.</summary>
internal static class RunsApi
{
    private const string Group = "nec";
    private const int MostRows = 500;
    private const int UsualRows = 50;

    public static async Task<IResult> Runs(string? job, string? limit, string? skip, IScheduler scheduler, IExecutionHistoryStore history, CancellationToken cancellationToken)
    {
        if (!Limit.TryRead(limit, UsualRows, MostRows, out var rows))
        {
            return ApiProblem.Of(StatusCodes.Status400BadRequest, Limit.Rule(MostRows));
        }

        var from = 0;
        if (skip is not null && !int.TryParse(skip, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out from))
        {
            return ApiProblem.Of(StatusCodes.Status400BadRequest, "skip must be a number: how many of the newest runs to leave out.");
        }

        var runs = await history.QueryExecutions(
            new() { SchedulerName = scheduler.SchedulerName, Job = job is null ? null : new JobKey(job, Group), Skip = from, Take = rows }, cancellationToken);
        return Results.Json(new
        {
            Runs = runs.Items.Select(run => new
            {
                Job = run.JobName,
                At = run.FiredAtUtc,
                Outcome = run.EffectiveResult switch { JobRunResult.Succeeded => "succeeded", JobRunResult.Failed => "failed", JobRunResult.Cancelled => "cancelled", _ => "skipped" },
                Seconds = Math.Round(run.Duration.TotalSeconds, 1),
                Achieved = run.Summary,
                Attempt = run.RetryAttempt,
                IsManual = run.Manual,
                Node = run.SchedulerInstanceId,
            }),
        });
    }

    public static async Task<IResult> Sources(SourceStates states, CancellationToken cancellationToken) => Results.Json(new
    {
        Sources = (await states.Read(cancellationToken)).Select(state => new { state.Source, state.Outcome, state.Says, state.SinceOn, state.ProbedAt, state.ExpiresAt }),
    });
}
