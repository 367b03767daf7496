using System.Collections.Concurrent;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Nec.Application.Jobs;
using Nec.Storage;
using Npgsql;

namespace Nec.Dashboard.Tests;

/// <summary>The jobs that a worker has registered, and an engine that only keeps what was asked of it.</summary>
internal static class SampleJobs
{
    public static IServiceCollection AddSampleEngine(this IServiceCollection services) => services
        .AddSingleton<AskedRuns>()
        .AddSingleton<JobQueue>(provider => provider.GetRequiredService<AskedRuns>().Ask)
        .AddSingleton<ClosedDays>(_ => Task.FromResult<IReadOnlyCollection<DateOnly>>([]))
        .AddSingleton<JobSchedules>()
        .AddSingleton<JobHealth>()
        .AddSingleton<JobActions>()
        .AddSingleton<RunLog>();

    /// <summary>Registers them as first seen at an instant.</summary>
    public static Task Register(IServiceProvider services, DateTimeOffset since, CancellationToken cancellationToken) => services.GetRequiredService<JobRegister>().Register(
        [
            Job("CheckPages", "Looks at every watched section", since) with { Cron = "0 30 3 * * ?" },
            Job("SendMail", "Sends what waits in the outbox", since) with { Cron = "0 0/10 * * * ?", MakesUp = false },
            Job("CheckPageShard", "Checks one shard of the web pages", since) with { AskedByJob = "CheckPages" },
            Job("ReadInbox", "Reads what came to the mailbox", since) with { MissingSetting = "Mail:Inbox:Host" },
            Job("PurgeExpired", "Deletes what was kept for its time", since), // switched off
        ],
        cancellationToken);

    private static RegisteredJob Job(string job, string description, DateTimeOffset since) =>
        new() { Job = job, Description = description, OnWorkingDays = false, MakesUp = true, Since = since };
}

/// <summary>What was asked of the engine, in its order; as the engine does, it creates nothing for a paused job.</summary>
internal sealed class AskedRuns(JobRegister register)
{
    private readonly ConcurrentQueue<JobRequest> _asked = new();

    public IReadOnlyList<JobRequest> All => [.. _asked];

    /// <summary>Set by a test whose engine is out of reach.</summary>
    public Exception? Trouble { get; set; }

    public Task<string?> Ask(JobRequest request, CancellationToken cancellationToken)
    {
        if (Trouble is not null)
        {
            throw Trouble;
        }

        if (register.IsPaused(request.Job))
        {
            return Task.FromResult<string?>(null);
        }

        _asked.Enqueue(request);
        return Task.FromResult<string?>($"{_asked.Count}");
    }
}

/// <summary>An attempt as the engine would have written it.</summary>
internal sealed record SampleRun(string Job, DateTimeOffset StartedAt)
{
    public string Outcome { get; init; } = "succeeded";

    public TimeSpan Took { get; init; } = TimeSpan.FromSeconds(20);

    public string? Arguments { get; init; }

    public DateTimeOffset? ScheduledFor { get; init; }

    public string? AskedBy { get; init; }

    public string? AskedBecause { get; init; }

    public int Attempt { get; init; } = 1;

    public string Node { get; init; } = "node-1";

    public string? Summary { get; init; }

    public string? Failure { get; init; }

    /// <summary>JSON.</summary>
    public string? Figures { get; init; }

    /// <summary>JSON.</summary>
    public string? Targets { get; init; }

    public int? Percent { get; init; }

    public string? Log { get; init; }

    public string? TraceId { get; init; }

    public string? EngineId { get; init; }

    public DateTimeOffset? RetryAt { get; init; }

    /// <summary>Null while it runs.</summary>
    public DateTimeOffset? EndedAt => Outcome == "running" ? null : StartedAt + Took;

    /// <returns>Its id.</returns>
    public async Task<long> Add(DashboardHost host, CancellationToken cancellationToken)
    {
        await using var connection = await host.Services.GetRequiredService<NpgsqlDataSource>().OpenConnectionAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<long>(new CommandDefinition(
            """
            insert into nec.run (job, arguments, scheduled_for, asked_by, asked_because, attempt, node, started_at, ended_at, outcome, summary, failure, figures, targets,
                                 percent, log, trace_id, engine_id, retry_at)
            values (@Job, @Arguments, @ScheduledFor, @AskedBy, @AskedBecause, @Attempt, @Node, @StartedAt, @EndedAt, @Outcome, @Summary, @Failure, @Figures::jsonb, @Targets::jsonb,
                    @Percent, @Log, @TraceId, @EngineId, @RetryAt)
            returning run_id
            """,
            this,
            cancellationToken: cancellationToken));
    }
}
