using System.Text.RegularExpressions;

namespace Nec.Architecture.Tests;

/// <summary>Who speaks SQL to which tables.</summary>
public sealed partial class SqlTests
{
    // Decision 24: none of Hangfire's interfaces says which runs lost their place in the queue, or which version its schema has.
    private static readonly string[] KnowHangfiresTables = ["Nec.Worker.Jobs.Engine.EngineStorage", "Nec.Worker.Jobs.Engine.StrandedRuns"];

    [Fact]
    public void Storage_alone_writes()
    {
        var writers = Saying(Writes())
            .ToLookup(said => said.Body.Room == House.Storage || KnowHangfiresTables.Contains(said.Body.Owner.FullName));
        Assert.NotEmpty(writers[true]);
        Compiled.Refuse(writers[false], "Only Storage inserts, updates or deletes: give the table's class there a method that does it");
    }

    [Fact]
    public void Hangfires_tables_are_known_to_nobody()
    {
        var knowing = Saying(HangfiresTables()).ToLookup(said => KnowHangfiresTables.Contains(said.Body.Owner.FullName));
        var still = knowing[true].Select(said => said.Body.Owner.FullName).Distinct().Order(StringComparer.Ordinal);
        Assert.Equal(KnowHangfiresTables, still); // or take it off the list
        Compiled.Refuse(knowing[false], "Hangfire changes its tables as it likes: ask its interfaces, or JobHealth and nec.run");
    }

    private static IEnumerable<(Body Body, string Text)> Saying(Regex words) =>
        from body in Compiled.Bodies from text in body.Texts where words.IsMatch(text) select (body, text);

    /// <summary>Statements that write a table of any schema.</summary>
    [GeneratedRegex(
        """
        \b(
            (insert\s+into | delete\s+from | merge\s+into)\s+\w
            | update\s+(only\s+)?[\w.]+(\s+(as\s+)?\w+)?\s+set\b
            | (truncate(\s+table)? | copy | (create | alter | drop)\s+(table | index | schema))\s+(only\s+)?(nec | hangfire)\b)
        """,
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace,
        1000)]
    internal static partial Regex Writes();

    [GeneratedRegex(@"\bhangfire\.[a-z]+\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex HangfiresTables();
}
