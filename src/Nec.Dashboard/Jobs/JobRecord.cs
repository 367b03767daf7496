using Dapper;
using Npgsql;
using Quartz;

namespace Nec.Dashboard.Jobs;

/// <summary>How a job has done in the last so many days. Every try counts; runs that found nothing to do are counted apart, since they are kept for a day only.</summary>
public sealed record JobRecord
{
    public required int Days { get; init; }

    public required int Succeeded { get; init; }

    public required int Failed { get; init; }

    public required int Cancelled { get; init; }

    public required int Skipped { get; init; }

    /// <summary>Half of the runs that succeeded took no longer; null when none has.</summary>
    public TimeSpan? Median { get; init; }

    /// <summary>95 of 100 of the runs that succeeded took no longer; null when none has.</summary>
    public TimeSpan? Most { get; init; }

    /// <summary>The runs that had something to do.</summary>
    public int Runs => Succeeded + Failed + Cancelled;

    /// <summary>In whole percent and never rounded up: only all are 100. Null without a run.</summary>
    public int? PercentSucceeded => Runs == 0 ? null : (int)(100L * Succeeded / Runs);
}

internal static class JobRecordQuery
{
    /// <summary>The spans that a job's page shows.</summary>
    public static IReadOnlyList<int> Days { get; } = [7, 30, 90];

    /// <summary>One record a span, the shortest first.</summary>
    public static async Task<IReadOnlyList<JobRecord>> Of(NpgsqlDataSource source, string scheduler, string job, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        var rows = await connection.QueryAsync<Row>(new CommandDefinition(
            """
            with run as (
                select fired_time, run_time, coalesce(result, case when succeeded then @Succeeded else @Failed end) as result
                from quartz.qrtz_execution_history
                where sched_name = @scheduler
                  and job_group = @Group
                  and job_name = @job
                  and fired_time >= @Oldest
            )
            select span.days,
                   (count(*) filter (where run.result = @Succeeded))::int as succeeded,
                   (count(*) filter (where run.result = @Failed))::int as failed,
                   (count(*) filter (where run.result = @Cancelled))::int as cancelled,
                   (count(*) filter (where run.result not in (@Succeeded, @Failed, @Cancelled)))::int as skipped,
                   (percentile_cont(0.5) within group (order by run.run_time) filter (where run.result = @Succeeded))::bigint as median,
                   (percentile_cont(0.95) within group (order by run.run_time) filter (where run.result = @Succeeded))::bigint as most
            from unnest(@Days, @Since) span(days, since)
            left join run on run.fired_time >= span.since
            group by span.days
            order by span.days
            """,
            new
            {
                scheduler,
                JobKeys.Group,
                job,
                Days = Days.ToArray(),
                Since = Days.Select(days => now.AddDays(-days).UtcTicks).ToArray(),
                Oldest = now.AddDays(-Days.Max()).UtcTicks,
                Succeeded = (int)JobRunResult.Succeeded,
                Failed = (int)JobRunResult.Failed,
                Cancelled = (int)JobRunResult.Cancelled,
            },
            cancellationToken: cancellationToken));
        return [.. rows.Select(row => row.ToRecord())];
    }

    private sealed record Row
    {
        public required int Days { get; init; }

        public required int Succeeded { get; init; }

        public required int Failed { get; init; }

        public required int Cancelled { get; init; }

        public required int Skipped { get; init; }

        public long? Median { get; init; }

        public long? Most { get; init; }

        public JobRecord ToRecord() => new()
        {
            Days = Days,
            Succeeded = Succeeded,
            Failed = Failed,
            Cancelled = Cancelled,
            Skipped = Skipped,
            Median = Median is { } median ? TimeSpan.FromTicks(median) : null,
            Most = Most is { } most ? TimeSpan.FromTicks(most) : null,
        };
    }
}
