using Nec.Core.Compliance.Rules;

namespace Nec.Integrations.ContractFiles;

/// <summary>Reads a target: the number that some accounts reach together by a day.</summary>
internal static class TargetReader
{
    private const long MostCounted = 1_000_000_000_000;

    public static TargetBy? Read(Fields commitment, Frame frame)
    {
        if (Fields.Of(commitment.Node("target")!, ContractKeys.Target, commitment.Errors) is not { } fields)
        {
            return null;
        }

        if (!fields.Has("at-least") && !fields.Has("percent"))
        {
            fields.Errors.Add(fields.At, "this target has no number; add “at-least”, “percent” or both");
        }

        if (commitment.Has("evidence"))
        {
            fields.Errors.Add(commitment.KeySpot("evidence"), "a target is judged by its accounts' counts; delete “evidence”");
        }

        var target = new TargetBy(
            fields.Texts("accounts", frame.AccountIds.Refer),
            fields.Value("baseline", Count) ?? 0,
            fields.Value("at-least", Count),
            fields.Value("percent", fields.Values.Percent),
            fields.Value("by", (node, name) => frame.DateInForce(fields.Values, node, name)) ?? default);
        RefuseMixture(target, fields, frame);
        return target;

        long? Count(YamlNode node, string name) => fields.Values.Whole(node, name, 0, MostCounted);
    }

    private static void RefuseMixture(TargetBy target, Fields fields, Frame frame)
    {
        var metrics = frame.Accounts.Where(account => target.Accounts.Contains(account.Id)).Select(account => account.Metric).Distinct(StringComparer.Ordinal).ToList();
        if (metrics.Count > 1)
        {
            fields.Errors.Add(fields.SpotOf("accounts"), $"these accounts count different things ({string.Join(", ", metrics)}), which never add up; list accounts of one metric");
        }
    }
}
