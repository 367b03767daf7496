using Dapper;
using Npgsql;

namespace Nec.Dashboard.Pages.Jobs;

/// <summary>How a job has done in the last so many days. Every attempt counts, but those with nothing to do, which are kept for a day only, and those that were cancelled or lost: they are no runs.</summary>
public sealed record JobRecord
{
    private static readonly int[] Spans = [7, 30, 90];

    public required int Days { get; init; }

    public required int Succeeded { get; init; }

    public required int Partly { get; init; }

    public required int NothingSeen { get; init; }

    public required int Failed { get; init; }

    public required int Retried { get; init; }

    public required int Cancelled { get; init; }

    public required int Lost { get; init; }

    public required int Skipped { get; init; }

    /// <summary>Seconds: half of those that saw anything took no longer; null when there is none.</summary>
    public double? Median { get; init; }

    /// <summary>Seconds: 95 of 100 took no longer.</summary>
    public double? Most { get; init; }

    /// <summary>The attempts that had something to do and came to their own end.</summary>
    public int Attempts => Succeeded + Partly + NothingSeen + Failed + Retried;

    /// <summary>In whole percent and never rounded up: only all are 100. Null without an attempt.</summary>
    public int? PercentSucceeded => Attempts == 0 ? null : (int)(100L * Succeeded / Attempts);

    /// <summary>One a span, the shortest first.</summary>
    internal static async Task<IReadOnlyList<JobRecord>> Of(NpgsqlDataSource source, string job, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return
        [
            .. await connection.QueryAsync<JobRecord>(new CommandDefinition(
                """
                select span.days,
                       (count(*) filter (where outcome = 'succeeded'))::int as succeeded,
                       (count(*) filter (where outcome = 'partly'))::int as partly,
                       (count(*) filter (where outcome = 'nothing-seen'))::int as nothing_seen,
                       (count(*) filter (where outcome = 'failed'))::int as failed,
                       (count(*) filter (where outcome = 'retrying'))::int as retried,
                       (count(*) filter (where outcome = 'cancelled'))::int as cancelled,
                       (count(*) filter (where outcome = 'lost'))::int as lost,
                       (count(*) filter (where outcome = 'skipped'))::int as skipped,
                       percentile_cont(0.5) within group (order by extract(epoch from ended_at - started_at)) filter (where outcome in ('succeeded', 'partly')) as median,
                       percentile_cont(0.95) within group (order by extract(epoch from ended_at - started_at)) filter (where outcome in ('succeeded', 'partly')) as most
                from unnest(@Spans, @Since) span(days, since)
                left join nec.run on run.job = @job and run.started_at >= span.since
                group by span.days
                order by span.days
                """,
                new { job, Spans, Since = Spans.Select(days => now.AddDays(-days)).ToArray() },
                cancellationToken: cancellationToken)),
        ];
    }
}
