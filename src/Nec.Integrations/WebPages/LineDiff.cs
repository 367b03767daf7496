using DiffPlex;

namespace Nec.Integrations.WebPages;

/// <summary>What people are shown: the lines that went (<c>-</c>) and came (<c>+</c>), each with a line around it.</summary>
public static class LineDiff
{
    // The differ's work grows with the square of what differs; beyond this nobody reads it anyway.
    private const int MostLines = 2000;

    /// <summary>The difference of two texts; null when there is none.</summary>
    public static string? Between(string before, string after)
    {
        if (before == after)
        {
            return null;
        }

        var (old, now) = (before.AsSpan().Count('\n') + 1, after.AsSpan().Count('\n') + 1);

        return old + now > MostLines ? $"- ({old} lines)\n+ ({now} lines)" : string.Join('\n', Blocks(before.Split('\n'), after.Split('\n'), before, after));
    }

    private static IEnumerable<string> Blocks(string[] old, string[] now, string before, string after)
    {
        var shown = 0;
        foreach (var block in new Differ().CreateLineDiffs(before, after, ignoreWhitespace: false).DiffBlocks)
        {
            if (block.DeleteStartA > shown || (shown == 0 && block.DeleteStartA > 0))
            {
                yield return $"  {old[block.DeleteStartA - 1]}";
            }

            foreach (var line in old.AsSpan(block.DeleteStartA, block.DeleteCountA).ToArray())
            {
                yield return $"- {line}";
            }

            foreach (var line in now.AsSpan(block.InsertStartB, block.InsertCountB).ToArray())
            {
                yield return $"+ {line}";
            }

            shown = block.DeleteStartA + block.DeleteCountA;
            if (shown < old.Length)
            {
                yield return $"  {old[shown++]}";
            }
        }
    }
}
