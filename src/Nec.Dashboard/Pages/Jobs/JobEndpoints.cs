using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Nec.Application.Jobs;
using Nec.Core.Calendar;

namespace Nec.Dashboard.Pages.Jobs;

/// <summary>The buttons of jobs and runs. Whoever may not steer jobs gets 403, whatever they forge.</summary>
internal static class JobEndpoints
{
    /// <summary>The group of buttons asks for the antiforgery token.</summary>
    public static void Map(RouteGroupBuilder buttons)
    {
        var steering = buttons.MapGroup("").RequireAuthorization(JobPermissions.Policy);
        foreach (var verb in (string[])["run", "pause", "resume"])
        {
            steering.MapPost($"/jobs/{{name}}/{verb}", (string name, HttpContext context, JobActions actions, LondonClock clock) => Press(name, verb, context, actions, clock));
        }

        steering.MapPost("/runs/{id:long}/again", Again);
        steering.MapPost("/runs/failed", RerunFailed.Press);
    }

    /// <summary>The person who pressed, as the audit log names them.</summary>
    internal static string Who(HttpContext context) => context.User.Identity?.Name ?? "unknown";

    /// <summary>The same page with what is wrong.</summary>
    internal static RazorComponentResult Refused<TPage>(object parameters)
        where TPage : Microsoft.AspNetCore.Components.IComponent => new RazorComponentResult<TPage>(parameters) { StatusCode = StatusCodes.Status422UnprocessableEntity };

    private static async Task<IResult> Press(string name, string verb, HttpContext context, JobActions actions, LondonClock clock)
    {
        var (form, who, cancellationToken) = (JobForm.Of(context.Request.Form), Who(context), context.RequestAborted);
        form = verb == "pause" ? form.CheckPause(clock.Now) : form.Check();
        return form.Faults.Count > 0 ? Refused<JobActionPage>(new { Name = name, Verb = verb, Form = form }) : Reply($"/jobs/{Uri.EscapeDataString(name)}", verb switch
        {
            "run" => Done(await actions.Run(name, who, form.ReasonGiven, cancellationToken), verb),
            "pause" => await actions.Pause(name, who, form.Reason, form.Until, cancellationToken) ? verb : null,
            _ => await actions.Resume(name, who, form.ReasonGiven, cancellationToken) ? verb : null,
        });
    }

    private static async Task<IResult> Again(long id, HttpContext context, RunLog log, JobActions actions)
    {
        var form = JobForm.Of(context.Request.Form).Check();
        return form.Faults.Count > 0 ? Refused<JobActionPage>(new { Id = id, Form = form })
            : Reply(FormattableString.Invariant($"/runs/{id}"), await log.Find(id, context.RequestAborted) is { EndedAt: not null } run
                ? Done(await actions.RunAgain(run, Who(context), form.ReasonGiven, context.RequestAborted), "again")
                : null);
    }

    // A paused job runs for nobody: the page says so.
    private static string? Done(Asked asked, string verb) => asked switch { Asked.Queued => verb, Asked.Paused => "is-paused", _ => null };

    // What is done stands in the address; null when there is nothing to do it to.
    private static IResult Reply(string page, string? done) =>
        done is null ? Results.StatusCode(StatusCodes.Status404NotFound) : Results.Redirect($"{page}?done={done}");
}
