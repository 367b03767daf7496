using Dapper;
using Npgsql;

namespace Nec.Dashboard.Promises;

/// <summary>How an obligation stands, as the board lists it.</summary>
public sealed record PromiseRow
{
    public required string Team { get; init; }

    public required string Obligation { get; init; }

    public required string Status { get; init; }

    public DateOnly? DueOn { get; init; }

    public DateOnly? LastOn { get; init; }

    public required string Reason { get; init; }
}

/// <summary>So many obligations stand so.</summary>
public sealed record StatusCount
{
    public required string Status { get; init; }

    public required long Number { get; init; }
}

/// <summary>Which obligations to list: null filters nothing; a page begins after an obligation.</summary>
public sealed record PromiseFilter(string? Team, string? Status, string? AfterTeam, string? AfterObligation)
{
    /// <summary>Only obligations of these commitments; null for all.</summary>
    public string[]? Commitments { get; init; }

    /// <summary>What the database cannot know: whether a row is filed under the standard that is asked for. Null keeps every row.</summary>
    public Func<PromiseRow, bool>? IsAsked { get; init; }

    /// <summary>Only what falls due between these days, both inside, by its day; what is met already only where that status is asked for.</summary>
    public (DateOnly First, DateOnly Last)? Due { get; init; }

    /// <summary>With <see cref="Due"/>: the day of the obligation that the page begins after.</summary>
    public DateOnly? AfterDue { get; init; }

    /// <summary>The teams that the reader may see; null for all.</summary>
    public string[]? Teams { get; init; }
}

internal static class PromisesQuery
{
    public const int PageSize = 100;

    /// <summary>One page, and one row more when another follows.</summary>
    public static async Task<List<PromiseRow>> List(NpgsqlDataSource source, PromiseFilter filter, CancellationToken cancellationToken)
    {
        List<PromiseRow> rows = [];
        while (true)
        {
            var batch = await Batch(source, filter, cancellationToken);
            rows.AddRange(filter.IsAsked is { } isAsked ? batch.Where(isAsked) : batch);
            if (rows.Count > PageSize || batch.Count <= PageSize)
            {
                return rows.Count > PageSize + 1 ? rows[..(PageSize + 1)] : rows;
            }

            filter = filter with { AfterDue = batch[^1].DueOn, AfterTeam = batch[^1].Team, AfterObligation = batch[^1].Obligation };
        }
    }

    private static async Task<List<PromiseRow>> Batch(NpgsqlDataSource source, PromiseFilter filter, CancellationToken cancellationToken)
    {
        // What falls due soon is read in the order of its days.
        var (order, after) = filter.Due is null ? ("team, obligation", "@AfterTeam, @AfterObligation") : ("due_on, team, obligation", "@AfterDue::date, @AfterTeam, @AfterObligation");
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return
        [
            .. await connection.QueryAsync<PromiseRow>(new CommandDefinition(
                $"""
                select team, obligation, status, due_on, last_on, reason
                from nec.finding
                where (@Teams::text[] is null or team = any(@Teams))
                  and (@Team::text is null or team = @Team)
                  and (@Status::text is null or status = @Status)
                  and (@First::date is null or due_on between @First and @Last and (@Status::text is not null or status not in ('met', 'met-late', 'not-applicable')))
                  and (@Commitments::text[] is null or split_part(obligation, '/', 1) = any(@Commitments))
                  and (@AfterTeam::text is null or ({order}) > ({after}))
                order by {order}
                limit @Limit
                """,
                new
                {
                    filter.Teams,
                    filter.Team,
                    filter.Status,
                    filter.Due?.First,
                    filter.Due?.Last,
                    filter.Commitments,
                    filter.AfterDue,
                    filter.AfterTeam,
                    filter.AfterObligation,
                    Limit = PageSize + 1,
                },
                cancellationToken: cancellationToken)),
        ];
    }

    public static async Task<List<StatusCount>> Counts(NpgsqlDataSource source, string[]? teams, string? team, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return
        [
            .. await connection.QueryAsync<StatusCount>(new CommandDefinition(
                """
                select status, count(*) as number
                from nec.finding
                where (@teams::text[] is null or team = any(@teams))
                  and (@team::text is null or team = @team)
                group by status
                """,
                new { teams, team },
                cancellationToken: cancellationToken)),
        ];
    }
}
