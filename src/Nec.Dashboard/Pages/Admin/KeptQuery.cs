using Dapper;
using Npgsql;

namespace Nec.Dashboard.Pages.Admin;

/// <summary>How much of one kind is kept, and since when.</summary>
public sealed record KeptRow
{
    public required string Kind { get; init; }

    public required long Number { get; init; }

    public DateOnly? OldestOn { get; init; }
}

internal static class KeptQuery
{
    public static async Task<List<KeptRow>> List(NpgsqlDataSource source, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return
        [
            .. await connection.QueryAsync<KeptRow>(new CommandDefinition(
                """
                select 'facts: ' || kind as kind, count(*) as number, min(occurred_on) as oldest_on
                from nec.fact
                group by kind
                union all
                select 'notes, feedback and names', count(*), min(fact.occurred_on)
                from nec.fact_note
                join nec.fact on fact.fact_id = fact_note.fact_id
                union all
                select 'notices', count(*), min(day)
                from nec.notice
                union all
                select 'audit entries', count(*), min((happened_at at time zone 'Europe/London')::date)
                from nec.audit
                order by kind
                """,
                cancellationToken: cancellationToken)),
        ];
    }
}
