using Dapper;
using Nec.Core.Facts;
using Npgsql;

namespace Nec.Dashboard.Evidence;

/// <summary>One thing that was told of an event.</summary>
public sealed record EventRow
{
    public required long FactId { get; init; }

    public required string EventId { get; init; }

    public required DateOnly StartsOn { get; init; }

    public required TimeOnly StartsAt { get; init; }

    public required DateTimeOffset FirstSeenAt { get; init; }

    public required DateTimeOffset RecordedAt { get; init; }

    public bool? Attended { get; init; }

    public int? Footfall { get; init; }

    public string? Reference { get; init; }

    public DateTimeOffset? GoneAt { get; init; }

    public DateTimeOffset? BackAt { get; init; }

    public EventSeen ToFact(string neighbourhood) => new(neighbourhood, EventId, StartsOn, StartsAt, FirstSeenAt)
    {
        Id = FactId,
        RecordedAt = RecordedAt,
        Attended = Attended,
        Footfall = Footfall,
        Reference = Reference,
        GoneAt = GoneAt,
        BackAt = BackAt,
    };
}

internal static class EventsQuery
{
    /// <summary>All that was ever told of a neighbourhood's events and not corrected.</summary>
    public static async Task<List<EventRow>> Of(NpgsqlDataSource source, string team, string neighbourhood, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return
        [
            .. await connection.QueryAsync<EventRow>(new CommandDefinition(
                """
                select fact_id, body->>'eventId' as event_id, (body->>'startsOn')::date as starts_on, (body->>'startsAt')::time as starts_at,
                       occurred_at as first_seen_at, recorded_at, (body->>'attended')::boolean as attended, (body->>'footfall')::int as footfall, body->>'reference' as reference,
                       (body->>'goneAt')::timestamptz as gone_at, (body->>'backAt')::timestamptz as back_at
                from nec.fact
                where team = @team
                  and kind = 'event'
                  and target = @neighbourhood
                  and not exists (select 1 from nec.fact later where later.supersedes = fact.fact_id)
                order by fact_id
                """,
                new { team, neighbourhood },
                cancellationToken: cancellationToken)),
        ];
    }
}
