using System.Globalization;
using Microsoft.AspNetCore.Http;
using Nec.Application.Contracts;
using Nec.Application.Recording;
using Nec.Core.Answers;
using Nec.Core.Calendar;
using Nec.Core.Compliance;
using Nec.Core.Facts;

namespace Nec.Dashboard.Api;

/// <summary>What <c>POST /api/v1/occurrences</c> takes; texts, so that each fault can be named.</summary>
internal sealed record OccurrenceJson
{
    public string? Team { get; init; }

    public string? Obligation { get; init; }

    public string? On { get; init; }

    public string? Outcome { get; init; }

    public string? Means { get; init; }

    public string? Note { get; init; }

    public string? Feedback { get; init; }

    public string? Period { get; init; }

    public string? Reason { get; init; }
}

/// <summary><c>POST /api/v1/occurrences</c>: one thing done goes on record by the rules of <c>nec record</c>.</summary>
internal sealed class OccurrencesApi(ContractRegistry contracts, Access access, FactRecorder recorder, LondonClock clock)
{
    public static Task<IResult> Post(OccurrenceJson given, OccurrencesApi api, HttpContext context) => api.Record(given, context);

    private async Task<IResult> Record(OccurrenceJson given, HttpContext context)
    {
        var today = clock.Today;
        if (given.Team is not { } team
            || !access.MaySee(context.User, team)
            || contracts.ContractOf(team, Dates.Given(given.On) ?? today) is not { } contract
            || contract.Obligations.FirstOrDefault(known => known.Id == given.Obligation) is not { } obligation)
        {
            return ApiProblem.Of(StatusCodes.Status404NotFound, "There is no such obligation, or none that this token reaches: give team and obligation as /api/v1/findings lists them.");
        }

        if (!access.MayChange(context.User, team))
        {
            return Results.StatusCode(StatusCodes.Status403Forbidden);
        }

        var faults = FormFaults(given).ToList();
        if (Dates.Given(given.On) is not { } on || Kebab.Parse<Outcome>(given.Outcome ?? "") is not { } outcome)
        {
            return ApiProblem.Of(faults);
        }

        var entry = new Entry(outcome, on) { Means = given.Means, Note = given.Note, Feedback = given.Feedback, Reason = given.Reason };
        var (fact, lacking) = RecordingRules.Named(contract, obligation, entry, given.Period, today);
        if (fact is null || faults.Count > 0)
        {
            return ApiProblem.Of([.. faults, .. lacking.Select(fault => (fault.Field, $"{fault.Text}."))]);
        }

        var who = Session.NameOf(context.User);
        var isNew = await recorder.Record(new(team, obligation.Id, who, who, given.Reason), fact, context.RequestAborted);
        return Results.Json(
            new { Team = team, Obligation = obligation.Id, On = on, Outcome = Kebab.Of(outcome.ToString()), IsNew = isNew },
            statusCode: isNew ? StatusCodes.Status201Created : StatusCodes.Status200OK);
    }

    private static IEnumerable<(string Field, string Text)> FormFaults(OccurrenceJson given)
    {
        if (Dates.Given(given.On) is null)
        {
            yield return ("on", "on must be a day, such as 2026-02-28.");
        }

        if (Kebab.Parse<Outcome>(given.Outcome ?? "") is null)
        {
            yield return ("outcome", $"outcome must be one of {string.Join(", ", Enum.GetValues<Outcome>().Select(one => Kebab.Of(one.ToString())))}.");
        }

        foreach (var (name, text) in new[] { ("note", given.Note), ("feedback", given.Feedback), ("reason", given.Reason), ("means", given.Means) })
        {
            if (text?.Any(letter => char.IsControl(letter) && letter != '\n') == true)
            {
                yield return (name, $"{name} must be plain text, without control characters.");
            }
        }
    }
}
