namespace Nec.Dashboard.Pages.Jobs;

/// <summary>The orders of a list of runs, as addresses name them: a minus turns one round. Runs that are alike in it stand newest first.</summary>
internal static class RunOrder
{
    /// <summary>Every order in words; the usual one has no name.</summary>
    public static IReadOnlyList<(string? Name, string Words)> Every { get; } =
    [
        (null, "Newest first"), ("started", "Oldest first"), ("-took", "Longest first"), ("took", "Shortest first"),
        ("job", "By job, A to Z"), ("-job", "By job, Z to A"), ("outcome", "By outcome, A to Z"), ("-outcome", "By outcome, Z to A"),
    ];

    /// <summary>Null for the usual one, and for what is none.</summary>
    public static string? Of(string? given) => Every.FirstOrDefault(order => order.Name == given).Name;

    /// <summary>As they stand within a sentence.</summary>
    public static string WordsOf(string? sort) => Every.First(order => order.Name == sort).Words is [var first, .. var rest] ? $"{char.ToLowerInvariant(first)}{rest}" : "";

    /// <summary>How a column stands in an order, as <c>aria-sort</c> says it; <c>none</c> when another decides.</summary>
    public static string DirectionOf(string column, string? sort) =>
        sort == column ? "ascending" : (sort ?? "-started") == $"-{column}" ? "descending" : "none";

    /// <summary>The order that a press of a column's heading leads to: first what people look for there, the longest or the newest, then the other way round.</summary>
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
