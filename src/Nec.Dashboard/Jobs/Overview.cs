using Dapper;
using Nec.Dashboard.Pages.Jobs;
using Npgsql;
using Quartz;

namespace Nec.Dashboard.Jobs;

/// <summary>Everything that the overview says of the present, asked for in one go: each question by itself is quick, the way to the database and back a dozen times is not.</summary>
internal sealed record Overview
{
    private const int MostFailures = 10;

    /// <summary>What runs, waits and fails; the menu of the jobs shows it too.</summary>
    public required JobCounts Counts { get; init; }

    /// <summary>Moments that passed without a run, in the last 24 hours.</summary>
    public required int Missed { get; init; }

    /// <summary>The runs that ended so in the last 24 hours; an outcome that none had is not in it.</summary>
    public IReadOnlyDictionary<JobRunResult, int> Ended { get; init; } = new Dictionary<JobRunResult, int>();

    /// <summary>The runs of the last half hour by minute, from <see cref="FirstMinute"/> on.</summary>
    public IReadOnlyList<ExecutionStatisticsBucket> Minutes { get; init; } = [];

    /// <summary>Of the last seven days, so many kinds at most.</summary>
    public IReadOnlyList<FailuresAlike> Failures { get; init; } = [];

    public IReadOnlyList<SourceTrouble> Sources { get; init; } = [];

    public static async Task<Overview> Read(NpgsqlDataSource source, string scheduler, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var answers = await connection.QueryMultipleAsync(new CommandDefinition(
            Select,
            new
            {
                Scheduler = scheduler,
                Now = now.UtcTicks,
                DaySince = now.AddDays(-1).UtcTicks,
                MinutesSince = FirstMinute(now).UtcTicks,
                FailuresSince = now.AddDays(-7).UtcTicks,
                MostFailures,
                JobKeys.Group,
                Succeeded = (int)JobRunResult.Succeeded,
                Failed = (int)JobRunResult.Failed,
                Cancelled = (int)JobRunResult.Cancelled,
                Skipped = (int)JobRunResult.Skipped,
                TimeSpan.TicksPerMinute,
            },
            cancellationToken: cancellationToken));
        return new()
        {
            Counts = await answers.ReadSingleAsync<JobCounts>(),
            Missed = await answers.ReadSingleAsync<int>(),
            Ended = (await answers.ReadAsync<(int Result, int Runs)>()).ToDictionary(row => (JobRunResult)row.Result, row => row.Runs),
            Minutes = [.. (await answers.ReadAsync<Minute>()).Select(minute => minute.ToBucket())],
            Failures = (await answers.ReadAsync<FailuresAlike>()).AsList(),
            Sources = (await answers.ReadAsync<SourceTrouble>()).AsList(),
        };
    }

    /// <summary>The beginning of the first of the thirty minutes, the present one included.</summary>
    public static DateTimeOffset FirstMinute(DateTimeOffset now) => now.AddMinutes(-29).AddTicks(-(now.UtcTicks % TimeSpan.TicksPerMinute));

    private sealed record Minute
    {
        public required long Number { get; init; }

        public required int Succeeded { get; init; }

        public required int Failed { get; init; }

        public required int Cancelled { get; init; }

        public required int Skipped { get; init; }

        public ExecutionStatisticsBucket ToBucket() => new(new(Number * TimeSpan.TicksPerMinute, TimeSpan.Zero))
        {
            SucceededCount = Succeeded,
            FailedCount = Failed,
            CancelledCount = Cancelled,
            SkippedCount = Skipped,
        };
    }

    // What the overlap policy skipped, or a listener vetoed, was not missed. A run that wrote no result is old.
    private const string Select = JobCountsQuery.Select +
        """
        select count(*)::int
        from quartz.qrtz_misfire_history
        where sched_name = @Scheduler and misfire_time >= @DaySince and coalesce(reason, 0) = 0;

        select coalesce(result, case when succeeded then @Succeeded else @Failed end)::int as result, count(*)::int as runs
        from quartz.qrtz_execution_history
        where sched_name = @Scheduler and fired_time >= @DaySince
        group by 1;

        select fired_time / @TicksPerMinute as number,
               count(*) filter (where result = @Succeeded)::int as succeeded,
               count(*) filter (where result = @Failed)::int as failed,
               count(*) filter (where result = @Cancelled)::int as cancelled,
               count(*) filter (where result = @Skipped)::int as skipped
        from (select fired_time, coalesce(result, case when succeeded then @Succeeded else @Failed end) as result
              from quartz.qrtz_execution_history
              where sched_name = @Scheduler and fired_time >= @MinutesSince) as run
        group by 1;

        """ + FailuresQuery.Select + SourceTrouble.Select;
}
