using Dapper;
using Nec.Core.Calendar;
using Npgsql;

namespace Nec.Dashboard.Admin;

/// <summary>One change that a person made, as the log lists it.</summary>
public sealed record AuditRow
{
    public required long AuditId { get; init; }

    public required DateTimeOffset HappenedAt { get; init; }

    public required string Who { get; init; }

    public required string Action { get; init; }

    public string? Team { get; init; }

    public required string Target { get; init; }

    public string? Reason { get; init; }

    public string? Before { get; init; }

    public string? After { get; init; }
}

/// <summary>Which entries to list: null filters nothing.</summary>
internal sealed record AuditFilter(string? Who, string? Action, string? Team, DateOnly? From, DateOnly? To, long? Before);

internal static class AuditQuery
{
    public const int PageSize = 50;

    /// <summary>One page, newest first, and one row more when another follows; <paramref name="teams"/> null stands for all and for what belongs to none.</summary>
    public static async Task<List<AuditRow>> List(NpgsqlDataSource source, string[]? teams, AuditFilter filter, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return
        [
            .. await connection.QueryAsync<AuditRow>(new CommandDefinition(
                """
                select audit_id, happened_at, who, action, team, target, reason, before, after
                from nec.audit
                where (@teams::text[] is null or team = any(@teams))
                  and (@Who::text is null or strpos(lower(who), lower(@Who)) > 0)
                  and (@Action::text is null or action = @Action)
                  and (@Team::text is null or team = @Team)
                  and (@Since::timestamptz is null or happened_at >= @Since)
                  and (@Until::timestamptz is null or happened_at < @Until)
                  and (@Before::bigint is null or audit_id < @Before)
                order by audit_id desc
                limit @Limit
                """,
                new
                {
                    teams,
                    filter.Who,
                    filter.Action,
                    filter.Team,
                    Since = filter.From is { } from ? LondonTime.EndOf(from.AddDays(-1)) : (DateTimeOffset?)null,
                    Until = filter.To is { } to ? LondonTime.EndOf(to) : (DateTimeOffset?)null,
                    filter.Before,
                    Limit = PageSize + 1,
                },
                cancellationToken: cancellationToken)),
        ];
    }

    /// <summary>Every kind of action in the log, by name.</summary>
    public static async Task<List<string>> Actions(NpgsqlDataSource source, string[]? teams, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return [.. await connection.QueryAsync<string>(new CommandDefinition(
            """
            select distinct action
            from nec.audit
            where @teams::text[] is null or team = any(@teams)
            order by action
            """,
            new { teams },
            cancellationToken: cancellationToken))];
    }
}
