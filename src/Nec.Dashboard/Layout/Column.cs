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

    /// <summary>A column of words that lead somewhere; a row without an address has words alone.</summary>
    public Column(string heading, Func<TRow, string?> words, Func<TRow, string?> address)
        : this(heading, row => builder =>
        {
            builder.OpenComponent<Linked>(0);
            builder.AddComponentParameter(1, nameof(Linked.Words), words(row));
            builder.AddComponentParameter(2, nameof(Linked.Address), address(row));
            builder.CloseComponent();
        })
    {
    }

    /// <summary>Whether it holds numbers to be compared.</summary>
    public bool IsNumeric { get; init; }

    /// <summary>How the rows are sorted by it, as <c>aria-sort</c> says it, and where its heading leads; null when it is no link.</summary>
    public (string Direction, string Address)? Order { get; init; }
}
