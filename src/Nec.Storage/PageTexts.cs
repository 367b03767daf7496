using Dapper;
using Npgsql;

namespace Nec.Storage;

/// <summary>What a section of a watched page said.</summary>
public sealed record PageText
{
    public required string TextHash { get; init; }

    public required string Text { get; init; }

    public required DateTimeOffset FirstSeenAt { get; init; }

    public required DateTimeOffset LastSeenAt { get; init; }
}

/// <summary>The texts of watched sections, each kept once with the looks that it was seen between.</summary>
public sealed class PageTexts(NpgsqlDataSource source)
{
    /// <summary>What the last good look saw; null before the first one.</summary>
    public async Task<PageText?> Latest(string team, string page, string section, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return await connection.QueryFirstOrDefaultAsync<PageText>(new CommandDefinition(
            """
            select text_hash, text, first_seen_at, last_seen_at
            from nec.page_text
            where team = @team and page = @page and section = @section
            order by last_seen_at desc, page_text_id desc
            limit 1
            """,
            new { team, page, section },
            cancellationToken: cancellationToken));
    }

    public async Task Seen(string team, string page, string section, string hash, string text, DateTimeOffset at, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(
            """
            insert into nec.page_text as kept (team, page, section, text_hash, text, first_seen_at, last_seen_at)
            values (@team, @page, @section, @hash, @text, @at, @at)
            on conflict (team, page, section, text_hash) do update
            set first_seen_at = least(kept.first_seen_at, excluded.first_seen_at),
                last_seen_at = greatest(kept.last_seen_at, excluded.last_seen_at)
            """,
            new { team, page, section, hash, text, at },
            cancellationToken: cancellationToken));
    }

    /// <summary>Deletes what was last seen before an instant, except the latest text of each section.</summary>
    public async Task<int> Purge(DateTimeOffset before, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return await connection.ExecuteAsync(new CommandDefinition(
            """
            delete from nec.page_text old
            where last_seen_at < @before
              and exists (
                  select 1
                  from nec.page_text later
                  where later.team = old.team and later.page = old.page and later.section = old.section
                    and later.last_seen_at > old.last_seen_at)
            """,
            new { before },
            cancellationToken: cancellationToken));
    }
}
