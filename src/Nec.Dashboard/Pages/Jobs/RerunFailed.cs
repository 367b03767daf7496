using System.Globalization;
using Microsoft.AspNetCore.Http;
using Nec.Application.Jobs;

namespace Nec.Dashboard.Pages.Jobs;

/// <summary>Reruns failed jobs, each ticked one once: who failed all night needs one run, not a hundred.</summary>
internal static class RerunFailed
{
    /// <summary>How many lines a page offers, and how many a press takes.</summary>
    public const int Most = 50;

    private static readonly (string, string) NoneTicked = ("run", "Tick at least one job to rerun");

    /// <summary>The filter stands in the address, as on the page that asked; each run is written to the audit log on its own, as if it had been pressed alone.</summary>
    public static async Task<IResult> Press(HttpContext context, RunLog log, JobActions actions)
    {
        var (fields, cancellationToken) = (context.Request.Form, context.RequestAborted);
        var ticked = fields["run"].OfType<string>().Distinct(StringComparer.Ordinal).Take(Most).ToList();
        var form = JobForm.Of(fields).Check();
        form = ticked.Count > 0 ? form : form with { Faults = [NoneTicked, .. form.Faults] };
        if (form.Faults.Count > 0)
        {
            return JobEndpoints.Refused<RerunFailedPage>(new { Form = form, Ticked = ticked });
        }

        var asked = 0;
        foreach (var id in ticked)
        {
            // What has been tidied away meanwhile, never failed, or is of a paused job is not run.
            asked += long.TryParse(id, CultureInfo.InvariantCulture, out var runId)
                && await log.Find(runId, cancellationToken) is { Outcome: "failed" } run
                && await actions.RunAgain(run, JobEndpoints.Who(context), form.ReasonGiven, cancellationToken) is Asked.Queued ? 1 : 0;
        }

        var list = RunFilter.Of(context.Request.Query).Filter.Address();
        return Results.Redirect($"{list}{(list.Contains('?', StringComparison.Ordinal) ? '&' : '?')}asked={asked}");
    }
}
