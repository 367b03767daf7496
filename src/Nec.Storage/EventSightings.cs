using System.Globalization;
using Dapper;
using Nec.Core.Facts;
using Npgsql;

namespace Nec.Storage;

/// <summary>An advertised event, and the looks that it was seen between.</summary>
public sealed record EventSighting
{
    public required string EventId { get; init; }

    public required DateOnly StartsOn { get; init; }

    public required DateTimeOffset FirstSeenAt { get; init; }

    public required DateTimeOffset LastSeenAt { get; init; }
}

/// <summary>When each advertised event was first and last seen. One that vanished before it began keeps its row: it was advertised, and then it was not.</summary>
public sealed class EventSightings(NpgsqlDataSource source)
{
    /// <summary>Writes down what a look at a neighbourhood saw.</summary>
    /// <returns>How many of them were new.</returns>
    public async Task<int> Seen(string team, string neighbourhood, IReadOnlyCollection<(string EventId, DateOnly StartsOn)> events, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var each = events.DistinctBy(seen => seen.EventId, StringComparer.Ordinal).ToList();
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<int>(new CommandDefinition(
            """
            with known as (
                select event_id
                from nec.event_sighting
                where team = @team and neighbourhood = @neighbourhood
            ),
            seen as (
                insert into nec.event_sighting as kept (team, neighbourhood, event_id, starts_on, first_seen_at, last_seen_at)
                select @team, @neighbourhood, event_id, starts_on, @at, @at
                from unnest(@Ids, @Days) as given (event_id, starts_on)
                on conflict (team, neighbourhood, event_id) do update
                set first_seen_at = least(kept.first_seen_at, excluded.first_seen_at),
                    last_seen_at = greatest(kept.last_seen_at, excluded.last_seen_at)
                returning event_id
            )
            select count(*)::int
            from seen
            where event_id not in (select event_id from known)
            """,
            new { team, neighbourhood, at, Ids = each.ConvertAll(seen => seen.EventId).ToArray(), Days = each.ConvertAll(seen => seen.StartsOn).ToArray() },
            cancellationToken: cancellationToken));
    }

    /// <summary>
    /// All that was told of a neighbourhood's events that begin on a day or after it, of those that a look has seen: one that a person imported was never in the
    /// list, and is not gone from it.
    /// </summary>
    public async Task<IReadOnlyList<EventSeen>> Told(string team, string neighbourhood, DateOnly day, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand(
            """
            select fact_id, kind, occurred_on, occurred_at, recorded_at, commitment, place, target, body, supersedes
            from nec.fact
            where team = $1
              and kind = 'event'
              and target = $2
              and body ->> 'startsOn' >= $3
              and exists (
                  select 1
                  from nec.event_sighting
                  where event_sighting.team = fact.team and event_sighting.neighbourhood = fact.target and event_sighting.event_id = fact.body ->> 'eventId')
              and not exists (select 1 from nec.fact later where later.supersedes = fact.fact_id)
            order by fact_id
            """);
        command.Parameters.Add(new() { Value = team });
        command.Parameters.Add(new() { Value = neighbourhood });
        command.Parameters.Add(new() { Value = day.ToString("O", CultureInfo.InvariantCulture) });
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var told = new FactReader();
        while (await rows.ReadAsync(cancellationToken))
        {
            told.Add(rows);
        }

        return [.. told.Facts(new Dictionary<long, FactReader.Note>()).Cast<EventSeen>()]; // no event has a note
    }

    /// <summary>A neighbourhood's events, by their start.</summary>
    public async Task<IReadOnlyList<EventSighting>> Read(string team, string neighbourhood, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return [.. await connection.QueryAsync<EventSighting>(new CommandDefinition(
            """
            select event_id, starts_on, first_seen_at, last_seen_at
            from nec.event_sighting
            where team = @team and neighbourhood = @neighbourhood
            order by starts_on, event_id
            """,
            new { team, neighbourhood },
            cancellationToken: cancellationToken))];
    }
}
