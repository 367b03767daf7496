using Dapper;
using Npgsql;

namespace Nec.Dashboard.Jobs;

/// <summary>Failures of one job that are alike.</summary>
internal record FailuresAlike
{
    public required string Job { get; init; }

    public required int Times { get; init; }

    /// <summary>When the last of them started.</summary>
    public required DateTimeOffset LastAt { get; init; }

    /// <summary>The last of them.</summary>
    public required long LastRun { get; init; }

    /// <summary>Why the last of them failed; null when it did not say, and for who sees some teams only.</summary>
    public string? Reason { get; init; }
}

/// <summary>The failures of one job with the same arguments: one thing to make up for.</summary>
internal sealed record FailedLine : FailuresAlike
{
    // What ran and saw nothing has made up for nothing.
    private static readonly string[] MadeUp = ["succeeded", "partly", "skipped"];

    /// <summary>The same has succeeded after the last failure: there is nothing left to make up for.</summary>
    public required bool HasSucceededSince { get; init; }

    /// <summary>How many lines there are, shown or not.</summary>
    public required int Lines { get; init; }

    /// <summary>How many runs all of these lines stand for.</summary>
    public required int Runs { get; init; }

    /// <summary>What failed for good and fits, of jobs that there still are; the last first, so many at most.</summary>
    public static async Task<IReadOnlyList<FailedLine>> List(
        NpgsqlDataSource source, RunFilter filter, int most, CancellationToken cancellationToken)
    {
        var asked = RunsQuery.Asked(filter with { Outcome = "failed" }, teams: null); // who steers jobs sees every team
        asked.AddDynamicParams(new { MadeUp, Limit = most });
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return
        [
            .. await connection.QueryAsync<FailedLine>(new CommandDefinition(
                $"""
                with line as (
                    select job, arguments, count(*)::int as times, max(started_at) as last_at,
                           (array_agg(run_id order by started_at desc, run_id desc))[1] as last_run,
                           (array_agg(coalesce(failure, summary) order by started_at desc, run_id desc))[1] as reason
                    from nec.run
                    where {RunsQuery.Fits} and job in (select known.job from nec.job known)
                    group by job, arguments
                )
                select job, times, last_at, last_run, reason, count(*) over ()::int as lines, (sum(times) over ())::int as runs,
                       exists (
                           select
                           from nec.run later
                           where later.job = line.job
                             and later.started_at > line.last_at
                             and later.arguments is not distinct from line.arguments
                             and later.outcome = any(@MadeUp)
                       ) as has_succeeded_since
                from line
                order by last_at desc, last_run desc
                limit @Limit
                """,
                asked,
                cancellationToken: cancellationToken)),
        ];
    }
}
