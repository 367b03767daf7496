using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Nec.Dashboard.Jobs;

namespace Nec.Dashboard.Pages.Jobs;

/// <summary>Runs again what failed, each ticked job once: who failed all night needs one run, not a hundred.</summary>
internal static class RunFailed
{
    /// <summary>How many lines a page offers, and how many a press takes.</summary>
    public const int Most = 50;

    /// <summary>The form's sentences; both stand at their field.</summary>
    public static (string Field, string Text) NoneTicked { get; } = ("run", "Tick at least one job to run");

    public static (string Field, string Text) TooLong { get; } = ("reason", $"The reason must be {JobActions.LongestReason} characters or fewer");

    /// <summary>The filter stands in the address, as on the page that asked; each run is written to the audit log on its own, as if it had been pressed alone.</summary>
    public static async Task<IResult> Press(string? job, string? outcome, string? node, string? from, string? to, string? text, HttpContext context, RunBoard runs, JobActions actions)
    {
        var cancellationToken = context.RequestAborted;
        var (filter, _) = RunFilter.Of(job, outcome, node, from, to, text, sort: null);
        var form = await context.Request.ReadFormAsync(cancellationToken);
        var (ticked, reason) = (form["run"].OfType<string>().Distinct(StringComparer.Ordinal).Take(Most).ToList(), form["reason"].ToString().Trim());
        (string, string)[] faults = [.. ticked.Count == 0 ? [NoneTicked] : Array.Empty<(string, string)>(), .. reason.Length > JobActions.LongestReason ? [TooLong] : Array.Empty<(string, string)>()];
        if (faults.Length > 0)
        {
            return new RazorComponentResult<RunFailedPage>(new { Faults = faults, Ticked = ticked, Reason = reason })
            {
                StatusCode = StatusCodes.Status422UnprocessableEntity,
            };
        }

        var asked = 0;
        foreach (var id in ticked)
        {
            // What has been tidied away meanwhile, or never failed, is nothing to make up for.
            asked += await runs.Find(id, cancellationToken) is { Outcome: "failed" } run
                && await actions.RunAgain(run, JobEndpoints.Who(context), reason.Length == 0 ? null : reason, cancellationToken) ? 1 : 0;
        }

        return Results.Redirect(filter.Address("/runs") is var list && list.Contains('?', StringComparison.Ordinal) ? $"{list}&asked={asked}" : $"{list}?asked={asked}");
    }
}
