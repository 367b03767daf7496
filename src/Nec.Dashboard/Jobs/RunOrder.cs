namespace Nec.Dashboard.Jobs;

/// <summary>An order of a list of runs. Runs that are alike in it stand newest first.</summary>
/// <param name="Name">As addresses name it; a minus turns one round. Empty for the usual one.</param>
/// <param name="Words">As a person chooses it.</param>
/// <param name="Key">
/// SQL: the text that the list goes by, the same length for every number; the same for every run in the usual order, which the index of
/// the starts then answers.
/// </param>
internal sealed record RunOrder(string Name, string Words, string Key)
{
    private const string Start = "lpad((extract(epoch from started_at) * 1000000)::bigint::text, 16, '0')";

    // What runs has no length yet and counts as the longest.
    private const string Length =
        "coalesce(lpad((extract(epoch from ended_at - started_at) * 1000000)::bigint::text, 16, '0'), '9999999999999999')";

    /// <summary>The usual one first.</summary>
    public static IReadOnlyList<RunOrder> Every { get; } =
    [
        new("", "Newest first", "''"), new("started", "Oldest first", Start),
        new("-took", "Longest first", Length), new("took", "Shortest first", Length),
        new("job", "By job, A to Z", "job"), new("-job", "By job, Z to A", "job"),
        new("outcome", "By outcome, A to Z", "outcome"), new("-outcome", "By outcome, Z to A", "outcome"),
    ];

    public bool IsDown => Name.StartsWith('-');

    /// <summary>The usual one for what is none.</summary>
    public static RunOrder Of(string? name) => Every.FirstOrDefault(order => order.Name == name) ?? Every[0];

    /// <summary>How a column stands in an order, as <c>aria-sort</c> says it; <c>none</c> when another decides.</summary>
    public static string DirectionOf(string column, string? sort) =>
        sort == column ? "ascending" : (sort ?? "-started") == $"-{column}" ? "descending" : "none";

    /// <summary>The order that a press of a column's heading leads to: first what people look for, then the other way round.</summary>
    public static string? Next(string column, string? sort) => (column, DirectionOf(column, sort)) switch
    {
        ("started", "descending") => "started",
        ("started", _) => null,
        ("took", "descending") => "took",
        ("took", _) => "-took",
        (_, "ascending") => $"-{column}",
        _ => column,
    };
}
