using Microsoft.AspNetCore.Http;
using Nec.Core.Answers;
using Nec.Core.Calendar;
using Nec.Core.Facts;
using Nec.Storage;

namespace Nec.Dashboard.Pages.Answers;

/// <summary>Puts on record what somebody says of the event that a page is about. Pressed twice, it is recorded once.</summary>
internal sealed class EventPress(Facts facts, Rejudging rejudging, LondonClock clock)
{
    /// <summary>The page to go to; null when the page is about no event.</summary>
    public async Task<IResult?> Press(AnswerSheet sheet, AnswerForm form, CancellationToken cancellationToken)
    {
        if (sheet.Event is not { } known)
        {
            return null;
        }

        EventEntry entry = new(form.Attended, form.Footfall, form.Reference);
        if (known.Faults(entry).ToList() is { Count: > 0 } faults)
        {
            return AnswerEndpoints.Again(sheet, new(form, faults));
        }

        var told = known.ToFact(entry);
        if (Said(told) != Said(known.Event))
        {
            await Record(sheet, known.Event, told, cancellationToken);
        }

        await rejudging.Now(CancellationToken.None); // once it is recorded, closing the browser does not stop the judging
        return Results.LocalRedirect(sheet.Address.Said(Presses.Event));
    }

    private async Task Record(AnswerSheet sheet, EventSeen before, EventSeen told, CancellationToken cancellationToken)
    {
        var (team, now) = (sheet.Scope.Team, clock.Now);
        AuditEntry audited = new()
        {
            HappenedAt = now,
            Who = sheet.Who,
            Action = "record-event",
            Team = team,
            Target = sheet.Scope.Obligation,
            Before = $"{sheet.Scope.Period}: {Said(before)}",
            After = $"{sheet.Scope.Period}: {Said(told)}",
        };
        var isTakenAway = before.Footfall is not null && told.Footfall is null;
        if (!isTakenAway && await facts.Record(team, [told], sheet.RecordedBy, now, batch: null, _ => audited, cancellationToken) > 0)
        {
            return;
        }

        var rows = (await facts.Read(team, cancellationToken)).OfType<EventSeen>().Where(row => (row.Neighbourhood, row.EventId) == (told.Neighbourhood, told.EventId)).ToList();
        foreach (var (at, row) in (isTakenAway ? rows.Where(row => row.Footfall is not null) : Again(rows, told)).Index())
        {
            await facts.Correct(team, row.Id!.Value, told, sheet.RecordedBy, now, at == 0 ? audited : null, cancellationToken); // it is stored
        }
    }

    // The very same was told before: by this button a moment ago, or before something else was told. Then it is told anew, in the place of the earlier.
    private static IEnumerable<EventSeen> Again(List<EventSeen> rows, EventSeen told) =>
        rows.Count > 0 && !IsSame(rows[^1], told) && rows.FindLast(row => IsSame(row, told)) is { } earlier ? [earlier] : [];

    private static bool IsSame(EventSeen row, EventSeen told) => row with { Id = null, RecordedAt = null, FirstSeenAt = told.FirstSeenAt } == told;

    private static string Said(EventSeen seen) =>
        $"attended {EventSummary.YesNo(seen.Attended)}, footfall {EventSummary.Count(seen.Footfall)}, reference {seen.Reference ?? "not said"}";
}
