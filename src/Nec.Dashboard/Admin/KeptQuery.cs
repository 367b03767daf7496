using Dapper;
using Npgsql;

namespace Nec.Dashboard.Admin;

/// <summary>How much of one kind is kept, since when, and what retention last took of it.</summary>
public sealed record KeptRow
{
    /// <summary>As in the counts of what was removed.</summary>
    public required string Kind { get; init; }

    public required long Number { get; init; }

    public DateOnly? OldestOn { get; init; }

    /// <summary>How many rows the last run that removed any took; null when none did yet.</summary>
    public long? Removed { get; init; }

    /// <summary>When that run began.</summary>
    public DateTimeOffset? RemovedAt { get; init; }
}

internal static class KeptQuery
{
    /// <summary>Every kind; <paramref name="teams"/> null stands for all, and for what belongs to none. What belongs to none is left out for those who may see some teams only.</summary>
    public static async Task<Dictionary<string, KeptRow>> List(NpgsqlDataSource source, string[]? teams, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        var rows = await connection.QueryAsync<KeptRow>(new CommandDefinition(
            """
            with kept (kind, is_teams, number, oldest_on) as (
                select 'facts', true, count(*), min(occurred_on)
                from nec.fact
                where @teams::text[] is null or team = any(@teams)
                union all
                select 'notes', true, count(*), min(fact.occurred_on)
                from nec.fact_note
                join nec.fact on fact.fact_id = fact_note.fact_id
                where @teams::text[] is null or fact.team = any(@teams)
                union all
                select 'reasons', true, count(*), min((answered_at at time zone 'Europe/London')::date)
                from nec.answer
                where reason is not null and (@teams::text[] is null or team = any(@teams))
                union all
                select 'answers', true, count(*), min((answered_at at time zone 'Europe/London')::date)
                from nec.answer
                where @teams::text[] is null or team = any(@teams)
                union all
                select 'page-texts', true, count(*), min((last_seen_at at time zone 'Europe/London')::date)
                from nec.page_text
                where text is not null and (@teams::text[] is null or team = any(@teams))
                union all
                select 'event-sightings', true, count(*), min(starts_on)
                from nec.event_sighting
                where @teams::text[] is null or team = any(@teams)
                union all
                select 'finding-changes', true, count(*), min(judged_on)
                from nec.finding_change
                where @teams::text[] is null or team = any(@teams)
                union all
                select 'year-texts', true, count(*), min(year_from)
                from nec.year_text
                where @teams::text[] is null or team = any(@teams)
                union all
                select 'panel-ratings', true, count(*), min(year_from)
                from nec.panel_rating
                where @teams::text[] is null or team = any(@teams)
                union all
                select 'mail-texts', false, count(*), min(day)
                from nec.notice
                where text_body is not null
                union all
                select 'letters', false, count(*), min(day)
                from nec.notice
                union all
                select 'failing-addresses', false, count(*), min((since_at at time zone 'Europe/London')::date)
                from nec.failing_address
                union all
                select 'full-mailboxes', false, count(*), min((reported_at at time zone 'Europe/London')::date)
                from nec.full_mailbox
                union all
                select 'away-replies', false, count(*), min((replied_at at time zone 'Europe/London')::date)
                from nec.away_reply
                union all
                select 'newsletter-copies', false, count(*), min((arrived_at at time zone 'Europe/London')::date)
                from nec.newsletter_copy
                union all
                select 'sign-in-links', false, count(*), min((expires_at at time zone 'Europe/London')::date)
                from nec.sign_in_link
                union all
                select 'sessions', false, count(*), min((created_at at time zone 'Europe/London')::date)
                from nec.session
                union all
                select 'api-tokens', false, count(*), min((made_at at time zone 'Europe/London')::date)
                from nec.api_token
                union all
                select 'calendar-addresses', false, count(*), min((created_at at time zone 'Europe/London')::date)
                from nec.calendar_feed
                union all
                select 'runs', false, count(*), min((started_at at time zone 'Europe/London')::date)
                from nec.run
                union all
                select 'idle-runs', false, count(*), min((started_at at time zone 'Europe/London')::date)
                from nec.run
                where outcome = 'skipped'
                union all
                select 'audit-entries', false, count(*), min((happened_at at time zone 'Europe/London')::date)
                from nec.audit
            )
            select kept.kind, number, oldest_on, last.rows as removed, last.purged_at as removed_at
            from kept
            left join lateral (
                select sum(rows)::bigint as rows, purged_at
                from nec.purge
                where purge.kind = kept.kind and (@teams::text[] is null or team = any(@teams))
                group by purged_at
                order by purged_at desc
                limit 1) last on true
            where is_teams or @teams::text[] is null
            """,
            new { teams },
            cancellationToken: cancellationToken));
        return rows.ToDictionary(row => row.Kind, StringComparer.Ordinal);
    }
}
