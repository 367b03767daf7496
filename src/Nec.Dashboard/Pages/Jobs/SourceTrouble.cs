using Nec.Core.Calendar;

namespace Nec.Dashboard.Pages.Jobs;

/// <summary>A source that is unwell: its credentials warn or fail, or none of its targets could be seen on the last day that any was asked.</summary>
internal sealed record SourceTrouble
{
    public required string Source { get; init; }

    /// <summary><c>warns</c>, <c>failed</c> or <c>unable to check</c>.</summary>
    public required string Word { get; init; }

    public required string Says { get; init; }

    public DateOnly? SinceOn { get; init; }

    /// <summary>What it says, and since when.</summary>
    public string Words => SinceOn is { } since ? $"{Says} (since {Dates.Long(since)})" : Says;

    /// <summary>Every one, by its source.</summary>
    public const string Select =
        """
        with recursive look as ( -- each day and source once, stepping back through the index: a week of every team's looks is half a million rows
            (select occurred_on, body ->> 'source' as source
             from nec.fact
             where kind = 'check'
             order by occurred_on desc, body ->> 'source' desc
             limit 1)
            union all
            select earlier.occurred_on, earlier.source
            from look
            cross join lateral (
                select occurred_on, body ->> 'source' as source
                from nec.fact
                where kind = 'check' and (occurred_on, body ->> 'source') < (look.occurred_on, look.source)
                order by occurred_on desc, body ->> 'source' desc
                limit 1) as earlier
            where earlier.occurred_on >= (select max(occurred_on) - 7 from nec.fact where kind = 'check')
        ),
        day as (
            select source, max(occurred_on) as asked_on
            from look
            group by source
        ),
        unseen as materialized ( -- before any of their looks is counted
            select day.source, day.asked_on
            from day
            cross join lateral (
                select min(body ->> 'outcome') as first, max(body ->> 'outcome') as last -- both are ends of the index
                from nec.fact
                where kind = 'check' and occurred_on = day.asked_on and body ->> 'source' = day.source) as outcome
            where outcome.first = 'unable' and outcome.last = 'unable'
        )
        select source, case outcome when 'fails' then 'failed' else 'warns' end as word, says, since_on
        from nec.source_state
        where outcome in ('warns', 'fails')
        union all
        select unseen.source, 'unable to check', asked.looks || ' of its targets were asked, none could be seen; the last reason: ' || coalesce(asked.reason, 'none given'), unseen.asked_on
        from unseen
        cross join lateral (
            select count(*) as looks, max(body ->> 'reason') as reason
            from nec.fact
            where kind = 'check' and occurred_on = unseen.asked_on and body ->> 'source' = unseen.source) as asked
        order by 1;
        """;
}
