using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Nec.Core.Calendar;
using Nec.Core.Year;
using Nec.Storage;

namespace Nec.Dashboard.Pages.Year;

/// <summary>What people write into the annual pack: words for a section, and the panel's rating. Nothing is overwritten, and everything is audited.</summary>
internal sealed class YearPress(PromiseCatalogue catalogue, YearTexts texts, IOptions<YearOptions> options, LondonClock clock)
{
    private const int MostCharacters = 20_000;
    private const int MostNameCharacters = 200;

    public static bool MayWrite(ClaimsPrincipal person) => person.IsInRole(Roles.Team) || person.IsInRole(Roles.Admin);

    /// <summary>403 for other roles, 404 for an unknown team or section, 400 for words that are too long.</summary>
    public static async Task<IResult> Write(string team, string section, HttpContext context, YearPress press) =>
        MayWrite(context.User) ? await press.Write(team, section, context) : Results.StatusCode(StatusCodes.Status403Forbidden);

    /// <summary>403 for other roles, 404 for an unknown team; a form that was not accepted goes back with what is wrong.</summary>
    public static async Task<IResult> Rate(string team, HttpContext context, YearPress press) =>
        MayWrite(context.User) ? await press.Rate(team, context) : Results.StatusCode(StatusCodes.Status403Forbidden);

    private async Task<IResult> Write(string team, string section, HttpContext context)
    {
        var now = clock.Now;
        if (catalogue.ContractOf(team, LondonTime.DateOf(now)) is not { } contract || !YearParts.Knows(contract, section))
        {
            return Results.StatusCode(StatusCodes.Status404NotFound);
        }

        var words = (await context.Request.ReadFormAsync(context.RequestAborted))["words"].ToString().ReplaceLineEndings("\n").Trim();
        if (words.Length > MostCharacters)
        {
            return Results.StatusCode(StatusCodes.Status400BadRequest);
        }

        var year = ContractYear.Holding(contract, LondonTime.DateOf(now));
        await texts.Write(team, year.First, new() { Section = section, Words = words, WrittenBy = Who(context), WrittenAt = now }, context.RequestAborted);
        return Results.Redirect($"{YearAddress.Of(team)}#{section}");
    }

    private async Task<IResult> Rate(string team, HttpContext context)
    {
        var now = clock.Now;
        var today = LondonTime.DateOf(now);
        if (catalogue.ContractOf(team, today) is not { } contract)
        {
            return Results.StatusCode(StatusCodes.Status404NotFound);
        }

        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var (panel, word, comments) = (form["panel"].ToString().Trim(), form["word"].ToString(), form["comments"].ToString().ReplaceLineEndings("\n").Trim());
        var day = DayOf(form["day"], form["month"], form["year"]);
        if (panel is "" || string.IsNullOrWhiteSpace(word) || day is not { } ratedOn || ratedOn > today || !IsOnScale(word)
            || panel.Length > MostNameCharacters || word.Length > MostNameCharacters || comments.Length > MostCharacters)
        {
            return Results.Redirect($"{YearAddress.Of(team)}?wrong=rating#rating");
        }

        var rating = new PanelRating { Panel = panel, RatedOn = ratedOn, Word = word, Comments = comments is "" ? null : comments, RecordedBy = Who(context), RecordedAt = now };
        await texts.Rate(team, ContractYear.Holding(contract, today).First, rating, context.RequestAborted);
        return Results.Redirect($"{YearAddress.Of(team)}#rating");
    }

    private bool IsOnScale(string word) => options.Value.RatingScale.Count == 0 || options.Value.RatingScale.Contains(word);

    private static DateOnly? DayOf(string? day, string? month, string? year) =>
        DateOnly.TryParseExact($"{year?.Trim()}-{month?.Trim()}-{day?.Trim()}", "yyyy-M-d", CultureInfo.InvariantCulture, DateTimeStyles.None, out var read) ? read : null;

    private static string Who(HttpContext context) => context.User.Identity?.Name ?? "unknown";
}
