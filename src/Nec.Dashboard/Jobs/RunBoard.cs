using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Nec.Core.Calendar;
using Nec.Storage;
using Npgsql;
using Quartz;
using Quartz.Extensibility;

namespace Nec.Dashboard.Jobs;

/// <summary>The runs of every node: waiting, in hand, and those in the history.</summary>
internal sealed class RunBoard(IScheduler scheduler, IExecutionHistoryStore history, NpgsqlDataSource source, RunTraces traces, LondonClock clock)
{
    /// <summary>How many runs a page shows.</summary>
    public const int PageSize = 50;

    private const int FilePageSize = 1000;

    /// <summary>A page of runs, in the filter's order: those that have ended, unless the filter asks for running, queued or missed ones.</summary>
    public Task<RunSlice> Page(RunFilter filter, RunCursor? after, CancellationToken cancellationToken) =>
        RunsQuery.Page(source, scheduler.SchedulerName, filter, after, Now, PageSize, cancellationToken);

    /// <summary>Every run that fits, newest first, in pages. Between two of them nothing is held open, however slow their reader.</summary>
    public async IAsyncEnumerable<IReadOnlyList<RunRow>> Every(RunFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        RunCursor? after = null;
        do
        {
            var page = await RunsQuery.Page(source, scheduler.SchedulerName, filter with { Sort = null }, after, Now, FilePageSize, cancellationToken);
            yield return page.Rows;
            after = page.Next;
        }
        while (after is not null);
    }

    /// <summary>What failed for good and fits, by job and input, the last first, so many at most.</summary>
    public Task<IReadOnlyList<FailedLine>> Failed(RunFilter filter, int most, CancellationToken cancellationToken) =>
        RunsQuery.Failed(source, scheduler.SchedulerName, filter, Now, most, cancellationToken);

    /// <summary>What runs now, on any node; the one that runs longest first.</summary>
    public async Task<IReadOnlyList<RunningRow>> Running(CancellationToken cancellationToken)
    {
        var now = Now;
        var firings = await scheduler.QueryFireInstances(new() { State = FireInstanceState.Executing, Take = PagedQuery.All }, cancellationToken);
        return [.. firings.Items.Where(firing => firing.JobKey is not null).OrderBy(firing => firing.FireTimeUtc).Select(firing => new RunningRow
        {
            Id = firing.FireInstanceId,
            Job = firing.JobKey!.Name,
            Node = firing.SchedulerInstanceId,
            At = firing.FireTimeUtc,
            For = now > firing.FireTimeUtc ? now - firing.FireTimeUtc : TimeSpan.Zero,
            Percent = firing.Progress,
            On = firing.ProgressMessage,
            IsCancelling = firing.InterruptRequestedUtc is not null,
        })];
    }

    /// <summary>A run in hand; null when it is not (any more).</summary>
    public async Task<RunningRow?> Running(string id, CancellationToken cancellationToken) => (await Running(cancellationToken)).FirstOrDefault(run => run.Id == id);

    /// <summary>What waits: due and not yet taken, or to be tried again; the first due first, so many at most.</summary>
    public async Task<IReadOnlyList<WaitingRow>> Waiting(int most, CancellationToken cancellationToken)
    {
        var now = Now;
        var triggers = (await scheduler.QueryTriggers(new() { Take = PagedQuery.All }, cancellationToken)).Items
            .Where(trigger => trigger.State is TriggerState.Normal or TriggerState.Blocked && (trigger.NextFireTimeUtc <= now || trigger.RetryAttempt > 0))
            .OrderBy(trigger => trigger.NextFireTimeUtc).ToList();
        List<WaitingRow> rows = [];
        foreach (var trigger in triggers.Take(most))
        {
            var status = trigger.RetryAttempt == 0 ? null : await history.GetJobRunStatus(scheduler.SchedulerName, trigger.JobKey, cancellationToken);
            rows.Add(new() { Job = trigger.JobKey.Name, DueAt = trigger.NextFireTimeUtc, Try = trigger.RetryAttempt + 1, Why = status?.LastFailureMessage, LastRun = status?.LastEntryId });
        }

        return rows;
    }

    /// <summary>What stands beside the menu.</summary>
    public Task<JobCounts> Counts(CancellationToken cancellationToken) => JobCountsQuery.Of(source, scheduler.SchedulerName, Now, cancellationToken);

    /// <summary>Moments that passed without a run, newest first.</summary>
    public async Task<IReadOnlyList<MisfireHistoryEntry>> Missed(string? job, int most, CancellationToken cancellationToken) =>
        (await history.QueryMisfires(new() { SchedulerName = scheduler.SchedulerName, Job = job is null ? null : JobKeys.Job(job), Take = most }, cancellationToken)).Items;

    /// <summary>A run that has ended, with its log, its input and its trace id, by what the history or the scheduler called it; null when neither knows it.</summary>
    public async Task<RunRow?> Find(string id, CancellationToken cancellationToken)
    {
        var entry = await history.GetExecution(scheduler.SchedulerName, id, cancellationToken);
        if (entry is null
            && (await history.QueryExecutions(new() { SchedulerName = scheduler.SchedulerName, FireInstanceId = id, Take = 1 }, cancellationToken)).Items is [{ EntryId: { } named }])
        {
            entry = await history.GetExecution(scheduler.SchedulerName, named, cancellationToken);
        }

        return entry is null ? null : RunRows.Of(entry) with { Trace = entry.FireInstanceId is { } firing ? await traces.Find(firing, cancellationToken) : null };
    }

    /// <summary>The trace id of a run in hand; null when none was kept.</summary>
    public Task<string?> TraceOf(RunningRow run, CancellationToken cancellationToken) => traces.Find(run.Id, cancellationToken);

    /// <summary>What the overview says of the present.</summary>
    internal Task<Overview> Overview(CancellationToken cancellationToken) => Jobs.Overview.Read(source, scheduler.SchedulerName, Now, cancellationToken);

    /// <summary>The earlier tries of the same occurrence, the latest first.</summary>
    public async Task<IReadOnlyList<RunRow>> EarlierTries(RunRow run, CancellationToken cancellationToken) => run.RetryAttempt == 0 ? []
        : [.. (await history.QueryExecutions(new() { SchedulerName = scheduler.SchedulerName, Trigger = run.Trigger, FiredBefore = run.At, Take = run.RetryAttempt }, cancellationToken)).Items.Select(RunRows.Of)];

    /// <summary>The nodes of the cluster as this one sees them.</summary>
    public async Task<IReadOnlyList<ClusterNode>> Nodes(CancellationToken cancellationToken) => await scheduler.QueryClusterNodes(cancellationToken);

    /// <summary>Changes whenever a run begins, gets on or ends.</summary>
    public async Task<string> Pulse(CancellationToken cancellationToken)
    {
        var last = await history.QueryExecutions(new() { SchedulerName = scheduler.SchedulerName, Take = 1 }, cancellationToken);
        var running = await Running(cancellationToken);
        var text = string.Join('|', [last.Items is [var newest, ..] ? newest.EntryId : "", .. running.Select(run => $"{run.Id} {run.Percent} {run.On} {run.IsCancelling}")]);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];
    }

    /// <summary>The scheduler's time; asked of the clock that it was given, since the scheduler itself knows it only once it stands.</summary>
    public DateTimeOffset Now => clock.Now;
}
