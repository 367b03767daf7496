using Nec.Core.Contracts;

namespace Nec.Integrations.ContractFiles;

/// <summary>Reads what shows that a commitment was kept.</summary>
internal static class EvidenceReader
{
    public static Evidence? Read(Fields commitment, Frame frame)
    {
        if (commitment.Node("evidence") is not { } node)
        {
            return null;
        }

        if (node is not YamlMap map)
        {
            commitment.Values.Refuse(node, "evidence", "a mapping such as { section: priorities }");
            return null;
        }

        var kinds = map.Entries.Select(entry => entry.Key).Where(key => ContractKeys.Evidence.ContainsKey(key.Value)).ToList();
        if (kinds.Count != 1)
        {
            RefuseKinds(map, kinds, frame.Errors);
            return null;
        }

        return Fields.Of(map, ContractKeys.Evidence[kinds[0].Value], frame.Errors) is { } fields ? Of(kinds[0].Value, fields, commitment, frame) : null;
    }

    private static Evidence? Of(string kind, Fields fields, Fields commitment, Frame frame)
    {
        if (kind is "priorities" or "events" or "people" && !frame.HasNeighbourhoods)
        {
            frame.Errors.Add(fields.KeySpot(kind), $"evidence of {kind} needs neighbourhoods; list their data.police.uk ids in the contract's “neighbourhoods”");
        }

        return kind switch
        {
            "section" => Section(fields, frame),
            "priorities" => fields.Value(kind, OnlyTrue(fields)) is null ? null : new PrioritiesEvidence(),
            "events" => Events(fields),
            "people" => fields.Text(kind, Exactly(fields, "shown")) is null ? null : new PeopleEvidence(),
            "url" => fields.Text(kind, fields.Values.Url) is { } url ? new UrlEvidence(url) : null,
            "record-of" => fields.Text(kind, frame.Commitments.Refer) is { } named ? new RecordOfEvidence(named, Need<RecordNeed>(fields, ContractKeys.RecordNeeds) ?? RecordNeed.Nothing) : null,
            _ => PerEvent(fields, commitment),
        };
    }

    private static void RefuseKinds(YamlMap map, List<YamlText> kinds, ErrorList errors)
    {
        var choices = string.Join(", ", ContractKeys.Evidence.Keys);
        if (kinds.Count > 1)
        {
            errors.Add(kinds[1].At, $"this evidence is of two kinds, {kinds[0].Kind} and {kinds[1].Kind}; keep one");
            return;
        }

        var first = map.Entries.Count > 0 ? map.Entries[0].Key : null;
        errors.Add(
            first?.At ?? map.At,
            first is null ? $"this evidence is empty; add one of {choices}"
                : $"{first.Kind} is no kind of evidence{Given.DidYouMean(first.Value, ContractKeys.Evidence.Keys, $"; give one of {choices}")}");
    }

    private static SectionEvidence? Section(Fields fields, Frame frame)
    {
        if (fields.Text("section", fields.Values.Slug) is not { } section)
        {
            return null;
        }

        List<string> having = [.. frame.Pages.Where(page => page.Sections.ContainsKey(section)).Select(page => page.Id)];
        if (having.Count == 0)
        {
            frame.Errors.Add(fields.SpotOf("section"), $"no page has a section {Given.Shown(section)}{Given.DidYouMean(section, frame.Pages.SelectMany(page => page.Sections.Keys).Distinct(StringComparer.Ordinal), "; declare it under “pages”")}");
        }

        return new(section, fields.Has("pages") ? fields.Texts("pages", PageWithSection) : having);

        string? PageWithSection(YamlNode node, string name)
        {
            var page = frame.PageIds.Refer(node, name);
            if (page is not null && having.Count > 0 && !having.Contains(page))
            {
                frame.Errors.Add(node.At, $"the page {Given.Shown(page)} has no section {Given.Shown(section)}; declare it under “pages”");
            }

            return page;
        }
    }

    private static Evidence? Events(Fields fields) =>
        fields.Node("events") is YamlText { Value: "upcoming" } ? new UpcomingEventsEvidence()
        : fields.Value("events", (node, name) => fields.Values.Whole(node, name, 1, 1000)) is { } count ? new EventsEvidence((int)count)
        : null;

    private static PerEventEvidence? PerEvent(Fields fields, Fields commitment)
    {
        if (!commitment.Has("each") && !commitment.Has("always"))
        {
            fields.Errors.Add(fields.KeySpot("per"), "evidence per event goes with “each” or “always”; give the commitment one of these rules");
        }

        var per = fields.Text("per", Exactly(fields, "event"));
        var (within, needs) = (fields.Value("within", fields.Values.WorkingDays), Need<EventNeed>(fields, ContractKeys.EventNeeds));
        return per is not null && within is { } days && needs is { } need ? new(days, need) : null;
    }

    private static T? Need<T>(Fields fields, IReadOnlyList<string> words)
        where T : struct, Enum => fields.Value("needs", (node, name) => fields.Values.OneOf<T>(node, name, words));

    private static Func<YamlNode, string, string?> Exactly(Fields fields, string word) =>
        (node, name) => node is YamlText text && text.Value == word ? word : fields.Values.Refuse(node, name, word);

    private static Func<YamlNode, string, bool?> OnlyTrue(Fields fields) => (node, name) =>
    {
        if (node is YamlText { IsPlain: true, Value: "true" })
        {
            return true;
        }

        fields.Values.Refuse(node, name, "true");
        return null;
    };
}
