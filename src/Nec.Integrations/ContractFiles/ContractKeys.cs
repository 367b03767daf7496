using Nec.Core.Calendar;
using Nec.Core.Compliance;
using Nec.Core.Contracts;

namespace Nec.Integrations.ContractFiles;

/// <summary>The keys of one kind of mapping; its name is the one that the schema defines it under.</summary>
internal sealed record KeySet(string Name, IReadOnlyList<string> Required, IReadOnlyList<string> Optional)
{
    /// <summary>Every key.</summary>
    public IReadOnlyList<string> All { get; } = [.. Required, .. Optional];

    /// <summary>The name with its article.</summary>
    public string Called { get; } = $"{("aeio".Contains(Name[0], StringComparison.Ordinal) ? "an" : "a")} {Name.Replace('-', ' ')}";
}

/// <summary>The whole format in one table: the loader reads by it and a test holds the schema to it.</summary>
internal static class ContractKeys
{
    public static readonly KeySet Contract = new("contract",
        ["contract", "title", "force", "version", "from", "standards", "posts", "commitments"],
        ["to", "bank-holidays", "neighbourhoods", "pages", "accounts"]);

    public static readonly KeySet Standard = new("standard", ["id", "title"], []);

    public static readonly KeySet Post = new("post", ["title"], ["holders", "deputies", "escalates-to"]);

    public static readonly KeySet Tenure = new("tenure", ["name", "email", "from"], ["to", "language"]);

    /// <summary>A neighbourhood with the name that people know it by; a bare id is one too.</summary>
    public static readonly KeySet Neighbourhood = new("neighbourhood", ["id", "title"], []);

    public static readonly KeySet Page = new("page", ["id", "url"], ["sections"]);

    /// <summary>How a section is found that has no heading of its own; exactly one of its keys.</summary>
    public static readonly KeySet Selector = new("section-selector", [], ["id", "css"]);

    public static readonly KeySet Account = new("account", ["id", "network", "handle", "metric"], []);

    /// <summary>The keys of which a commitment has exactly one.</summary>
    public static readonly IReadOnlyList<string> Rules = ["every", "each", "on", "target", "always"];

    public static readonly KeySet Commitment = new("commitment",
        ["id", "standard", "title", "promise", "accountable"],
        [.. Rules, "review", "places", "evidence", "grace", "remind", "soft", "doer", "ref", "counts", "introduce"]);

    public static readonly KeySet Target = new("target", ["accounts", "baseline", "by"], ["at-least", "percent"]);

    /// <summary>The kinds of evidence, by the key that tells each from the others.</summary>
    public static readonly IReadOnlyDictionary<string, KeySet> Evidence = new Dictionary<string, KeySet>(StringComparer.Ordinal)
    {
        ["section"] = new("section-evidence", ["section"], ["pages"]),
        ["priorities"] = new("priorities-evidence", ["priorities"], []),
        ["events"] = new("events-evidence", ["events"], []),
        ["people"] = new("people-evidence", ["people"], []),
        ["url"] = new("url-evidence", ["url"], []),
        ["record-of"] = new("record-evidence", ["record-of"], ["needs"]),
        ["per"] = new("event-record-evidence", ["per", "within", "needs"], []),
    };

    /// <summary>Every kind of mapping that has keys of its own.</summary>
    public static readonly IReadOnlyList<KeySet> All = [Contract, Standard, Post, Tenure, Neighbourhood, Page, Selector, Account, Commitment, Target, .. Evidence.Values];

    public static readonly IReadOnlyList<string> Divisions = Words<Division>();

    public static readonly IReadOnlyList<string> Periods = Words<PeriodKind>();

    public static readonly IReadOnlyList<string> RecordNeeds = [.. Words<RecordNeed>().Where(word => word != "nothing")];

    public static readonly IReadOnlyList<string> EventNeeds = Words<EventNeed>();

    /// <summary>The languages that a person may read mail in, by their tags.</summary>
    public static readonly IReadOnlyList<string> Languages = ["en-GB", "cy-GB"];

    /// <summary>The lists of words that a value may be, by the name that the schema defines each under.</summary>
    public static readonly IReadOnlyDictionary<string, IReadOnlyList<string>> Enumerations = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal)
    {
        ["division"] = Divisions,
        ["period"] = Periods,
        ["record-need"] = RecordNeeds,
        ["event-need"] = EventNeeds,
        ["language"] = Languages,
    };

    private static List<string> Words<T>()
        where T : struct, Enum => [.. Enum.GetValues<T>().Select(value => Kebab.Of(value.ToString()))];
}
