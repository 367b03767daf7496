using Nec.Core.Compliance.Rules;
using Nec.Core.Contracts;

namespace Nec.Integrations.ContractFiles;

/// <summary>Reads the promises.</summary>
internal static class CommitmentReader
{
    private const string PlaceMark = "{place}";

    public static IReadOnlyList<Commitment> Read(Fields contract, Frame frame)
    {
        List<Fields> all = [.. contract.Items("commitments").Select(item => Fields.Of(item, ContractKeys.Commitment, frame.Errors)).OfType<Fields>()];

        // Declared before any is read, because a record-of may name one further down.
        List<string?> ids = [.. all.Select(fields => fields.Text("id", fields.Values.Slug))];
        foreach (var (fields, id) in all.Zip(ids))
        {
            frame.Commitments.Declare(id, fields.SpotOf("id"));
        }

        List<Commitment> commitments = [.. all.Zip(ids, (fields, id) => Of(fields, id ?? "", frame))];
        RefuseStrayRecords(commitments, all, frame.Errors);
        return commitments;
    }

    private static Commitment Of(Fields fields, string id, Frame frame)
    {
        var values = fields.Values;
        var places = Places(fields);
        var evidence = EvidenceReader.Read(fields, frame);
        return new Commitment
        {
            Id = id,
            Standard = fields.Text("standard", frame.Standards.Refer) ?? "",
            Title = Title(fields, places.Count > 0) ?? "",
            Promise = fields.Text("promise", values.Prose) ?? "",
            Accountable = fields.Text("accountable", frame.Posts.Refer) ?? "",
            Rule = RuleReader.Read(fields, frame) ?? new Standing(null),
            Doer = fields.Text("doer", values.Line),
            Ref = fields.Node("ref") is YamlList ? string.Join(", ", fields.Texts("ref", values.Word)) : fields.Text("ref", values.Word),
            Counts = fields.Text("counts", values.Prose),
            Places = places,
            Evidence = evidence,
            GraceDays = fields.Value("grace", values.Days) ?? 0,
            RemindDays = Remind(fields),
            IntroduceDays = Introduce(fields),
            Soft = fields.Value("soft", values.Truth) ?? false,
        };
    }

    // Only a state can be attested anew; everything else falls due by itself.
    private static int? Introduce(Fields fields)
    {
        if (fields.Has("introduce") && !fields.Has("always"))
        {
            fields.Errors.Add(fields.SpotOf("introduce"), "“introduce” goes with “always: true” only; take it out");
        }

        return fields.Value("introduce", fields.Values.Days);
    }

    private static string? Title(Fields fields, bool hasPlaces)
    {
        var title = fields.Text("title", fields.Values.Line);
        if (title is not null && !hasPlaces && title.Contains(PlaceMark, StringComparison.Ordinal))
        {
            fields.Errors.Add(fields.SpotOf("title"), "“title” speaks of {place}, but the commitment lists no places; add them or take it out");
        }

        return title;
    }

    private static List<string> Places(Fields fields)
    {
        List<string> places = [];
        var slugs = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var item in fields.Items("places"))
        {
            if (fields.Values.Line(item, "places") is not { } place)
            {
                continue;
            }

            var slug = Slug.Of(place);
            if (slug.Length == 0)
            {
                fields.Values.Refuse(item, "places", "a name with letters or digits in it");
            }
            else if (!slugs.TryAdd(slug, place))
            {
                fields.Errors.Add(item.At, $"the place {Given.Shown(place)} is the same as {Given.Shown(slugs[slug])}; delete one");
            }

            places.Add(place);
        }

        return places;
    }

    private static List<int>? Remind(Fields fields)
    {
        if (!fields.Has("remind"))
        {
            return null;
        }

        List<int> remind = [];
        foreach (var item in fields.Items("remind", mayBeEmpty: true))
        {
            if (fields.Values.Days(item, "remind") is not { } days)
            {
                continue;
            }

            if (remind.Contains(days))
            {
                fields.Errors.Add(item.At, FormattableString.Invariant($"“remind” has {days} days twice; delete one"));
            }

            remind.Add(days);
        }

        return [.. remind.OrderDescending()];
    }

    // A record of one place shows nothing for another.
    private static void RefuseStrayRecords(List<Commitment> commitments, List<Fields> all, ErrorList errors)
    {
        var places = commitments.DistinctBy(commitment => commitment.Id).ToDictionary(commitment => commitment.Id, commitment => commitment.Places, StringComparer.Ordinal);
        foreach (var (commitment, fields) in commitments.Zip(all))
        {
            if (commitment.Evidence is RecordOfEvidence { Commitment: var named } && places.TryGetValue(named, out var recorded))
            {
                if (named == commitment.Id)
                {
                    errors.Add(fields.SpotOf("evidence"), "“record-of” names its own commitment; name the one that is recorded, or leave “evidence” out");
                }
                else if (commitment.Places.Except(recorded, StringComparer.Ordinal).Any() || (commitment.Places.Count == 0 && recorded.Count > 0))
                {
                    errors.Add(fields.SpotOf("evidence"), $"“record-of” names {Given.Shown(named)}, which is not owed for the same places; list places that it has");
                }
            }
        }
    }
}
