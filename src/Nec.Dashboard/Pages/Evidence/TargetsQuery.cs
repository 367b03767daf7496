using Dapper;
using Npgsql;

namespace Nec.Dashboard.Pages.Evidence;

/// <summary>One target of one source, with its last look and its last good one.</summary>
public sealed record TargetRow
{
    public required string Source { get; init; }

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

    /// <summary>Every target that was ever looked at, by source.</summary>
    public static async Task<List<TargetRow>> Of(NpgsqlDataSource source, string team, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return
        [
            .. await connection.QueryAsync<TargetRow>(new CommandDefinition(
                """
                with look as (
                    select body->>'source' as source, target, occurred_at, body->>'outcome' as outcome, body->>'reason' as reason,
                           max(occurred_at) filter (where body->>'outcome' <> 'unable') over (partition by body->>'source', target) as good_at
                    from nec.fact
                    where team = @team and kind = 'check'
                )
                select source, target, max(occurred_at) as last_at, max(good_at) as good_at,
                       (array_agg(outcome order by occurred_at desc))[1] as outcome, (array_agg(reason order by occurred_at desc))[1] as reason,
                       count(*) filter (where good_at is null or occurred_at > good_at) as failed_since
                from look
                group by source, target
                order by source, target
                """,
                new { team },
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
