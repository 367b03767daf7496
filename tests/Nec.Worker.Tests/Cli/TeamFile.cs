namespace Nec.Worker.Tests.Cli;

/// <summary>Contract files as people write them: one invented team, and the commitments that a test is about.</summary>
internal static class TeamFile
{
    public const string Clerks = "every: 6 months, places: [Sherborne, Lyme Regis]";

    public const string Newsletter = "each: quarter";

    public const string Section = "each: quarter, evidence: { section: priorities, pages: [town] }";

    public const string Likes = "target: { accounts: [bridport, dorchester, sherborne], baseline: 7462, at-least: 8200, percent: 10, by: 2019-12-31 }";

    /// <summary>A contract of one commitment, given by its id and its rule in flow style.</summary>
    public static string Of(string id, string rule, string from = "2025-01-01") => Team("north", from, $"  - {{ {Line(id)}, {rule} }}");

    /// <summary>A contract of a team with commitments given as YAML lines.</summary>
    public static string Team(string id, string from, string commitments) => $$"""
        contract: {{id}}
        title: North
        force: invented
        version: "1"
        from: {{from}}
        neighbourhoods: [N1]
        standards:
          - { id: councillors, title: Councillors are recognised }
        posts:
          inspector:
            title: Neighbourhood Inspector
            holders: [{ name: Alex North, email: inspector@example.org, from: 2019-01-01 }]
            escalates-to: chief-inspector
          chief-inspector:
            title: Chief Inspector
            holders: [{ name: Sam Chief, email: chief@example.org, from: 2019-01-01 }]
        pages:
          - { id: town, url: "https://force.example.org/town", sections: { priorities: "Our priorities" } }
        accounts:
          - { id: bridport, network: facebook, handle: "102000000000001", metric: page-likes }
          - { id: dorchester, network: facebook, handle: "102000000000002", metric: page-likes }
          - { id: sherborne, network: facebook, handle: "102000000000003", metric: page-likes }
        commitments:
        {{commitments}}
        """;

    /// <summary>A commitment in flow style.</summary>
    public static string Flow(this string line, string rule) => $"{{ {line}, {rule} }}";

    /// <summary>What every commitment says of itself.</summary>
    public static string Line(string id) => $"id: {id}, standard: councillors, title: Keep {id}, promise: We keep {id}., accountable: inspector";
}
