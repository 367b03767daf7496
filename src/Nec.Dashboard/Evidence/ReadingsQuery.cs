using Dapper;
using Nec.Core.Facts;
using Npgsql;

namespace Nec.Dashboard.Evidence;

/// <summary>One count of one account.</summary>
public sealed record ReadingRow
{
    public required long FactId { get; init; }

    public required string Account { get; init; }

    public required string Metric { get; init; }

    public required DateTimeOffset At { get; init; }

    public required long Count { get; init; }

    /// <summary>To how many significant figures the network rounds it down; null when it is exact.</summary>
    public int? SignificantFigures { get; init; }

    public DateOnly? LastPostOn { get; init; }

    public required string RecordedBy { get; init; }

    public Reading ToReading() => new(Account, Metric, At, Count) { Id = FactId, SignificantFigures = SignificantFigures, LastPostOn = LastPostOn };
}

internal static class ReadingsQuery
{
    /// <summary>The counts of some accounts that have not been corrected, by instant.</summary>
    public static async Task<List<ReadingRow>> Of(NpgsqlDataSource source, string team, IReadOnlyList<string> accounts, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return
        [
            .. await connection.QueryAsync<ReadingRow>(new CommandDefinition(
                """
                select fact_id, target as account, body->>'metric' as metric, occurred_at as at, (body->>'count')::bigint as count,
                       (body->>'significantFigures')::int as significant_figures, (body->>'lastPostOn')::date as last_post_on, recorded_by
                from nec.fact
                where team = @team
                  and kind = 'reading'
                  and target = any(@Accounts)
                  and not exists (select 1 from nec.fact later where later.supersedes = fact.fact_id)
                order by occurred_at, fact_id
                """,
                new { team, Accounts = accounts.ToArray() },
                cancellationToken: cancellationToken)),
        ];
    }
}
