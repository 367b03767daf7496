using Dapper;
using Npgsql;

namespace Nec.Dashboard.Evidence;

/// <summary>One target, with its last look and its last good one.</summary>
public sealed record TargetRow
{
    /// <summary><c>pages</c>, <c>accounts</c> or <c>neighbourhoods</c>.</summary>
    public required string Kind { get; init; }

    public required string Target { get; init; }

    public required DateTimeOffset LastAt { get; init; }

    /// <summary>Null when it was never seen.</summary>
    public DateTimeOffset? GoodAt { get; init; }

    public required string Outcome { get; init; }

    public string? Reason { get; init; }

    /// <summary>How many looks have failed since the last good one.</summary>
    public required long FailedSince { get; init; }
}

/// <summary>One look at one target.</summary>
public sealed record LookRow
{
    public required long FactId { get; init; }

    public required DateTimeOffset At { get; init; }

    public required string Source { get; init; }

    /// <summary>The section looked at; null for the page, account or neighbourhood as a whole.</summary>
    public string? Section { get; init; }

    /// <summary>The outcome of the look, or the verdict on the section.</summary>
    public required string Said { get; init; }

    public string? Reason { get; init; }

    /// <summary><c>section</c>, <c>priorities</c> or <c>check</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Of a look at priorities: the newest day on which one was issued.</summary>
    public DateOnly? NewestIssueOn { get; init; }

    /// <summary>Of a look at priorities: the newest day on which something was done about one.</summary>
    public DateOnly? NewestActionOn { get; init; }
}

internal static class TargetsQuery
{
    public const int PageSize = 50;

    /// <summary>How those targets stand that have been looked at. Each is given with its kind (<c>pages</c>, <c>accounts</c>, <c>neighbourhoods</c>), because one id may be of two kinds.</summary>
    public static async Task<List<TargetRow>> Of(NpgsqlDataSource source, string team, IReadOnlyCollection<(string Kind, string Target)> targets, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return
        [
            .. await connection.QueryAsync<TargetRow>(new CommandDefinition(
                """
                select given.kind, given.target, last.occurred_at as last_at, good.occurred_at as good_at, last.outcome, last.reason, failed.number as failed_since
                from unnest(@Kinds, @Targets) as given (kind, target)
                cross join lateral (
                    select case given.kind when 'pages' then array['web-pages'] when 'neighbourhoods' then array['police-uk'] end as only_these
                ) as sources
                cross join lateral (
                    select occurred_at, body->>'outcome' as outcome, body->>'reason' as reason
                    from nec.fact
                    where team = @team and target = given.target and kind = 'check'
                      and coalesce(body->>'source' = any(only_these), body->>'source' not in ('web-pages', 'police-uk'))
                    order by occurred_at desc, fact_id desc
                    limit 1
                ) as last
                left join lateral (
                    select occurred_at
                    from nec.fact
                    where team = @team and target = given.target and kind = 'check' and body->>'outcome' <> 'unable'
                      and coalesce(body->>'source' = any(only_these), body->>'source' not in ('web-pages', 'police-uk'))
                    order by occurred_at desc, fact_id desc
                    limit 1
                ) as good on true
                cross join lateral (
                    select count(*) as number
                    from nec.fact
                    where team = @team and target = given.target and kind = 'check'
                      and coalesce(body->>'source' = any(only_these), body->>'source' not in ('web-pages', 'police-uk'))
                      and occurred_at > coalesce(good.occurred_at, '-infinity')
                ) as failed
                """,
                new { team, Kinds = targets.Select(one => one.Kind).ToArray(), Targets = targets.Select(one => one.Target).ToArray() },
                cancellationToken: cancellationToken)),
        ];
    }

    /// <summary>One page of a target's looks, newest first, and one row more when another follows; sections stand beside the page's own looks.</summary>
    public static async Task<List<LookRow>> Looks(NpgsqlDataSource source, string team, string target, IReadOnlyList<string> kinds, long? before, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return
        [
            .. await connection.QueryAsync<LookRow>(new CommandDefinition(
                """
                select fact_id, occurred_at as at, coalesce(body->>'source', recorded_by) as source, body->>'section' as section,
                       coalesce(body->>'outcome', body->>'verdict', case when body->>'changed' = 'true' then 'changed' else 'unchanged' end) as said,
                       body->>'reason' as reason, kind, (body->>'newestIssueOn')::date as newest_issue_on, (body->>'newestActionOn')::date as newest_action_on
                from nec.fact
                where team = @team
                  and target = @target
                  and kind = any(@Kinds)
                  and (@before::bigint is null or (occurred_at, fact_id) < (select earlier.occurred_at, earlier.fact_id from nec.fact earlier where earlier.fact_id = @before))
                order by occurred_at desc, fact_id desc
                limit @Limit
                """,
                new { team, target, Kinds = kinds.ToArray(), before, Limit = PageSize + 1 },
                cancellationToken: cancellationToken)),
        ];
    }
}
