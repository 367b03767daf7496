using Dapper;
using Npgsql;

namespace Nec.Storage;

/// <summary>What somebody wrote into one section of a team's annual pack.</summary>
public sealed record YearText
{
    /// <summary>The section: a standard's id, or a part of the self-evaluation.</summary>
    public required string Section { get; init; }

    public required string Words { get; init; }

    public required string WrittenBy { get; init; }

    public required DateTimeOffset WrittenAt { get; init; }
}

/// <summary>What a panel called a year.</summary>
public sealed record PanelRating
{
    /// <summary>Who rated: the panel of community leaders, the commissioner's office.</summary>
    public required string Panel { get; init; }

    public required DateOnly RatedOn { get; init; }

    /// <summary>The panel's word, as it gave it.</summary>
    public required string Word { get; init; }

    public string? Comments { get; init; }

    public required string RecordedBy { get; init; }

    public required DateTimeOffset RecordedAt { get; init; }
}

/// <summary>What people add to the annual pack. Nothing is overwritten: a past day shows what stood then.</summary>
public sealed class YearTexts(NpgsqlDataSource source)
{
    /// <summary>Writes a section anew, and the audit entry with what stood before, both or neither.</summary>
    public async Task Write(string team, DateOnly yearFrom, YearText text, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(
            """
            with before as (
                select words
                from nec.year_text
                where team = @team and year_from = @yearFrom and section = @Section
                order by year_text_id desc
                limit 1
            ),
            audited as (
                insert into nec.audit (happened_at, who, action, team, target, before, after)
                select @WrittenAt, @WrittenBy, 'write-year-section', @team, @Target, (select words from before), @Words
            )
            insert into nec.year_text (team, year_from, section, words, written_by, written_at)
            values (@team, @yearFrom, @Section, @Words, @WrittenBy, @WrittenAt)
            """,
            new { team, yearFrom, text.Section, text.Words, text.WrittenBy, text.WrittenAt, Target = FormattableString.Invariant($"{yearFrom:yyyy-MM-dd}/{text.Section}") },
            cancellationToken: cancellationToken));
    }

    /// <summary>The words of every section as they stood at an instant, by section.</summary>
    public async Task<IReadOnlyDictionary<string, YearText>> Read(string team, DateOnly yearFrom, DateTimeOffset at, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        var texts = await connection.QueryAsync<YearText>(new CommandDefinition(
            """
            select distinct on (section) section, words, written_by, written_at
            from nec.year_text
            where team = @team and year_from = @yearFrom and written_at <= @at
            order by section, year_text_id desc
            """,
            new { team, yearFrom, at },
            cancellationToken: cancellationToken));
        return texts.ToDictionary(text => text.Section, StringComparer.Ordinal);
    }

    /// <summary>Adds a rating, and its audit entry, both or neither.</summary>
    public async Task Rate(string team, DateOnly yearFrom, PanelRating rating, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(
            """
            with audited as (
                insert into nec.audit (happened_at, who, action, team, target, after)
                values (@RecordedAt, @RecordedBy, 'record-panel-rating', @team, @Target, @After)
            )
            insert into nec.panel_rating (team, year_from, panel, rated_on, word, comments, recorded_by, recorded_at)
            values (@team, @yearFrom, @Panel, @RatedOn, @Word, @Comments, @RecordedBy, @RecordedAt)
            """,
            new
            {
                team,
                yearFrom,
                rating.Panel,
                rating.RatedOn,
                rating.Word,
                rating.Comments,
                rating.RecordedBy,
                rating.RecordedAt,
                Target = FormattableString.Invariant($"{yearFrom:yyyy-MM-dd}/rating"),
                After = FormattableString.Invariant($"{rating.Panel}: {rating.Word}, {rating.RatedOn:yyyy-MM-dd}"),
            },
            cancellationToken: cancellationToken));
    }

    /// <summary>The ratings that were on record at an instant, in the order in which they were recorded.</summary>
    public async Task<IReadOnlyList<PanelRating>> Ratings(string team, DateOnly yearFrom, DateTimeOffset at, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return
        [
            .. await connection.QueryAsync<PanelRating>(new CommandDefinition(
                """
                select panel, rated_on, word, comments, recorded_by, recorded_at
                from nec.panel_rating
                where team = @team and year_from = @yearFrom and recorded_at <= @at
                order by panel_rating_id
                """,
                new { team, yearFrom, at },
                cancellationToken: cancellationToken)),
        ];
    }
}
