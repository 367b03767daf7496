using Nec.Core.Answers;
using Nec.Core.Facts;
using Nec.Integrations.ContractFiles;

namespace Nec.Integrations.FactFiles;

/// <summary>Turns one line's fields into a fact, checked against the contract; null after noting why not.</summary>
internal sealed class FactReader(FactNames names, FactFields fields, ImportRules? rules)
{
    private static readonly IReadOnlyDictionary<string, string> Kinds = FactKeys.Kinds.Keys.ToDictionary(kind => kind, StringComparer.Ordinal);

    private readonly OccurrenceReader _occurrences = new(names, fields);

    public Fact? Read()
    {
        if (fields.Text("fact") is not { } kind)
        {
            if (!fields.Has("fact"))
            {
                fields.Refuse("fact", $"“fact” must say what the line is: one of {string.Join(", ", Kinds.Keys)}");
            }

            return null;
        }

        if (fields.Known("fact", Kinds, "kind of fact") is null)
        {
            return null;
        }

        // The values are read even after a fault among the keys, so that all of a line's faults show at once.
        var isSound = fields.Check(FactKeys.Kinds[kind]);
        Fact? fact = kind switch
        {
            "occurrence" => _occurrences.Read(),
            "reading" => Reading(),
            "section" => Section(),
            "priorities" => Priorities(),
            "people" => People(),
            "event" => Event(),
            _ => Check(),
        };
        var recordedAt = fields.Instant("recordedAt");
        return isSound && fact is not null && MayBeTakenIn(fact with { RecordedAt = recordedAt }) is { } sound ? sound : null;
    }

    private Fact? MayBeTakenIn(Fact fact)
    {
        if (rules?.FaultOf(fact) is not { } fault)
        {
            return fact;
        }

        fields.Refuse(fault.Field, char.ToLowerInvariant(fault.Text[0]) + fault.Text[1..]);
        return null;
    }

    private Reading? Reading()
    {
        var (account, metric) = (fields.Known("account", names.Accounts, "account"), fields.Text("metric"));
        var (figures, posted) = (fields.Count("significantFigures", 18), fields.Date("lastPostOn"));
        return (fields.Instant("at"), fields.Count("count", long.MaxValue)) is ({ } at, { } count) && account is not null && metric is not null
            ? new(account, metric, at, count) { SignificantFigures = (int?)figures, LastPostOn = posted }
            : null;
    }

    private SectionCheck? Section()
    {
        var (page, section, reason) = (fields.Known("page", names.Pages, "page"), fields.Text("section"), fields.Text("reason"));
        var accepted = fields.Truth("acceptedByPerson");
        if (page is not null && section is not null && !page.Sections.ContainsKey(section))
        {
            fields.Refuse("section", $"the page {Given.Shown(page.Id)} has no section {Given.Shown(section)}{fields.Hint(section, page.Sections.Keys)}");
        }

        return (fields.Instant("at"), fields.OneOf("verdict", FactKeys.Verdicts)) is ({ } at, { } verdict) && page is not null && section is not null
            ? new(page.Id, section, at, verdict) { Reason = reason, AcceptedByPerson = accepted is true }
            : null;
    }

    private PriorityCheck? Priorities()
    {
        var (neighbourhood, issued, acted) = (fields.Known("neighbourhood", names.Neighbourhoods, "neighbourhood"), fields.Date("newestIssueOn"), fields.Date("newestActionOn"));
        return (fields.Instant("at"), fields.Truth("changed")) is ({ } at, { } changed) && neighbourhood is not null
            ? new(neighbourhood, at, issued, acted, changed)
            : null;
    }

    private PeopleCheck? People()
    {
        var neighbourhood = fields.Known("neighbourhood", names.Neighbourhoods, "neighbourhood");
        return (fields.Instant("at"), fields.Count("count", int.MaxValue)) is ({ } at, { } count) && neighbourhood is not null ? new(neighbourhood, at, (int)count) : null;
    }

    private EventSeen? Event()
    {
        var (neighbourhood, id) = (fields.Known("neighbourhood", names.Neighbourhoods, "neighbourhood"), fields.Text("id"));
        var (attended, footfall, reference) = (fields.Truth("attended"), fields.Count("footfall", int.MaxValue), fields.Text("reference"));
        var (gone, back) = (fields.Instant("goneAt"), fields.Instant("backAt"));
        return (fields.Wall("startsAt"), fields.Instant("firstSeenAt")) is ({ } starts, { } seen) && neighbourhood is not null && id is not null
            ? new(neighbourhood, id, DateOnly.FromDateTime(starts), TimeOnly.FromDateTime(starts), seen)
            {
                Attended = attended,
                Footfall = (int?)footfall,
                Reference = reference,
                GoneAt = gone,
                BackAt = back,
            }
            : null;
    }

    private SourceCheck? Check()
    {
        var (source, target, reason) = (fields.Text("source"), fields.Known("target", names.Targets, "page, account, neighbourhood or evidence url"), fields.Text("reason"));
        return (fields.Instant("at"), fields.OneOf("outcome", FactKeys.CheckOutcomes)) is ({ } at, { } outcome) && source is not null && target is not null
            ? new(source, target, at, outcome, reason)
            : null;
    }
}
