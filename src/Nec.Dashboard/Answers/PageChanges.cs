using Dapper;
using DiffPlex;
using DiffPlex.DiffBuilder;
using DiffPlex.DiffBuilder.Model;
using Nec.Core.Facts;
using Npgsql;

namespace Nec.Dashboard.Answers;

/// <summary>One line that a page lost or gained.</summary>
internal sealed record ChangedLine(bool IsNew, string Text);

/// <summary>What a look at a section saw change: the text that it saw, against the one before.</summary>
internal static class PageChanges
{
    private const int MostShown = 60;

    // The differ's work grows with the square of what differs.
    private const int MostCharacters = 100_000;

    /// <summary>The lines; none when either text is no longer kept.</summary>
    public static async Task<IReadOnlyList<ChangedLine>> Find(NpgsqlDataSource source, string team, SectionCheck look, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        var texts = (await connection.QueryAsync<string?>(new CommandDefinition(
            """
            select text
            from nec.page_text
            where team = @team and page = @Page and section = @Section and first_seen_at <= @At
            order by (last_seen_at >= @At) desc, case when last_seen_at >= @At then first_seen_at else last_seen_at end desc, page_text_id desc
            limit 2
            """,
            new { team, look.Page, look.Section, look.At },
            cancellationToken: cancellationToken))).AsList();
        return texts is [{ } now, { } before] && now.Length + before.Length <= MostCharacters ? [.. Between(before, now).Take(MostShown)] : [];
    }

    private static IEnumerable<ChangedLine> Between(string before, string now) =>
        from line in new InlineDiffBuilder(new Differ()).BuildDiffModel(before, now).Lines
        where line.Type is ChangeType.Inserted or ChangeType.Deleted && !string.IsNullOrWhiteSpace(line.Text)
        select new ChangedLine(line.Type == ChangeType.Inserted, line.Text);
}
