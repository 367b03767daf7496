using Nec.Core.Compliance;
using Nec.Core.Facts;
using Nec.Integrations.ContractFiles;

namespace Nec.Integrations.FactFiles;

/// <summary>The keys and words of each kind of fact; every kind may also say when it was recorded.</summary>
internal static class FactKeys
{
    public static readonly IReadOnlyDictionary<string, KeySet> Kinds = new Dictionary<string, KeySet>(StringComparer.Ordinal)
    {
        ["occurrence"] = Of("occurrence", ["commitment", "outcome"], "place", "occurredOn", "occurredAt", "period", "means", "feedback", "note", "by"),
        ["reading"] = Of("reading", ["account", "metric", "at", "count"], "significantFigures", "lastPostOn"),
        ["section"] = Of("section", ["page", "section", "at", "verdict"], "reason", "acceptedByPerson"),
        ["priorities"] = Of("priorities", ["neighbourhood", "at", "changed"], "newestIssueOn", "newestActionOn"),
        ["people"] = Of("people", ["neighbourhood", "at", "count"]),
        ["event"] = Of("event", ["neighbourhood", "id", "startsAt", "firstSeenAt"], "attended", "footfall", "reference", "goneAt", "backAt"),
        ["check"] = Of("check", ["source", "target", "at", "outcome"], "reason"),
    };

    public static readonly IReadOnlyDictionary<string, Outcome> Outcomes = Words<Outcome>();

    public static readonly IReadOnlyDictionary<string, Verdict> Verdicts = Words<Verdict>();

    public static readonly IReadOnlyDictionary<string, CheckOutcome> CheckOutcomes = Words<CheckOutcome>();

    private static KeySet Of(string name, IReadOnlyList<string> required, params string[] optional) =>
        new(name, ["fact", .. required], [.. optional, "recordedAt"]);

    private static Dictionary<string, T> Words<T>()
        where T : struct, Enum => Enum.GetValues<T>().ToDictionary(value => Kebab.Of(value.ToString()), StringComparer.Ordinal);
}
