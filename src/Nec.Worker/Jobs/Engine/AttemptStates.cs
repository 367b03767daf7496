using System.Net.Sockets;
using Hangfire.Common;
using Hangfire.States;
using Hangfire.Storage;
using Nec.Application.Jobs;
using Npgsql;

namespace Nec.Worker.Jobs.Engine;

/// <summary>The run before of the same job is still going.</summary>
internal sealed class StillRunningException() : Exception("the run before is still going");

/// <summary>The job was paused after the run was created.</summary>
internal sealed class PausedException() : Exception("the job is paused");

/// <summary>The attempt failed, and another follows.</summary>
internal sealed class RetryLaterException(string why, TimeSpan wait) : Exception(why)
{
    public TimeSpan Wait { get; } = wait;
}

/// <summary>The run failed, and no attempt follows.</summary>
internal sealed class FailedForGoodException(string why) : Exception(why);

/// <summary>A run of a job that this release does not have.</summary>
internal sealed class RetiredJobException(string job) : Exception($"this release has no job {job}");

/// <summary>Turns what <see cref="JobRunner"/> throws into Hangfire's states, gives each run its queue, and says how long Hangfire keeps its copy.</summary>
internal sealed class AttemptStates : IElectStateFilter, IApplyStateFilter
{
    /// <summary>How long Hangfire keeps a run; ours is kept in <c>nec.run</c>.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromDays(7);

    /// <summary>The same when there was nothing to do.</summary>
    private static readonly TimeSpan KeptIdle = TimeSpan.FromHours(1);

    /// <summary>How long a run waits for the one before it.</summary>
    private static readonly TimeSpan Turn = TimeSpan.FromMinutes(1);

    /// <summary>How often a run that was created before its job was paused asks whether it still is.</summary>
    private static readonly TimeSpan WhilePaused = TimeSpan.FromMinutes(5);

    /// <summary>How long before an attempt that was cut off from the database is made again.</summary>
    private static readonly TimeSpan AfterLoss = TimeSpan.FromSeconds(15);

    public void OnStateElection(ElectStateContext context)
    {
        switch (context.CandidateState)
        {
            case FailedState { Exception: StillRunningException }:
                context.CandidateState = new ScheduledState(Turn) { Reason = "The run before is still going" };
                break;
            case FailedState { Exception: PausedException }:
                context.CandidateState = new ScheduledState(WhilePaused) { Reason = "The job is paused" };
                break;
            case FailedState { Exception: RetryLaterException retry }:
                context.CandidateState = new ScheduledState(retry.Wait) { Reason = $"It failed and is tried again: {retry.Message}" };
                break;
            case FailedState { Exception: RetiredJobException retired }:
                context.CandidateState = new DeletedState { Reason = retired.Message };
                break;
            case FailedState cutOff when CutOff.Is(cutOff.Exception):
                // The attempt could not be opened or closed: nothing of it stands.
                context.CandidateState = new ScheduledState(AfterLoss) { Reason = $"It was cut off and is tried again: {cutOff.Exception.Message}" };
                break;
            case EnqueuedState enqueued:
                enqueued.Queue = EngineQueues.Of(context.BackgroundJob.Job);
                break;
        }
    }

    public void OnStateApplied(ApplyStateContext context, IWriteOnlyTransaction transaction)
    {
        if (context.NewState.IsFinal)
        {
            var isIdle = context.NewState is SucceededState { Result: RunReceipt { Outcome: var outcome } } && outcome == RunOutcomes.WordOf(RunOutcome.Skipped);
            context.JobExpirationTimeout = isIdle ? KeptIdle : Kept;
        }
    }

    public void OnStateUnapplied(ApplyStateContext context, IWriteOnlyTransaction transaction)
    {
        // Nothing is undone.
    }
}

/// <summary>Tells a database that is away from a fault of a job.</summary>
internal static class CutOff
{
    /// <summary>Whether a failure says that the database did not answer, and nothing of the job.</summary>
    public static bool Is(Exception? failure) => failure switch
    {
        null => false,
        TurnLostException or SocketException => true,
        PostgresException refused => refused.IsTransient || refused.SqlState.StartsWith("57P", StringComparison.Ordinal) || refused.SqlState == PostgresErrorCodes.ReadOnlySqlTransaction,
        NpgsqlException away => away.IsTransient || Is(away.InnerException) || away.InnerException is IOException or TimeoutException,
        _ => false,
    };
}

/// <summary>The queues; a worker takes them in the order of their names.</summary>
internal static class EngineQueues
{
    /// <summary>What somebody sits and waits for.</summary>
    public const string Urgent = "a-sign-in";

    /// <summary>Everything else.</summary>
    public const string Daily = "b-daily";

    /// <summary>Long lists that are shared out.</summary>
    public const string Shards = "c-shards";

    /// <summary>All, in that order.</summary>
    public static readonly string[] All = [Urgent, Daily, Shards];

    /// <summary>The queue of a stored call; null stands for one that this release cannot read.</summary>
    public static string Of(Job? job) => job?.Args is [string id, var request, ..]
        ? StoredRequest.Read(request as string) is { IsUrgent: true } ? Urgent : id == nameof(CheckPageShard) ? Shards : Daily
        : Daily;
}
