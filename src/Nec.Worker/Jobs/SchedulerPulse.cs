using Npgsql;
using NpgsqlTypes;
using Quartz;

namespace Nec.Worker.Jobs;

/// <summary>What the scheduler of a simulated clock is at, read from its own tables: is something due or running, and when is the next run?</summary>
internal sealed class SchedulerPulse : IAsyncDisposable
{
    private readonly Ends _ends = new();
    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlCommand _command;
    private readonly IScheduler _scheduler;

    private SchedulerPulse(IScheduler scheduler, NpgsqlConnection connection)
    {
        (_scheduler, _connection) = (scheduler, connection);
        _scheduler.ListenerManager.AddJobListener(_ends, [GroupMatcher<JobKey>.GroupEquals(OurJobs.Group)]);
        _command = new(
            """
            select exists (select 1 from quartz.qrtz_fired_triggers where sched_name = $1 and state = 'EXECUTING')
                or exists (select 1 from quartz.qrtz_triggers where sched_name = $1 and next_fire_time <= $2 and trigger_state in ('WAITING', 'ACQUIRED', 'BLOCKED')),
                   (select min(next_fire_time) from quartz.qrtz_triggers where sched_name = $1 and trigger_state in ('WAITING', 'ACQUIRED', 'BLOCKED'))
            """,
            connection);
        _command.Parameters.Add(new() { Value = Scheduling.SchedulerName });
        _command.Parameters.Add(new() { NpgsqlDbType = NpgsqlDbType.Bigint });
    }

    /// <summary>Takes a connection of its own to look through.</summary>
    public static async Task<SchedulerPulse> Open(IServiceProvider services, CancellationToken cancellationToken) =>
        new(services.GetRequiredService<IScheduler>(), await services.GetRequiredService<NpgsqlDataSource>().OpenConnectionAsync(cancellationToken));

    /// <summary>Waits until the scheduler fires triggers.</summary>
    public async Task Started(CancellationToken cancellationToken)
    {
        while (_scheduler.Status != SchedulerStatus.Running)
        {
            await Task.Delay(1, cancellationToken);
        }
    }

    /// <summary>Has the outbox sent now.</summary>
    public async Task SendMailNow(CancellationToken cancellationToken) => await _scheduler.TriggerJob(new JobKey(nameof(SendMail), OurJobs.Group), cancellationToken);

    /// <summary>Whether anything is due or running at an instant, and the next run; null when there is none.</summary>
    public async Task<(bool Busy, DateTimeOffset? NextAt)> Look(DateTimeOffset now, CancellationToken cancellationToken)
    {
        _command.Parameters[1].Value = now.UtcTicks;
        await using var row = await _command.ExecuteReaderAsync(cancellationToken);
        await row.ReadAsync(cancellationToken);
        return (row.GetBoolean(0), await row.IsDBNullAsync(1, cancellationToken) ? null : new DateTimeOffset(row.GetInt64(1), TimeSpan.Zero));
    }

    /// <summary>Waits until a run has ended, or for so long: looking all the time would take more of the machine than the runs.</summary>
    /// <returns>Whether one has ended.</returns>
    public Task<bool> SomethingEnded(TimeSpan atMost, CancellationToken cancellationToken) => _ends.Next(atMost, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        _scheduler.ListenerManager.RemoveJobListener(_ends.Name);
        _ends.Dispose();
        await _command.DisposeAsync();
        await _connection.DisposeAsync();
    }

    private sealed class Ends : IJobListener, IDisposable
    {
        private readonly SemaphoreSlim _ended = new(0);

        public string Name => nameof(SchedulerPulse);

        public Task<bool> Next(TimeSpan atMost, CancellationToken cancellationToken) => _ended.WaitAsync(atMost, cancellationToken);

        public void Dispose() => _ended.Dispose();

        public ValueTask JobToBeExecuted(IJobExecutionContext context, CancellationToken cancellationToken = default) => default;

        public ValueTask JobExecutionVetoed(IJobExecutionContext context, CancellationToken cancellationToken = default) => default;

        public ValueTask JobWasExecuted(IJobExecutionContext context, JobExecutionException? jobException, CancellationToken cancellationToken = default)
        {
            _ended.Release();
            return default;
        }
    }
}
