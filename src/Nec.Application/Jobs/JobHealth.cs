using Dapper;
using Nec.Core.Calendar;
using Nec.Storage;
using Npgsql;

namespace Nec.Application.Jobs;

/// <summary>The status of a job.</summary>
public sealed record JobStatus
{
    public required RegisteredJob Job { get; init; }

    /// <summary>Null when it is switched off, not set up or asked for by another job.</summary>
    public Schedule? Schedule { get; init; }

    /// <summary>Null while nobody has paused it.</summary>
    public JobPause? Pause { get; init; }

    /// <summary>The last attempt that ended as a run: neither cancelled nor lost; null when there is none.</summary>
    public RunRow? Last { get; init; }

    /// <summary>The attempts that run now.</summary>
    public required IReadOnlyList<RunRow> Running { get; init; }

    /// <summary>When it is scheduled next; null when it is paused or has no schedule.</summary>
    public DateTimeOffset? NextAt { get; init; }

    /// <summary>
    /// A scheduled time more than an hour ago for which no run has ended well and none is running; null when the job is not late.
    /// </summary>
    public DateTimeOffset? LateSince { get; init; }

    /// <summary>
    /// The first final failure since the last run that ended well, when the last run failed;
    /// null when the job is not failing, is switched off or is not set up.
    /// </summary>
    public DateTimeOffset? FailingSince { get; init; }
}

/// <summary>
/// The one place that says which jobs are late and which are failing,
/// for health, pages, the command line and the administrator's notice.
/// </summary>
public sealed class JobHealth(NpgsqlDataSource source, JobRegister register, JobSchedules schedules, LondonClock clock)
{
    /// <summary>How long a job may take to end well before it is late.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromHours(1);

    /// <summary>Every registered job, by id.</summary>
    public async Task<IReadOnlyList<JobStatus>> All(CancellationToken cancellationToken)
    {
        var now = clock.Now;
        var jobs = await schedules.All(cancellationToken);
        var pauses = (await register.Pauses(cancellationToken)).ToDictionary(pause => pause.Job, StringComparer.Ordinal);
        var runs = await Runs(cancellationToken);
        return [.. jobs.Select(job => Of(job.Job, job.Schedule, pauses.GetValueOrDefault(job.Job.Job), runs, now))];
    }

    private static JobStatus Of(RegisteredJob job, Schedule? schedule, JobPause? pause, KnownRuns runs, DateTimeOffset now)
    {
        var running = runs.Running[job.Job].ToList();
        var ended = runs.Ended.GetValueOrDefault(job.Job);
        return new()
        {
            Job = job,
            Schedule = schedule,
            Pause = pause,
            Last = runs.Last.GetValueOrDefault(job.Job),
            Running = running,
            NextAt = pause is null ? schedule?.Next(now) : null,
            LateSince = pause is null && running.Count == 0 ? LateSince(job, schedule, ended?.WellFor, now) : null,
            FailingSince = job.Cron is null && job.AskedByJob is null ? null : ended?.FailingSince,
        };
    }

    private static DateTimeOffset? LateSince(RegisteredJob job, Schedule? schedule, DateTimeOffset? wellFor, DateTimeOffset now) =>
        schedule?.Previous(now - Tolerance) is { } due && due >= job.Since && !(wellFor >= due) ? due : null;

    private async Task<KnownRuns> Runs(CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var answers = await connection.QueryMultipleAsync(new CommandDefinition(
            $"""
            select {RunLog.Columns}
            from nec.run
            where ended_at is null
            order by run_id;
            select {RunLog.Columns}
            from nec.run
            where run_id = any(array(
                select (select run_id
                        from nec.run
                        where run.job = job.job and ended_at is not null and outcome not in ('cancelled', 'lost')
                        order by started_at desc, run_id desc
                        limit 1)
                from nec.job));

            select job.job, well.for_at as well_for, case when last.outcome = 'failed' then failing.since end as failing_since
            from nec.job
            left join lateral (
                select started_at, greatest(scheduled_for, started_at) as for_at
                from nec.run
                where run.job = job.job and outcome = any(@Well)
                order by started_at desc
                limit 1
            ) well on true
            left join lateral (
                select outcome
                from nec.run
                where run.job = job.job and ended_at is not null and outcome not in ('retrying', 'cancelled', 'lost')
                order by started_at desc, run_id desc
                limit 1
            ) last on true
            left join lateral (
                select min(started_at) as since
                from nec.run
                where run.job = job.job and outcome = 'failed' and started_at > coalesce(well.started_at, '-infinity')
            ) failing on true;
            """,
            new { Well = RunOutcomes.Well.ToArray() },
            cancellationToken: cancellationToken));
        return new(
            (await answers.ReadAsync<RunRow>()).ToLookup(run => run.Job, StringComparer.Ordinal),
            (await answers.ReadAsync<RunRow>()).ToDictionary(run => run.Job, StringComparer.Ordinal),
            (await answers.ReadAsync<EndedRuns>()).ToDictionary(ended => ended.Job, StringComparer.Ordinal));
    }

    private sealed record KnownRuns(
        ILookup<string, RunRow> Running,
        IReadOnlyDictionary<string, RunRow> Last,
        IReadOnlyDictionary<string, EndedRuns> Ended);

    private sealed record EndedRuns
    {
        public required string Job { get; init; }

        public DateTimeOffset? WellFor { get; init; }

        public DateTimeOffset? FailingSince { get; init; }
    }
}
