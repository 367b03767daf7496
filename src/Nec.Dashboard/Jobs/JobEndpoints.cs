using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.WebUtilities;
using Nec.Application.Jobs;
using Nec.Core.Calendar;

namespace Nec.Dashboard.Jobs;

/// <summary>The buttons of jobs and runs. Whoever may not steer jobs gets 403, whatever they forge.</summary>
internal static class JobEndpoints
{
    /// <summary>How many failed jobs a page offers to rerun, and how many a press takes.</summary>
    public const int MostRerun = 50;

    /// <summary>The group of buttons asks for the antiforgery token.</summary>
    public static void Map(RouteGroupBuilder buttons)
    {
        var steering = buttons.MapGroup("").RequireAuthorization(JobPermissions.Policy);
        foreach (var verb in (string[])["run", "pause", "resume"])
        {
            steering.MapPost(
                $"/jobs/{{name}}/{verb}",
                (string name, HttpContext context, JobActions actions, LondonClock clock) => Press(name, verb, context, actions, clock));
        }

        steering.MapPost("/runs/{id:long}/again", Again);
        steering.MapPost("/runs/failed", RerunFailed);
    }

    private static async Task<IResult> Press(string name, string verb, HttpContext context, JobActions actions, LondonClock clock)
    {
        var (form, who, cancellationToken) = (JobForm.Of(context.Request.Form), Who(context), context.RequestAborted);
        form = verb == "pause" ? form.CheckPause(clock.Now) : form.Check();
        if (form.Faults.Count > 0)
        {
            return Refused<JobActionPage>(new { Name = name, Verb = verb, Form = form });
        }

        return Reply($"/jobs/{Uri.EscapeDataString(name)}", verb switch
        {
            "run" => Done(await actions.Run(name, who, form.ReasonGiven, cancellationToken), verb),
            "pause" => await actions.Pause(name, who, form.Reason, form.Until, cancellationToken) ? verb : null,
            _ => await actions.Resume(name, who, form.ReasonGiven, cancellationToken) ? verb : null,
        });
    }

    private static async Task<IResult> Again(long id, HttpContext context, RunLog log, JobActions actions)
    {
        var form = JobForm.Of(context.Request.Form).Check();
        if (form.Faults.Count > 0)
        {
            return Refused<JobActionPage>(new { Id = id, Form = form });
        }

        return Reply(FormattableString.Invariant($"/runs/{id}"), await log.Find(id, context.RequestAborted) is { EndedAt: not null } run
            ? Done(await actions.RunAgain(run, Who(context), form.ReasonGiven, context.RequestAborted), "again")
            : null);
    }

    // Each ticked one once: who failed all night needs one run, not a hundred. The filter stands in the address, as on the page that asked;
    // each run is written to the audit log on its own, as if it had been pressed alone.
    private static async Task<IResult> RerunFailed(HttpContext context, RunLog log, JobActions actions)
    {
        var (fields, cancellationToken) = (context.Request.Form, context.RequestAborted);
        var ticked = fields["run"].OfType<string>().Distinct(StringComparer.Ordinal).Take(MostRerun).ToList();
        var form = JobForm.Of(fields).Check();
        form = ticked.Count > 0 ? form : form with { Faults = [("run", "Tick at least one job to rerun"), .. form.Faults] };
        if (form.Faults.Count > 0)
        {
            return Refused<RerunFailedPage>(new { Form = form, Ticked = ticked });
        }

        var asked = 0;
        foreach (var id in ticked)
        {
            // What has been tidied away meanwhile, never failed, or is of a paused job is not run.
            asked += long.TryParse(id, CultureInfo.InvariantCulture, out var runId)
                && await log.Find(runId, cancellationToken) is { Outcome: "failed" } run
                && await actions.RunAgain(run, Who(context), form.ReasonGiven, cancellationToken) is Asked.Queued ? 1 : 0;
        }

        var list = RunFilter.Of(context.Request.Query).Filter.Address();
        return Results.Redirect(QueryHelpers.AddQueryString(list, "asked", asked.ToString(CultureInfo.InvariantCulture)));
    }

    // The person who pressed, as the audit log names them.
    private static string Who(HttpContext context) => context.User.Identity?.Name ?? "unknown";

    // A paused job runs for nobody: the page says so.
    private static string? Done(Asked asked, string verb) => asked switch { Asked.Queued => verb, Asked.Paused => "is-paused", _ => null };

    // What is done stands in the address; null when there is nothing to do it to.
    private static IResult Reply(string page, string? done) =>
        done is null ? Results.StatusCode(StatusCodes.Status404NotFound) : Results.Redirect($"{page}?done={done}");

    private static RazorComponentResult<TPage> Refused<TPage>(object parameters)
        where TPage : IComponent => new(parameters) { StatusCode = StatusCodes.Status422UnprocessableEntity };
}
