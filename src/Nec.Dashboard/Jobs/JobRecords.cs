using System.Collections.Concurrent;
using System.Diagnostics;
using Dapper;
using Nec.Core.Calendar;
using Npgsql;
using Quartz;

namespace Nec.Dashboard.Jobs;

/// <summary>
/// How each job has done. Asked for anew when it has run since, or after a while: a real one, because this is about load and not about the field's time.
/// </summary>
internal sealed class JobRecords(IScheduler scheduler, NpgsqlDataSource source, LondonClock clock)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, (string? LastRun, long AskedAt, IReadOnlyList<JobRecord> Records)> _known = new(StringComparer.Ordinal);

    /// <summary>The spans that a job's page shows.</summary>
    private static IReadOnlyList<int> Days { get; } = [7, 30, 90];

    /// <summary>One record a span, the shortest first.</summary>
    public async Task<IReadOnlyList<JobRecord>> Of(string job, string? lastRun, CancellationToken cancellationToken)
    {
        if (_known.TryGetValue(job, out var known) && known.LastRun == lastRun && Stopwatch.GetElapsedTime(known.AskedAt) < Lifetime)
        {
            return known.Records;
        }

        var records = await Read(job, clock.Now, cancellationToken);
        _known[job] = (lastRun, Stopwatch.GetTimestamp(), records);
        return records;
    }

    private async Task<IReadOnlyList<JobRecord>> Read(string job, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        var rows = await connection.QueryAsync<Row>(new CommandDefinition(
            """
            with run as (
                select fired_time, run_time, coalesce(result, case when succeeded then @Succeeded else @Failed end) as result
                from quartz.qrtz_execution_history
                where sched_name = @SchedulerName
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
                scheduler.SchedulerName,
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
