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
        steering.MapPost("/jobs/{name}/run", (string name, HttpContext context, JobActions actions) =>
            Press(name, "run", context, form => Done(actions.Run(name, Who(context), form.ReasonGiven, context.RequestAborted), $"/jobs/{Uri.EscapeDataString(name)}", "run")));
        steering.MapPost("/jobs/{name}/resume", (string name, HttpContext context, JobActions actions) =>
            Press(name, "resume", context, async form => await actions.Resume(name, Who(context), form.ReasonGiven, context.RequestAborted) ? Page(name, "resume") : NotFound()));
        steering.MapPost("/jobs/{name}/pause", Pause);
        steering.MapPost("/runs/failed", RerunFailed.Press);
        steering.MapPost("/runs/{id:long}/again", Again);
    }

    /// <summary>The person who pressed, as the audit log names them.</summary>
    internal static string Who(HttpContext context) => context.User.Identity?.Name ?? "unknown";

    private static async Task<IResult> Press(string name, string verb, HttpContext context, Func<JobForm, Task<IResult>> act)
    {
        var form = JobForm.Of(await context.Request.ReadFormAsync(context.RequestAborted)).Check();
        return form.Faults.Count > 0 ? Refused<JobActionPage>(new { Name = name, Verb = verb, Form = form }) : await act(form);
    }

    private static async Task<IResult> Pause(string name, HttpContext context, JobActions actions, LondonClock clock)
    {
        var (form, until) = JobForm.Of(await context.Request.ReadFormAsync(context.RequestAborted)).CheckPause(clock.Now);
        return form.Faults.Count > 0 ? Refused<JobActionPage>(new { Name = name, Verb = "pause", Form = form })
            : await actions.Pause(name, Who(context), form.Reason, until, context.RequestAborted) ? Page(name, "pause")
            : NotFound();
    }

    private static async Task<IResult> Again(long id, HttpContext context, RunLog log, JobActions actions)
    {
        var form = JobForm.Of(await context.Request.ReadFormAsync(context.RequestAborted)).Check();
        return form.Faults.Count > 0 ? Refused<RunAgainPage>(new { Id = id, Form = form })
            : await log.Find(id, context.RequestAborted) is { EndedAt: not null } run
            ? await Done(actions.RunAgain(run, Who(context), form.ReasonGiven, context.RequestAborted), FormattableString.Invariant($"/runs/{id}"), "again")
            : NotFound();
    }

    // A paused job runs for nobody: the page says so.
    private static async Task<IResult> Done(Task<Asked> asking, string page, string verb) => await asking switch
    {
        Asked.Queued => Results.Redirect($"{page}?done={verb}"),
        Asked.Paused => Results.Redirect($"{page}?done=is-paused"),
        _ => NotFound(),
    };

    private static RazorComponentResult<TPage> Refused<TPage>(object parameters)
        where TPage : Microsoft.AspNetCore.Components.IComponent => new(parameters) { StatusCode = StatusCodes.Status422UnprocessableEntity };

    private static IResult Page(string name, string verb) => Results.Redirect($"/jobs/{Uri.EscapeDataString(name)}?done={verb}");

    private static IResult NotFound() => Results.StatusCode(StatusCodes.Status404NotFound);
}
