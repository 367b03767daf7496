using System.Globalization;
using Microsoft.AspNetCore.Http;
using Nec.Core.Answers;
using Nec.Core.Calendar;
using Nec.Core.Compliance;
using Nec.Core.Facts;
using Nec.Storage;

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
internal sealed class OccurrencesApi(PromiseCatalogue catalogue, Access access, Facts facts, Audit audit, Rejudging rejudging, LondonClock clock)
{
    private const int MostCharacters = 2000;

    public static Task<IResult> Post(OccurrenceJson given, OccurrencesApi api, HttpContext context) => api.Record(given, context);

    private async Task<IResult> Record(OccurrenceJson given, HttpContext context)
    {
        var now = clock.Now;
        var today = LondonTime.DateOf(now);
        if (given.Team is not { } team || !access.MaySee(context.User, team) || catalogue.ContractOf(team, DayOf(given.On) ?? today) is not { } contract
            || contract.Obligations.FirstOrDefault(known => known.Id == given.Obligation) is not { } obligation)
        {
            return ApiProblem.Of(StatusCodes.Status404NotFound, "There is no such obligation, or none that this token reaches: give team and obligation as /api/v1/findings lists them.");
        }

        if (!access.MayChange(context.User, team))
        {
            return Results.StatusCode(StatusCodes.Status403Forbidden);
        }

        var faults = FormFaults(given, obligation, today).ToList();
        if (faults.Count > 0 || DayOf(given.On) is not { } on || Kebab.Parse<Outcome>(given.Outcome ?? "") is not { } outcome)
        {
            return ApiProblem.Of(faults);
        }

        var known = await facts.Read(team, context.RequestAborted);
        var entry = new Entry(outcome, on) { Means = given.Means, Note = given.Note, Feedback = given.Feedback, Reason = given.Reason };
        var label = given.Period ?? PeriodLabels.Holding(obligation.Commitment.Rule, on);
        if (label is not null && AnswerPeriod.Of(contract, obligation.Commitment, label, []) is { } meant
            && new Recording(contract, obligation, meant, today).Faults(entry).Where(fault => fault.Field is "reason" or "feedback" or "note").ToList() is { Count: > 0 } lacking)
        {
            return ApiProblem.Of(lacking.Select(fault => (fault.Field, $"{fault.Text}.")));
        }

        var why = given.Reason is null ? null : outcome == Outcome.NotApplicable ? given.Reason : $"Recorded late: {given.Reason}";
        var fact = new Occurrence(obligation.Commitment.Id, obligation.Place, on, outcome)
        {
            Note = why is null ? given.Note : string.Join(". ", new[] { given.Note, why }.OfType<string>()),
            Feedback = given.Feedback,
            Means = given.Means,
            Period = given.Period,
            RecordedAt = now,
        };
        var who = Session.NameOf(context.User);
        var added = await facts.Record(team, [fact], who, now, batch: null, context.RequestAborted);
        if (added > 0)
        {
            // Once it is recorded, hanging up does not stop the rest.
            await audit.Add(
                new() { HappenedAt = now, Who = who, Action = "record-occurrence", Team = team, Target = obligation.Id, Reason = given.Reason, After = $"{Kebab.Of(outcome.ToString())} on {Dates.Iso(on)}" },
                CancellationToken.None);
            await rejudging.Now(CancellationToken.None);
        }

        return Results.Json(new { Team = team, Obligation = obligation.Id, On = on, Outcome = Kebab.Of(outcome.ToString()), IsNew = added > 0 }, statusCode: added > 0 ? StatusCodes.Status201Created : StatusCodes.Status200OK);
    }

    private static IEnumerable<(string Field, string Text)> FormFaults(OccurrenceJson given, Core.Contracts.Obligation obligation, DateOnly today)
    {
        if (DayOf(given.On) is not { } on)
        {
            yield return ("on", "on must be a day, such as 2026-02-28.");
        }
        else if (on > today)
        {
            yield return ("on", $"{Dates.Long(on)} has not come yet: record it when it has happened.");
        }

        if (Kebab.Parse<Outcome>(given.Outcome ?? "") is null)
        {
            yield return ("outcome", $"outcome must be one of {string.Join(", ", Enum.GetValues<Outcome>().Select(one => Kebab.Of(one.ToString())))}.");
        }

        if (given.Period is { } period && !PeriodLabels.Knows(obligation.Commitment.Rule, period))
        {
            yield return ("period", $"'{period}' is no period of {obligation.Commitment.Id}: write it as {PeriodLabels.Example(obligation.Commitment.Rule)}.");
        }

        foreach (var (name, text) in new[] { ("note", given.Note), ("feedback", given.Feedback), ("reason", given.Reason), ("means", given.Means) })
        {
            if (text?.Length > MostCharacters || text?.Any(letter => char.IsControl(letter) && letter != '\n') == true)
            {
                yield return (name, $"{name} must be plain text of {MostCharacters:#,0} characters or fewer.");
            }
        }
    }

    private static DateOnly? DayOf(string? text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
