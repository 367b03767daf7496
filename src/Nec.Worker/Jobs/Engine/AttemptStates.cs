using Hangfire.Common;
using Hangfire.States;
using Hangfire.Storage;
using Nec.Application.Jobs;
using Nec.Storage;

namespace Nec.Worker.Jobs.Engine;

/// <summary>The previous run of the same job is still going.</summary>
internal sealed class StillRunningException() : Exception("the run before is still going");

/// <summary>The job was paused after the run was created.</summary>
internal sealed class PausedException() : Exception("the job is paused");

/// <summary>The attempt failed, and another attempt follows.</summary>
internal sealed class RetryLaterException(string why, TimeSpan wait) : Exception(why)
{
    public TimeSpan Wait { get; } = wait;
}

/// <summary>The run failed, and no further attempt follows.</summary>
internal sealed class FailedForGoodException(string why) : Exception(why);

/// <summary>A run of a job that this release does not have.</summary>
internal sealed class RetiredJobException(string job) : Exception($"this release has no job {job}");

/// <summary>
/// Turns the exceptions of <see cref="JobRunner"/> into Hangfire's states, gives each run its queue,
/// and sets how long Hangfire keeps its copy.
/// </summary>
internal sealed class AttemptStates : IElectStateFilter, IApplyStateFilter
{
    /// <summary>How long Hangfire keeps a run; Nec keeps its own record in <c>nec.run</c>.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromDays(7);

    /// <summary>How long Hangfire keeps a run that had nothing to do.</summary>
    private static readonly TimeSpan KeptIdle = TimeSpan.FromHours(1);

    /// <summary>How long a run waits for the previous one.</summary>
    private static readonly TimeSpan Turn = TimeSpan.FromMinutes(1);

    /// <summary>How often a run that was created before the pause asks whether its job is still paused.</summary>
    private static readonly TimeSpan WhilePaused = TimeSpan.FromMinutes(5);

    /// <summary>The wait before the next attempt after one was cut off from the database.</summary>
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
                // The attempt could not be opened or closed, so nothing of it is recorded.
                var reason = $"It was cut off and is tried again: {cutOff.Exception.Message}";
                context.CandidateState = new ScheduledState(AfterLoss) { Reason = reason };
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
            var isIdle = context.NewState is SucceededState { Result: RunReceipt { Outcome: var outcome } }
                && outcome == RunOutcomes.WordOf(RunOutcome.Skipped);
            context.JobExpirationTimeout = isIdle ? KeptIdle : Kept;
        }
    }

    public void OnStateUnapplied(ApplyStateContext context, IWriteOnlyTransaction transaction)
    {
        // Nothing is undone.
    }
}

/// <summary>Distinguishes an unavailable database from a fault of a job.</summary>
internal static class CutOff
{
    /// <summary>Whether a failure says only that the database did not answer.</summary>
    public static bool Is(Exception? failure) => failure is TurnLostException || Outage.Is(failure);
}

/// <summary>The queues; a worker takes them in the order of their names.</summary>
internal static class EngineQueues
{
    /// <summary>Work that a person is waiting for.</summary>
    public const string Urgent = "a-sign-in";

    /// <summary>Everything else.</summary>
    public const string Daily = "b-daily";

    /// <summary>Long lists that are shared out.</summary>
    public const string Shards = "c-shards";

    /// <summary>All queues, in that order.</summary>
    public static readonly string[] All = [Urgent, Daily, Shards];

    /// <summary>The queue of a stored call; null is a call that this release cannot read.</summary>
    public static string Of(Job? job) => job?.Args is [string id, var request, ..]
        ? StoredRequest.Read(request as string) is { IsUrgent: true } ? Urgent : id == nameof(CheckPageShard) ? Shards : Daily
        : Daily;
}
