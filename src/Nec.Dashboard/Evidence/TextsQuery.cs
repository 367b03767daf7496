using Dapper;
using Npgsql;

namespace Nec.Dashboard.Evidence;

/// <summary>One distinct text of a section.</summary>
public sealed record TextRow
{
    public required long PageTextId { get; init; }

    public required string Section { get; init; }

    /// <summary>Null when its words are no longer kept.</summary>
    public string? Text { get; init; }

    public required DateTimeOffset FirstSeenAt { get; init; }

    public required DateTimeOffset LastSeenAt { get; init; }

    /// <summary>The date that the text gives as its own; null when it gives none.</summary>
    public DateOnly? StatedOn { get; init; }
}

internal static class TextsQuery
{
    public const int MostTexts = 100;

    /// <summary>The latest texts of a page's sections, newest first.</summary>
    public static async Task<List<TextRow>> Of(NpgsqlDataSource source, string team, string page, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return
        [
            .. await connection.QueryAsync<TextRow>(new CommandDefinition(
                """
                select page_text_id, section, text, first_seen_at, last_seen_at, stated_on
                from nec.page_text
                where team = @team and page = @page
                order by section, first_seen_at desc, page_text_id desc
                limit @Limit
                """,
                new { team, page, Limit = MostTexts },
                cancellationToken: cancellationToken)),
        ];
    }
}
