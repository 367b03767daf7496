using System.Text;

namespace Nec.Dashboard.Layout;

/// <summary>Rows as a spreadsheet reads them, and runs nothing of.</summary>
internal static class Csv
{
    private const string StartsFormula = "=+-@\t\r";

    /// <summary>A whole file, or its beginning.</summary>
    public static string Of(IEnumerable<IReadOnlyList<string?>> rows) => $"\uFEFF{Lines(rows)}"; // without the mark Excel takes UTF-8 for something older

    /// <summary>Further rows of a file that has begun.</summary>
    public static string Lines(IEnumerable<IReadOnlyList<string?>> rows)
    {
        var text = new StringBuilder();
        foreach (var row in rows)
        {
            text.AppendJoin(',', row.Select(Cell)).Append("\r\n");
        }

        return text.ToString();
    }

    // A cell that begins like a formula would be one: an apostrophe makes it words again.
    private static string Cell(string? value)
    {
        var words = value ?? "";
        words = words.TrimStart() is [var first, ..] && StartsFormula.Contains(first, StringComparison.Ordinal) || words is ['\t' or '\r', ..] ? $"'{words}" : words;
        return words.AsSpan().IndexOfAny(",\"\r\n;") >= 0 ? $"\"{words.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : words;
    }
}
