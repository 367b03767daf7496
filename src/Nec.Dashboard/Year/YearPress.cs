using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Nec.Application.Contracts;
using Nec.Core.Calendar;
using Nec.Core.Year;
using Nec.Storage;

namespace Nec.Dashboard.Year;

/// <summary>What people write into the annual pack: words for a section, and the panel's rating. Nothing is overwritten, and everything is audited.</summary>
internal sealed class YearPress(ContractRegistry contracts, YearTexts texts, IOptions<YearOptions> options, LondonClock clock)
{
    public static bool MayWrite(ClaimsPrincipal person) => person.IsInRole(Roles.Team) || person.IsInRole(Roles.Admin);

    /// <summary>A team does not write the panel's word on itself.</summary>
    public static bool MayRate(ClaimsPrincipal person) => person.IsInRole(Roles.Admin);

    /// <summary>403 for other roles, 404 for an unknown team or section; words that are too long go back with the page.</summary>
    public static async Task<IResult> Write(string team, string section, HttpContext context, YearPress press) =>
        MayWrite(context.User) ? await press.Write(team, section, context) : Results.StatusCode(StatusCodes.Status403Forbidden);

    /// <summary>For an admin, as its route asks. 404 for an unknown team; a form that was not accepted goes back with what is wrong.</summary>
    public static Task<IResult> Rate(string team, HttpContext context, YearPress press) => press.Rate(team, context);

    private async Task<IResult> Write(string team, string section, HttpContext context)
    {
        var now = clock.Now;
        if (contracts.ContractOf(team, LondonTime.DateOf(now)) is not { } contract || !YearParts.Knows(contract, section))
        {
            return Results.StatusCode(StatusCodes.Status404NotFound);
        }

        var words = (await context.Request.ReadFormAsync(context.RequestAborted))["words"].ToString().ReplaceLineEndings("\n").Trim();
        if (WrittenWords.TooLong("The words", words) is { } fault)
        {
            return Again(new { Team = team, Written = new WrittenWords(section, words, fault) });
        }

        var year = ContractYear.Holding(contract, LondonTime.DateOf(now));
        await texts.Write(team, year.First, new() { Section = section, Words = words, WrittenBy = Who(context), WrittenAt = now }, context.RequestAborted);
        return Results.Redirect($"{YearAddress.Of(team)}#{section}");
    }

    private async Task<IResult> Rate(string team, HttpContext context)
    {
        var now = clock.Now;
        var today = LondonTime.DateOf(now);
        if (contracts.ContractOf(team, today) is not { } contract)
        {
            return Results.StatusCode(StatusCodes.Status404NotFound);
        }

        var (form, ratedOn) = RatingForm.Of(await context.Request.ReadFormAsync(context.RequestAborted)).Check(today, options.Value.RatingScale);
        if (form.Faults.Count > 0)
        {
            return Again(new { Team = team, Rated = form });
        }

        var rating = new PanelRating
        {
            Panel = form.Panel,
            RatedOn = ratedOn,
            Word = form.Word,
            Comments = form.Comments is "" ? null : form.Comments,
            RecordedBy = Who(context),
            RecordedAt = now,
        };
        await texts.Rate(team, ContractYear.Holding(contract, today).First, rating, context.RequestAborted);
        return Results.Redirect($"{YearAddress.Of(team)}#rating");
    }

    // The page with what was typed, so that nothing is typed twice.
    private static RazorComponentResult<YearPage> Again(object parameters) => new(parameters) { StatusCode = StatusCodes.Status422UnprocessableEntity };

    private static string Who(HttpContext context) => context.User.Identity?.Name ?? "unknown";
}
