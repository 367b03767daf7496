using Dapper;
using Npgsql;

namespace Nec.Storage;

/// <summary>A job as the workers have registered it.</summary>
public sealed record RegisteredJob
{
    public required string Job { get; init; }

    /// <summary>What it does, in words.</summary>
    public required string Description { get; init; }

    /// <summary>Six fields, Europe/London; null when it is switched off, not set up, or another job asks for it.</summary>
    public string? Cron { get; init; }

    /// <summary>Whether it is scheduled on working days only.</summary>
    public required bool OnWorkingDays { get; init; }

    /// <summary>Whether one run makes up for the scheduled times that passed while no worker was running.</summary>
    public required bool MakesUp { get; init; }

    /// <summary>The job that hands this one its work; null for all others.</summary>
    public string? AskedByJob { get; init; }

    /// <summary>The setting that it needs and that is not set: <c>Mail:Inbox:Host</c>; null when it is set up.</summary>
    public string? MissingSetting { get; init; }

    /// <summary>When the job, or its present schedule, was first registered here.</summary>
    public required DateTimeOffset Since { get; init; }
}

/// <summary>A pause of a job.</summary>
public sealed record JobPause
{
    public required string Job { get; init; }

    public required string Reason { get; init; }

    public required string PausedBy { get; init; }

    public required DateTimeOffset PausedAt { get; init; }

    /// <summary>When it ends by itself; null when a person ends it.</summary>
    public DateTimeOffset? UntilAt { get; init; }
}

/// <summary>The jobs that the workers share, and their pauses.</summary>
public sealed class JobRegister(NpgsqlDataSource source)
{
    private const string Columns = "job, description, cron, on_working_days, makes_up, asked_by_job, missing_setting, since";

    /// <summary>All jobs, by id; none when no worker has ever run.</summary>
    public async Task<IReadOnlyList<RegisteredJob>> Jobs(CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return
        [
            .. await connection.QueryAsync<RegisteredJob>(new CommandDefinition(
                $"""
                select {Columns}
                from nec.job
                order by job
                """,
                cancellationToken: cancellationToken)),
        ];
    }

    /// <summary>
    /// Records the declared jobs and removes all others. A job keeps its <see cref="RegisteredJob.Since"/> while its schedule is the same.
    /// </summary>
    /// <returns>The ids of the removed jobs.</returns>
    public async Task<IReadOnlyList<string>> Register(IReadOnlyCollection<RegisteredJob> declared, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(
            $"""
            insert into nec.job ({Columns})
            values (@Job, @Description, @Cron, @OnWorkingDays, @MakesUp, @AskedByJob, @MissingSetting, @Since)
            on conflict (job) do update
            set description = excluded.description,
                cron = excluded.cron,
                on_working_days = excluded.on_working_days,
                makes_up = excluded.makes_up,
                asked_by_job = excluded.asked_by_job,
                missing_setting = excluded.missing_setting,
                since = case when job.cron is not distinct from excluded.cron then job.since else excluded.since end
            """,
            declared,
            transaction,
            cancellationToken: cancellationToken));
        var removed = (await connection.QueryAsync<string>(new CommandDefinition(
            """
            delete from nec.job
            where job <> all(@Declared)
            returning job
            """,
            new { Declared = declared.Select(job => job.Job).ToArray() },
            transaction,
            cancellationToken: cancellationToken))).AsList();
        await transaction.CommitAsync(cancellationToken);
        return removed;
    }

    /// <summary>The current pauses, by job.</summary>
    public async Task<IReadOnlyList<JobPause>> Pauses(CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return
        [
            .. await connection.QueryAsync<JobPause>(new CommandDefinition(
                """
                select job, reason, paused_by, paused_at, until_at
                from nec.job_pause
                order by job
                """,
                cancellationToken: cancellationToken)),
        ];
    }

    /// <summary>Whether a job is paused.</summary>
    public bool IsPaused(string job)
    {
        using var connection = source.OpenConnection();
        return connection.ExecuteScalar<bool>("select exists (select from nec.job_pause where job = @job)", new { job });
    }

    /// <summary>Pauses a job, or gives its pause another reason and end. False when there is no such job.</summary>
    public async Task<bool> Pause(JobPause pause, AuditEntry audited, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var isPaused = await connection.ExecuteAsync(new CommandDefinition(
            """
            insert into nec.job_pause (job, reason, paused_by, paused_at, until_at)
            select job, @Reason, @PausedBy, @PausedAt, @UntilAt
            from nec.job
            where job = @Job
            on conflict (job) do update
            set reason = excluded.reason, paused_by = excluded.paused_by, until_at = excluded.until_at
            """,
            pause,
            transaction,
            cancellationToken: cancellationToken)) > 0;
        await Audit.AddGiven(connection, isPaused ? audited : null, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return isPaused;
    }

    /// <summary>Ends a pause.</summary>
    /// <returns>The pause that ended; null when the job was not paused.</returns>
    public async Task<JobPause?> Resume(string job, AuditEntry audited, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var ended = await connection.QuerySingleOrDefaultAsync<JobPause>(new CommandDefinition(
            """
            delete from nec.job_pause
            where job = @job
            returning job, reason, paused_by, paused_at, until_at
            """,
            new { job },
            transaction,
            cancellationToken: cancellationToken));
        await Audit.AddGiven(connection, ended is null ? null : audited, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return ended;
    }
}
