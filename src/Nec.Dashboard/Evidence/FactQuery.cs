using Dapper;
using Npgsql;

namespace Nec.Dashboard.Evidence;

/// <summary>One fact, whole.</summary>
public sealed record FactDetail
{
    public required long FactId { get; init; }

    public required string Team { get; init; }

    public required string Kind { get; init; }

    public required DateOnly OccurredOn { get; init; }

    public DateTimeOffset? OccurredAt { get; init; }

    public required DateTimeOffset RecordedAt { get; init; }

    public required string RecordedBy { get; init; }

    public string? Batch { get; init; }

    public string? Commitment { get; init; }

    public string? Place { get; init; }

    public string? Target { get; init; }

    public required string Body { get; init; }

    /// <summary>The fact that this one replaces.</summary>
    public long? Supersedes { get; init; }

    /// <summary>The fact that replaces this one.</summary>
    public long? SupersededBy { get; init; }

    public string? Note { get; init; }

    public string? Feedback { get; init; }

    public string? ByWhom { get; init; }
}

internal static class FactQuery
{
    /// <summary>Null when there is none.</summary>
    public static async Task<FactDetail?> Find(NpgsqlDataSource source, long id, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<FactDetail>(new CommandDefinition(
            """
            select fact.fact_id, team, kind, occurred_on, occurred_at, recorded_at, recorded_by, batch, commitment, place, target, body::text as body, supersedes,
                   (select later.fact_id from nec.fact later where later.supersedes = fact.fact_id) as superseded_by, note, feedback, by_whom
            from nec.fact
            left join nec.fact_note on fact_note.fact_id = fact.fact_id
            where fact.fact_id = @id
            """,
            new { id },
            cancellationToken: cancellationToken));
    }
}
