using Nec.Core.Calendar;
using Nec.Core.Contracts;
using Nec.Core.Facts;
using Nec.Integrations.ContractFiles;

namespace Nec.Integrations.FactFiles;

/// <summary>Reads what people did, for which commitment, place and period; null after noting why not.</summary>
internal sealed class OccurrenceReader(FactNames names, FactFields fields)
{
    public Occurrence? Read()
    {
        var (on, at) = (fields.Date("occurredOn"), fields.Instant("occurredAt"));
        var outcome = fields.OneOf("outcome", FactKeys.Outcomes);
        var (means, feedback, note, by) = (fields.Text("means"), fields.Text("feedback"), fields.Text("note"), fields.Text("by"));
        if (on is null && at is null && !fields.Has("occurredOn") && !fields.Has("occurredAt"))
        {
            fields.Refuse("occurredOn", "this occurrence does not say when; add “occurredOn” or “occurredAt”");
        }

        if (fields.Known("commitment", names.Commitments, "commitment") is not { } commitment)
        {
            return null;
        }

        var (place, period) = (Place(commitment), Period(commitment));
        return outcome is { } how && (at is null ? on : LondonTime.DateOf(at.Value)) is { } day
            ? new(commitment.Id, place, day, how) { OccurredAt = at, Period = period, Means = means, Feedback = feedback, Note = note, By = by }
            : null;
    }

    private string? Place(Commitment commitment)
    {
        var given = fields.Text("place");
        if (commitment.Places.Count == 0 || given is null)
        {
            if (given is not null)
            {
                fields.Refuse("place", $"{Given.Shown(commitment.Id)} has no places; leave “place” out");
            }
            else if (commitment.Places.Count > 0 && !fields.Has("place"))
            {
                fields.Refuse("commitment", $"{Given.Shown(commitment.Id)} is owed for each place; add “place”, one of {string.Join(", ", commitment.Places.Take(8))}");
            }

            return null;
        }

        var place = names.PlaceOf(commitment, given);
        if (place is null)
        {
            fields.Refuse("place", $"{Given.Shown(commitment.Id)} has no place {Given.Shown(given)}{fields.Hint(given, commitment.Places)}");
        }

        return place;
    }

    private string? Period(Commitment commitment)
    {
        var label = fields.Text("period");
        if (label is not null && FactNames.PeriodFault(commitment, label) is { } wanted)
        {
            fields.Refuse("period", wanted.Length == 0
                ? $"{Given.Shown(commitment.Id)} has no periods; leave “period” out"
                : $"“period” of {Given.Shown(commitment.Id)} must be {wanted}, not {Given.Shown(label)}");
        }

        return label;
    }
}
