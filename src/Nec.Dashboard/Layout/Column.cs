using Microsoft.AspNetCore.Components;

namespace Nec.Dashboard.Layout;

/// <summary>A column of a table: its heading, and what stands in it for a row.</summary>
public sealed record Column<TRow>(string Heading, RenderFragment<TRow> Cell)
{
    /// <summary>A column of words.</summary>
    public Column(string heading, Func<TRow, string?> words)
        : this(heading, row => builder => builder.AddContent(0, words(row)))
    {
    }

    /// <summary>Whether it holds numbers to be compared.</summary>
    public bool IsNumeric { get; init; }

    /// <summary>How the rows are sorted by it, as <c>aria-sort</c> says it, and where its heading leads; null when it is no link.</summary>
    public (string Direction, string Address)? Order { get; init; }
}
