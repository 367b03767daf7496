using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Nec.Dashboard.Jobs;
using Quartz;

namespace Nec.Dashboard.Pages.Jobs;

/// <summary>The buttons of jobs and runs. Other roles than operators and admins get 403, whatever they forge.</summary>
internal static class JobEndpoints
{
    /// <summary>The group of buttons asks for the antiforgery token.</summary>
    public static void Map(RouteGroupBuilder buttons)
    {
        var steering = buttons.MapGroup("").RequireAuthorization(policy => policy.AddAuthenticationSchemes(Session.Scheme).RequireRole(Roles.Operator, Roles.Admin));
        steering.MapPost("/jobs/{name}/run", Run);
        steering.MapPost("/jobs/{name}/pause", Pause);
        steering.MapPost("/jobs/{name}/resume", Resume);
        steering.MapPost("/runs/failed", RunFailed.Press);
        steering.MapPost("/runs/{id}/again", (string id, HttpContext context, RunBoard runs, JobActions actions) =>
            Begin("again", actions.RunAgain, id, context, runs));
        steering.MapPost("/runs/{id}/retry", (string id, HttpContext context, RunBoard runs, PlannedTries tries) => Begin("retry", tries.MakeNow, id, context, runs));
        steering.MapPost("/runs/{id}/cancel-retry", (string id, HttpContext context, RunBoard runs, PlannedTries tries) => Begin("cancel-retry", tries.Cancel, id, context, runs));
        steering.MapPost("/runs/{id}/cancel", Cancel);
    }

    private static async Task<IResult> Run(string name, HttpContext context, JobActions actions) =>
        !IsShort(await Reason(context), out var reason) ? TooLong() : await actions.Run(name, Who(context), reason, context.RequestAborted) ? Done(name, "run") : NotFound();

    private static async Task<IResult> Pause(string name, HttpContext context, JobActions actions, IScheduler scheduler)
    {
        var (form, until) = PauseForm.Of(await context.Request.ReadFormAsync(context.RequestAborted)).Check(scheduler.TimeProvider.GetUtcNow());
        return form.Faults.Count > 0 ? new RazorComponentResult<JobActionPage>(new { Name = name, Verb = "pause", Form = form }) { StatusCode = StatusCodes.Status422UnprocessableEntity }
            : await actions.Pause(name, Who(context), form.Reason, until, context.RequestAborted) ? Done(name, "pause")
            : NotFound();
    }

    private static async Task<IResult> Resume(string name, HttpContext context, JobActions actions) =>
        !IsShort(await Reason(context), out var reason) ? TooLong() : await actions.Resume(name, Who(context), reason, context.RequestAborted) ? Done(name, "resume") : NotFound();

    private static async Task<IResult> Begin(string done, Func<RunRow, string, string?, CancellationToken, Task<bool>> begin, string id, HttpContext context, RunBoard runs) =>
        !IsShort(await Reason(context), out var reason) ? TooLong()
            : await runs.Find(id, context.RequestAborted) is { } run && await begin(run, Who(context), reason, context.RequestAborted)
            ? Results.Redirect($"/runs/{Uri.EscapeDataString(id)}?done={done}")
            : NotFound();

    private static async Task<IResult> Cancel(string id, HttpContext context, RunBoard runs, JobActions actions) =>
        !IsShort(await Reason(context), out var reason) ? TooLong()
            : await runs.Running(id, context.RequestAborted) is { } run && await actions.Cancel(id, run.Job, Who(context), reason, context.RequestAborted)
            ? Results.Redirect($"/runs/{Uri.EscapeDataString(id)}?done=cancel")
            : NotFound();

    private static async Task<string> Reason(HttpContext context) => (await context.Request.ReadFormAsync(context.RequestAborted))["reason"].ToString().Trim();

    // Null when nobody said why. The field itself takes no more: a longer one was not typed there.
    private static bool IsShort(string given, out string? reason)
    {
        reason = given.Length == 0 ? null : given;
        return given.Length <= JobActions.LongestReason;
    }

    private static IResult TooLong() => Results.StatusCode(StatusCodes.Status400BadRequest);

    internal static string Who(HttpContext context) => context.User.Identity?.Name ?? "unknown";

    private static IResult Done(string name, string verb) => Results.Redirect($"/jobs/{Uri.EscapeDataString(name)}?done={verb}");

    private static IResult NotFound() => Results.StatusCode(StatusCodes.Status404NotFound);
}
