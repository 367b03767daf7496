using Dapper;
using Nec.Core.Calendar;
using Npgsql;

namespace Nec.Dashboard.Pages.Jobs;

/// <summary>The sources that are unwell: their credentials warn or fail, or none of their targets could be seen on the last day that any was asked.</summary>
internal static class SourceTrouble
{
    private sealed record Row
    {
        public required string Source { get; init; }

        public required string Word { get; init; }

        public required string Says { get; init; }

        public DateOnly? SinceOn { get; init; }
    }

    public static async Task<IReadOnlyList<(string Word, string? Address, string Name, string Says)>> Find(NpgsqlDataSource source, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        var rows = await connection.QueryAsync<Row>(new CommandDefinition(
            """
            with day as (
                select body ->> 'source' as source, max(occurred_on) as asked_on
                from nec.fact
                where kind = 'check' and occurred_on >= (select max(occurred_on) - 7 from nec.fact where kind = 'check')
                group by 1
            )
            select source, case outcome when 'fails' then 'failed' else 'warns' end as word, says, since_on
            from nec.source_state
            where outcome in ('warns', 'fails')
            union all
            select day.source, 'unable to check', count(*) || ' of its targets were asked, none could be seen; the last reason: ' || coalesce(max(fact.body ->> 'reason'), 'none given'), day.asked_on
            from day
            join nec.fact on fact.kind = 'check' and fact.occurred_on = day.asked_on and fact.body ->> 'source' = day.source
            group by day.source, day.asked_on
            having bool_and(fact.body ->> 'outcome' = 'unable')
            order by 1
            """,
            cancellationToken: cancellationToken));
        return [.. rows.Select(row => (row.Word, (string?)null, row.Source, row.SinceOn is { } since ? $"{row.Says} (since {Dates.Long(since)})" : row.Says))];
    }
}
