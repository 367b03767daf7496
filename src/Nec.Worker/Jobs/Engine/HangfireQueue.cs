using System.Text.Json;
using Hangfire;
using Hangfire.Common;
using Hangfire.States;
using Nec.Application.Jobs;

namespace Nec.Worker.Jobs.Engine;

/// <summary>Creates runs in Hangfire for callers of <see cref="JobQueue"/>.</summary>
internal sealed class HangfireQueue(IBackgroundJobClientV2 client, RunSignals signals, HostPlan plan)
{
    /// <summary>The stored call of a job.</summary>
    public static Job CallOf(string job, string? request) =>
        Job.FromExpression<JobRunner>(runner => runner.Run(job, request, null, CancellationToken.None));

    /// <inheritdoc cref="JobQueue"/>
    public Task<string?> Ask(JobRequest request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (plan.IsSimulated && request.NotBefore is not null)
        {
            return Task.FromResult<string?>(null); // on a simulated clock, the demo's driver comes back by itself
        }

        var stored = JsonSerializer.Serialize(new StoredRequest
        {
            Arguments = request.Arguments,
            AuditId = request.AuditId,
            ScheduledFor = request.ScheduledFor,
            IsUrgent = request.IsUrgent,
        });
        IState state = request.NotBefore is { } at ? new ScheduledState(at.UtcDateTime) : new EnqueuedState();
        var id = signals.Created(() => client.Create(CallOf(request.Job, stored), state), isQueued: request.NotBefore is null);
        return Task.FromResult(id);
    }

    /// <summary>Puts a run that waits or was left behind into its queue now.</summary>
    public void Requeue(string id) => signals.Created(() => client.ChangeState(id, new EnqueuedState()) ? id : null, isQueued: true);
}

/// <summary>The runs of this process that have been queued and have not ended: the demo and tests wait for them.</summary>
internal sealed class RunSignals
{
    private readonly Lock _gate = new();
    private readonly HashSet<string> _open = new(StringComparer.Ordinal);
    private readonly HashSet<string> _early = new(StringComparer.Ordinal);
    private TaskCompletionSource _idle = Completed();
    private bool _isWatched;

    /// <summary>Starts counting; a worker on a real clock does not count, because nobody waits.</summary>
    public void Watch() => _isWatched = true;

    /// <summary>Waits until all queued runs have ended.</summary>
    public Task Idle
    {
        get
        {
            lock (_gate)
            {
                return _idle.Task;
            }
        }
    }

    /// <summary>Creates a run and counts it; null when none was created.</summary>
    public string? Created(Func<string?> create, bool isQueued)
    {
        var id = create();
        lock (_gate)
        {
            // A worker may have ended it before its id was known here.
            if (_isWatched && isQueued && id is not null && !_early.Remove(id) && _open.Add(id) && _open.Count == 1)
            {
                _idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }

        return id;
    }

    /// <summary>Says that an attempt has ended.</summary>
    public void Ended(string id)
    {
        lock (_gate)
        {
            if (!_isWatched)
            {
                return;
            }

            if (!_open.Remove(id))
            {
                _early.Add(id);
            }
            else if (_open.Count == 0)
            {
                _idle.SetResult();
            }
        }
    }

    private static TaskCompletionSource Completed()
    {
        var done = new TaskCompletionSource();
        done.SetResult();
        return done;
    }
}

/// <summary>What this worker is called in runs.</summary>
internal sealed record EngineNode(string Name)
{
    /// <summary>Its machine and its process.</summary>
    public static EngineNode Own { get; } = new($"{Environment.MachineName}-{Environment.ProcessId}".ToLowerInvariant());
}
