using Dapper;
using Nec.Core.Facts;
using Npgsql;

namespace Nec.Storage;

/// <summary>What a section of a watched page said.</summary>
public sealed record PageText
{
    public required string Section { get; init; }

    public required string TextHash { get; init; }

    public required string Text { get; init; }

    public required DateTimeOffset FirstSeenAt { get; init; }

    public required DateTimeOffset LastSeenAt { get; init; }

    /// <summary>The date that the text gives as its own ("Last updated …"); null when it gives none that can be true.</summary>
    public DateOnly? StatedOn { get; init; }
}

/// <summary>What a look saw a section say.</summary>
/// <param name="PlainHash">Of the text without all that changes by itself.</param>
public sealed record SeenText(string Section, string TextHash, string PlainHash, string Text, DateOnly? StatedOn);

/// <summary>The texts of watched sections, each kept once with the looks that it was seen between.</summary>
public sealed class PageTexts(NpgsqlDataSource source)
{
    /// <summary>What the last good look saw of each of a page's sections; none before the first one.</summary>
    public async Task<IReadOnlyDictionary<string, PageText>> Latest(string team, string page, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        var texts = await connection.QueryAsync<PageText>(new CommandDefinition(
            """
            select distinct on (section) section, text_hash, text, first_seen_at, last_seen_at, stated_on
            from nec.page_text
            where team = @team and page = @page
            order by section, last_seen_at desc, page_text_id desc
            """,
            new { team, page },
            cancellationToken: cancellationToken));
        return texts.ToDictionary(text => text.Section, StringComparer.Ordinal);
    }

    /// <summary>When a text was last seen that says the same but for its dates, times and counters; null when it never was.</summary>
    public async Task<DateTimeOffset?> LastSeen(string team, string page, string section, string plainHash, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<DateTime?>(new CommandDefinition(
            """
            select max(last_seen_at)
            from nec.page_text
            where team = @team and page = @page and section = @section and plain_hash = @plainHash
            """,
            new { team, page, section, plainHash },
            cancellationToken: cancellationToken)) is { } at ? new DateTimeOffset(at, TimeSpan.Zero) : null;
    }

    /// <summary>Writes down what a look saw and what it showed, both or neither: a text kept without its verdict would make the next look take the change for old.</summary>
    public async Task Record(
        string team, string page, IReadOnlyCollection<SeenText> texts, IReadOnlyCollection<Observation> facts, string recordedBy, DateTimeOffset at, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await Keep(connection, team, page, [.. texts.DistinctBy(text => (text.Section, text.TextHash))], at, cancellationToken);
        await Facts.Add(connection, team, facts, recordedBy, at, batch: null, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>The same, when the server says that the page still is what it was: its latest texts were seen once more.</summary>
    public async Task Record(string team, string page, IReadOnlyCollection<Observation> facts, string recordedBy, DateTimeOffset at, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(
            """
            update nec.page_text
            set last_seen_at = greatest(last_seen_at, @at)
            where page_text_id in (
                select distinct on (section) page_text_id
                from nec.page_text
                where team = @team and page = @page
                order by section, last_seen_at desc, page_text_id desc)
            """,
            new { team, page, at },
            cancellationToken: cancellationToken));
        await Facts.Add(connection, team, facts, recordedBy, at, batch: null, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private static Task<int> Keep(NpgsqlConnection connection, string team, string page, IReadOnlyList<SeenText> texts, DateTimeOffset at, CancellationToken cancellationToken) =>
        texts.Count == 0 ? Task.FromResult(0) : connection.ExecuteAsync(new CommandDefinition(
            """
            insert into nec.page_text as kept (team, page, section, text_hash, plain_hash, text, stated_on, first_seen_at, last_seen_at)
            select @team, @page, section, text_hash, plain_hash, text, stated_on, @at, @at
            from unnest(@Sections, @TextHashes, @PlainHashes, @Texts, @StatedOns::date[]) as given (section, text_hash, plain_hash, text, stated_on)
            on conflict (team, page, section, text_hash) do update
            set first_seen_at = least(kept.first_seen_at, excluded.first_seen_at),
                last_seen_at = greatest(kept.last_seen_at, excluded.last_seen_at),
                text = excluded.text, -- it may have been removed since
                plain_hash = excluded.plain_hash,
                stated_on = excluded.stated_on
            """,
            new
            {
                team,
                page,
                Sections = texts.Select(text => text.Section).ToArray(),
                TextHashes = texts.Select(text => text.TextHash).ToArray(),
                PlainHashes = texts.Select(text => text.PlainHash).ToArray(),
                Texts = texts.Select(text => text.Text).ToArray(),
                StatedOns = texts.Select(text => text.StatedOn).ToArray(),
                at,
            },
            cancellationToken: cancellationToken));
}
