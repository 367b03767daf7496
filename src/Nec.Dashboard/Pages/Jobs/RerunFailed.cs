using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Nec.Application.Jobs;

namespace Nec.Dashboard.Pages.Jobs;

/// <summary>Reruns failed jobs, each ticked one once: who failed all night needs one run, not a hundred.</summary>
internal static class RerunFailed
{
    /// <summary>How many lines a page offers, and how many a press takes.</summary>
    public const int Most = 50;

    private static (string Field, string Text) NoneTicked { get; } = ("run", "Tick at least one job to rerun");

    /// <summary>The filter stands in the address, as on the page that asked; each run is written to the audit log on its own, as if it had been pressed alone.</summary>
    public static async Task<IResult> Press(string? job, string? outcome, string? node, string? from, string? to, string? text, HttpContext context, RunLog log, JobActions actions)
    {
        var cancellationToken = context.RequestAborted;
        var (filter, _) = RunFilter.Of(job, outcome, node, from, to, text, sort: null);
        var fields = await context.Request.ReadFormAsync(cancellationToken);
        var ticked = fields["run"].OfType<string>().Distinct(StringComparer.Ordinal).Take(Most).ToList();
        var form = JobForm.Of(fields).Check();
        form = form with { Faults = [.. ticked.Count == 0 ? [NoneTicked] : Array.Empty<(string, string)>(), .. form.Faults] };
        if (form.Faults.Count > 0)
        {
            return new RazorComponentResult<RerunFailedPage>(new { Form = form, Ticked = ticked }) { StatusCode = StatusCodes.Status422UnprocessableEntity };
        }

        var asked = 0;
        foreach (var id in ticked)
        {
            // What has been tidied away meanwhile, never failed, or is of a paused job is not run.
            asked += long.TryParse(id, System.Globalization.CultureInfo.InvariantCulture, out var runId)
                && await log.Find(runId, cancellationToken) is { Outcome: "failed" } run
                && await actions.RunAgain(run, JobEndpoints.Who(context), form.ReasonGiven, cancellationToken) is Asked.Queued ? 1 : 0;
        }

        return Results.Redirect(filter.Address() is var list && list.Contains('?', StringComparison.Ordinal) ? $"{list}&asked={asked}" : $"{list}?asked={asked}");
    }
}
