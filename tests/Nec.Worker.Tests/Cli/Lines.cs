namespace Nec.Worker.Tests.Cli;

/// <summary>Facts as lines of JSON.</summary>
internal static class Lines
{
    public static string Held(string commitment, string on, string? place = null, string outcome = "held", string? recordedAt = null) =>
        $$"""{"fact":"occurrence","commitment":"{{commitment}}",{{(place is null ? "" : $"\"place\":\"{place}\",")}}"occurredOn":"{{on}}","outcome":"{{outcome}}"{{(recordedAt is null ? "" : $",\"recordedAt\":\"{recordedAt}\"")}}}""";

    public static string HeldAt(string commitment, string at) => $$"""{"fact":"occurrence","commitment":"{{commitment}}","occurredAt":"{{at}}","outcome":"held"}""";

    public static string Section(string at, string verdict) => $$"""{"fact":"section","page":"town","section":"priorities","at":"{{at}}","verdict":"{{verdict}}"}""";

    public static string Unable(string target, string at, string source = "web-pages") =>
        $$"""{"fact":"check","source":"{{source}}","target":"{{target}}","at":"{{at}}","outcome":"unable","reason":"HTTP 403"}""";

    public static string Reading(string account, string at, long count) => $$"""{"fact":"reading","account":"{{account}}","metric":"page-likes","at":"{{at}}","count":{{count}}}""";

    public static string Priorities(string at, string? newestIssueOn, bool changed) =>
        $$"""{"fact":"priorities","neighbourhood":"N1","at":"{{at}}","newestIssueOn":{{(newestIssueOn is null ? "null" : $"\"{newestIssueOn}\"")}},"newestActionOn":null,"changed":{{(changed ? "true" : "false")}}}""";

    public static string Event(string startsAt, string firstSeenAt, bool attended = true) =>
        $$"""{"fact":"event","neighbourhood":"N1","id":"1","startsAt":"{{startsAt}}","firstSeenAt":"{{firstSeenAt}}","attended":{{(attended ? "true" : "false")}},"footfall":12}""";
}
