using Spectre.Console;

namespace Nec.Bench;

/// <summary>The rows as people read them.</summary>
internal static class Table
{
    public static void Print(IEnumerable<Row> rows)
    {
        var table = new Spectre.Console.Table().AddColumns("what", "target", "measured", "ratio", "").Border(TableBorder.Markdown);
        foreach (var row in rows)
        {
            table.AddRow([.. new[] { row.What, row.Target, row.Measured, row.Ratio, row.IsMet switch { true => "ok", false => "not met", null => "" } }.Select(cell => new Text(cell))]);
        }

        var console = AnsiConsole.Create(new() { ColorSystem = ColorSystemSupport.NoColors });
        console.Profile.Width = 200;
        console.Write(table);
    }
}
