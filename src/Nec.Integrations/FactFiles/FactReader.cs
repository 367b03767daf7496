using Nec.Core.Calendar;
using Nec.Core.Contracts;
using Nec.Core.Facts;
using Nec.Integrations.ContractFiles;

namespace Nec.Integrations.FactFiles;

/// <summary>Turns one line's fields into a fact, checked against the contract; null after noting why not.</summary>
internal sealed class FactReader(FactNames names, FactFields fields, ErrorList errors)
{
    private static readonly IReadOnlyDictionary<string, string> Kinds = FactKeys.Kinds.Keys.ToDictionary(kind => kind, StringComparer.Ordinal);

    public Fact? Read()
    {
        if (fields.Text("fact") is not { } kind)
        {
            fields.Refuse("fact", $"“fact” must say what the line is: one of {string.Join(", ", Kinds.Keys)}");
            return null;
        }

        if (Known("fact", Kinds, "kind of fact") is null)
        {
            return null;
        }

        // The values are read even after a fault among the keys, so that all of a line's faults show at once.
        var isSound = fields.Check(FactKeys.Kinds[kind]);
        Fact? fact = kind switch
        {
            "occurrence" => Occurrence(),
            "reading" => Reading(),
            "section" => Section(),
            "priorities" => Priorities(),
            "event" => Event(),
            _ => Check(),
        };
        var recordedAt = fields.Instant("recordedAt");
        return isSound && fact is not null ? fact with { RecordedAt = recordedAt } : null;
    }

    private Occurrence? Occurrence()
    {
        var (on, at) = (fields.Date("occurredOn"), fields.Instant("occurredAt"));
        var outcome = fields.OneOf("outcome", FactKeys.Outcomes);
        var (means, feedback, note, by) = (fields.Text("means"), fields.Text("feedback"), fields.Text("note"), fields.Text("by"));
        if (on is null && at is null && !fields.Has("occurredOn") && !fields.Has("occurredAt"))
        {
            fields.Refuse("occurredOn", "this occurrence does not say when; add “occurredOn” or “occurredAt”");
        }

        if (Known("commitment", names.Commitments, "commitment") is not { } commitment)
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
            fields.Refuse("place", $"{Given.Shown(commitment.Id)} has no place {Given.Shown(given)}{Hint(given, commitment.Places)}");
        }

        return place;
    }

    private string? Period(Commitment commitment)
    {
        var label = fields.Text("period");
        if (label is not null && FactNames.PeriodFault(commitment, label) is { } wanted)
        {
            fields.Refuse("period", $"“period” of {Given.Shown(commitment.Id)} must be {wanted}, not {Given.Shown(label)}");
        }

        return label;
    }

    private Reading? Reading()
    {
        var (account, metric) = (Known("account", names.Accounts, "account"), fields.Text("metric"));
        return (fields.Instant("at"), fields.Count("count", long.MaxValue)) is ({ } at, { } count) && account is not null && metric is not null
            ? new(account, metric, at, count)
            : null;
    }

    private SectionCheck? Section()
    {
        var (page, section, reason) = (Known("page", names.Pages, "page"), fields.Text("section"), fields.Text("reason"));
        if (page is not null && section is not null && !page.Sections.ContainsKey(section))
        {
            fields.Refuse("section", $"the page {Given.Shown(page.Id)} has no section {Given.Shown(section)}{Hint(section, page.Sections.Keys)}");
        }

        return (fields.Instant("at"), fields.OneOf("verdict", FactKeys.Verdicts)) is ({ } at, { } verdict) && page is not null && section is not null
            ? new(page.Id, section, at, verdict) { Reason = reason }
            : null;
    }

    private PriorityCheck? Priorities()
    {
        var (neighbourhood, issued, acted) = (Known("neighbourhood", names.Neighbourhoods, "neighbourhood"), fields.Date("newestIssueOn"), fields.Date("newestActionOn"));
        return (fields.Instant("at"), fields.Truth("changed")) is ({ } at, { } changed) && neighbourhood is not null
            ? new(neighbourhood, at, issued, acted, changed)
            : null;
    }

    private EventSeen? Event()
    {
        var (neighbourhood, id) = (Known("neighbourhood", names.Neighbourhoods, "neighbourhood"), fields.Text("id"));
        var (attended, footfall, reference) = (fields.Truth("attended"), fields.Count("footfall", int.MaxValue), fields.Text("reference"));
        return (fields.Wall("startsAt"), fields.Instant("firstSeenAt")) is ({ } starts, { } seen) && neighbourhood is not null && id is not null
            ? new(neighbourhood, id, DateOnly.FromDateTime(starts), TimeOnly.FromDateTime(starts), seen)
            {
                Attended = attended,
                Footfall = (int?)footfall,
                Reference = reference,
            }
            : null;
    }

    private SourceCheck? Check()
    {
        var (source, target, reason) = (fields.Text("source"), Known("target", names.Targets, "page, account, neighbourhood or evidence url"), fields.Text("reason"));
        return (fields.Instant("at"), fields.OneOf("outcome", FactKeys.CheckOutcomes)) is ({ } at, { } outcome) && source is not null && target is not null
            ? new(source, target, at, outcome, reason)
            : null;
    }

    private T? Known<T>(string key, IReadOnlyDictionary<string, T> known, string kind)
        where T : class
    {
        if (fields.Text(key) is not { } name)
        {
            return null;
        }

        if (!known.TryGetValue(name, out var found))
        {
            fields.Refuse(key, $"“{key}” names no known {kind}: {Given.Shown(name)}{Hint(name, known.Keys)}");
        }

        return found;
    }

    private string Hint(string given, IEnumerable<string> known) => errors.IsFull ? "" : Given.DidYouMean(given, known, "; check it against the contract file");
}
