using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Nec.Core.Facts;
using Nec.Dashboard.Promises;

namespace Nec.Dashboard.Answers;

/// <summary>
/// The addresses that links in mail lead to: they need no signing in, the link is the permission, and as mail scanners follow links, looking changes nothing. Beside
/// them the same pages for people who are signed in.
/// </summary>
internal static class AnswerEndpoints
{
    private static readonly string[] Looking = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>The group of buttons asks for the antiforgery token.</summary>
    public static void Map(IEndpointRouteBuilder pages, RouteGroupBuilder buttons)
    {
        pages.MapMethods("/r/{token}", Looking, Show).AllowAnonymous();
        pages.MapMethods("/r/{token}/due.ics", Looking, Due).AllowAnonymous();
        pages.MapMethods("/r/{token}/on-record", Looking, ShowOnRecord).AllowAnonymous();
        pages.MapMethods("/r/{token}/correct/{fact:long}", Looking, ShowCorrecting).AllowAnonymous();
        buttons.MapPost("/r/{token}", Press).AllowAnonymous();
        buttons.MapPost("/r/{token}/correct/{fact:long}", Correct).AllowAnonymous();

        // The same for people who are signed in, under the promise itself: other roles get 403, and for another team's promise everybody 404.
        static void Recorders(AuthorizationPolicyBuilder policy) => policy.AddAuthenticationSchemes(Session.Scheme).RequireRole(Roles.Team, Roles.Admin);
        pages.MapMethods("/record/{team}/{**obligation}", Looking, ShowSignedIn).RequireAuthorization(Recorders);
        buttons.MapPost("/record/{team}/{**obligation}", PressSignedIn).RequireAuthorization(Recorders);
    }

    /// <summary>The page with a form that was not accepted.</summary>
    public static IResult Again(AnswerContext sheet, Attempt attempt) => Page<AnswerPage>(new { Sheet = sheet, Attempt = attempt }, StatusCodes.Status422UnprocessableEntity);

    /// <summary>The correcting page with a form that was not accepted.</summary>
    public static IResult Correcting(AnswerContext sheet, Occurrence fact, Attempt attempt) =>
        Page<CorrectPage>(new { Sheet = sheet, Fact = fact, Attempt = attempt }, StatusCodes.Status422UnprocessableEntity);

    private static async Task<IResult> Show(string token, AnswerContexts sheets, Access access, HttpContext context) =>
        await sheets.Open(token, context.RequestAborted) is { } sheet ? Page<AnswerPage>(new { Sheet = sheet })
        : await Gone(token, sheets, access, context);

    // The one day as a calendar file, for whoever keeps a diary rather than a feed.
    private static async Task<IResult> Due(string token, AnswerContexts sheets, CalendarFile calendar, Access access, HttpContext context) =>
        await sheets.Open(token, context.RequestAborted) is not { } sheet ? await Gone(token, sheets, access, context)
        : await calendar.One(sheet.Recording.Contract, sheet.Obligation, context);

    private static async Task<IResult> ShowOnRecord(
        string token, long? fact, string? said, AnswerContexts sheets, Access access, HttpContext context) =>
        await sheets.Open(token, context.RequestAborted) is not { } sheet ? await Gone(token, sheets, access, context)
        : OnRecord(sheet, fact, said);

    private static async Task<IResult> ShowCorrecting(string token, long fact, AnswerContexts sheets, Access access, HttpContext context) =>
        await sheets.Open(token, context.RequestAborted) is not { } sheet ? await Gone(token, sheets, access, context)
        : sheet.OnRecord.FirstOrDefault(known => known.Id == fact) is { } known ? Page<CorrectPage>(new { Sheet = sheet, Fact = known }) : NotFound();

    private static async Task<IResult> Press(string token, AnswerContexts sheets, AnswerHandler press, Access access, HttpContext context) =>
        await sheets.Open(token, context.RequestAborted) is not { } sheet ? await Gone(token, sheets, access, context)
        : await press.Press(sheet, await FormOf(context), context.RequestAborted) ?? Results.StatusCode(StatusCodes.Status400BadRequest);

    private static async Task<IResult> Correct(
        string token, long fact, AnswerContexts sheets, AnswerHandler press, Access access, HttpContext context) =>
        await sheets.Open(token, context.RequestAborted) is not { } sheet ? await Gone(token, sheets, access, context)
        : await press.Correct(sheet, fact, await FormOf(context), context.RequestAborted) ?? Results.StatusCode(StatusCodes.Status400BadRequest);

    private static async Task<IResult> ShowSignedIn(string team, string obligation, string? period, long? fact, string? said, long? correct, AnswerContexts sheets, HttpContext context) =>
        await sheets.Open(team, obligation, period, Session.NameOf(context.User), context.RequestAborted) is not { } sheet ? NotFound()
        : correct is not null ? sheet.OnRecord.FirstOrDefault(known => known.Id == correct) is { } known ? Page<CorrectPage>(new { Sheet = sheet, Fact = known }) : NotFound()
        : fact is not null || said is not null ? OnRecord(sheet, fact, said)
        : Page<AnswerPage>(new { Sheet = sheet });

    private static async Task<IResult> PressSignedIn(string team, string obligation, string? period, long? correct, AnswerContexts sheets, AnswerHandler press, HttpContext context)
    {
        if (await sheets.Open(team, obligation, period, Session.NameOf(context.User), context.RequestAborted) is not { } sheet)
        {
            return NotFound();
        }

        var form = await FormOf(context);
        return await (correct is { } fact ? press.Correct(sheet, fact, form, context.RequestAborted) : press.Press(sheet, form, context.RequestAborted))
            ?? Results.StatusCode(StatusCodes.Status400BadRequest);
    }

    private static RazorComponentResult<OnRecordPage> OnRecord(AnswerContext sheet, long? fact, string? said) =>
        Page<OnRecordPage>(new { Sheet = sheet, Fact = sheet.Occurrences.FirstOrDefault(known => fact is not null && known.Id == fact), Said = said });

    private static IResult NotFound() => Results.StatusCode(StatusCodes.Status404NotFound);

    private static async Task<AnswerForm> FormOf(HttpContext context) =>
        AnswerForm.Of(await context.Request.ReadFormAsync(context.RequestAborted));

    // Whoever is signed in is shown to the promise; everybody else may ask for a link that leads there.
    private static async Task<IResult> Gone(string token, AnswerContexts sheets, Access access, HttpContext context)
    {
        var promise = await sheets.PromiseOf(token, context.RequestAborted);
        var address = promise is var (team, obligation) && access.MaySee(context.User, team) ? Standing.AddressOf(team, obligation) : null;
        return Page<GonePage>(new { Token = promise is null ? null : token, Promise = address }, StatusCodes.Status410Gone);
    }

    private static RazorComponentResult<TPage> Page<TPage>(object parameters, int status = StatusCodes.Status200OK)
        where TPage : Microsoft.AspNetCore.Components.IComponent => new(parameters) { StatusCode = status };
}
