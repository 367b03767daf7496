using Dapper;
using Npgsql;

namespace Nec.Storage;

/// <summary>What a server gave with a page: its mark and its date of the version, both as it wrote them.</summary>
public sealed record PageMark
{
    public required string? ETag { get; init; }

    public required string? LastModified { get; init; }
}

/// <summary>The marks of pages, so that a page which has not changed need not be sent again.</summary>
public sealed class PageMarks(NpgsqlDataSource source)
{
    /// <summary>The mark that came with a page when it was watched in just this way; null when there is none, or none of the last seven days.</summary>
    /// <param name="watched">The address and the sections: another heading needs another look.</param>
    /// <param name="at">When the page is looked at: a server that gives the same mark whatever it shows is found out within a week.</param>
    public async Task<PageMark?> Find(string team, string page, string watched, DateTimeOffset at, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<PageMark>(new CommandDefinition(
            """
            select etag as "ETag", last_modified
            from nec.page_mark
            where team = @team and page = @page and watched = @watched and given_at >= @at - interval '7 days'
            """,
            new { team, page, watched, at },
            cancellationToken: cancellationToken));
    }

    /// <summary>Keeps the mark that came with a whole page; null forgets it.</summary>
    public async Task Keep(string team, string page, string watched, PageMark? mark, DateTimeOffset at, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(
            mark is null
                ? """
                  delete from nec.page_mark
                  where team = @team and page = @page
                  """
                : """
                  insert into nec.page_mark (team, page, watched, etag, last_modified, given_at)
                  values (@team, @page, @watched, @ETag, @LastModified, @at)
                  on conflict (team, page) do update
                  set watched = excluded.watched,
                      etag = excluded.etag,
                      last_modified = excluded.last_modified,
                      given_at = excluded.given_at
                  """,
            new { team, page, watched, mark?.ETag, mark?.LastModified, at },
            cancellationToken: cancellationToken));
    }
}
