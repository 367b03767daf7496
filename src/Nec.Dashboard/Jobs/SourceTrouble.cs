using Nec.Core.Calendar;
using Nec.Core.Compliance;
using Nec.Dashboard.Layout;

namespace Nec.Dashboard.Jobs;

/// <summary>A source that is unwell: its credentials warn or fail, or none of its targets was seen on the last day of asking.</summary>
internal sealed record SourceTrouble
{
    public required string Source { get; init; }

    /// <summary><c>warns</c>, <c>failed</c> or <c>unable-to-check</c>.</summary>
    public required string Word { get; init; }

    /// <summary>The same as people read it in a sentence: <c>unable to check</c>.</summary>
    public string Called => Word.Replace('-', ' ');

    public required string Says { get; init; }

    public DateOnly? SinceOn { get; init; }

    /// <summary>The last run that could not see one of its targets; null when there is none.</summary>
    public long? RunId { get; init; }

    /// <summary>The source in words.</summary>
    public string Name => Source == EvidenceSources.WebPages ? Phrase.OfWord(Source) : Names.OfSource(Source);

    /// <summary>What it says, and since when.</summary>
    public string Words => SinceOn is { } since ? $"{Says} (since {Dates.Long(since)})" : Says;

    /// <summary>Every one, by its source.</summary>
    public const string Select =
        """
        with recursive look as ( -- each day and source once, back through the index: a week of every team's looks is half a million rows
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
        select source, case outcome when 'fails' then 'failed' else 'warns' end as word, says, since_on, null::bigint as run_id
        from nec.source_state
        where outcome in ('warns', 'fails')
        union all
        select unseen.source, 'unable-to-check',
               asked.looks || ' of its targets were asked, none could be seen; the last reason: ' || coalesce(asked.reason, 'none given'),
               unseen.asked_on,
               (select max(run_id)
                from nec.run
                where started_at >= unseen.asked_on - 1 -- days begin by London time
                  and outcome in ('partly', 'nothing-seen')
                  and targets @> jsonb_build_array(jsonb_build_object('source', unseen.source, 'outcome', 'unable')))
        from unseen
        cross join lateral (
            select count(*) as looks, max(body ->> 'reason') as reason
            from nec.fact
            where kind = 'check' and occurred_on = unseen.asked_on and body ->> 'source' = unseen.source) as asked
        order by 1;
        """;
}
