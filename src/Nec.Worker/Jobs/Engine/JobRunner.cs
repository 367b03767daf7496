using System.Diagnostics;
using System.Text.Json;
using Hangfire;
using Hangfire.Server;
using Nec.Application.Jobs;
using Nec.Core.Calendar;
using Nec.Dashboard.Jobs.Engine;
using Nec.Storage;

namespace Nec.Worker.Jobs.Engine;

/// <summary>What Hangfire keeps of a successful run and shows on its page.</summary>
public sealed record RunReceipt(string Outcome, string Summary);

/// <summary>
/// The one call that Hangfire stores, so that job classes may be renamed and two releases may share a store.
/// An attempt takes its lock, opens its row, runs the job and closes the row.
/// The exception it throws tells Hangfire how to continue (<see cref="AttemptStates"/>).
/// </summary>
internal sealed partial class JobRunner(
    JobCatalogue catalogue,
    JobRegister register,
    RunLocks locks,
    IServiceScopeFactory scopes,
    RunSignals signals,
    EngineNode node,
    LondonClock clock,
    ILogger<JobRunner> logger)
{
    /// <summary>The name of the spans of runs.</summary>
    public const string SpanSource = "Nec.Jobs";

    /// <summary>Attempts that may die with their worker before a run is given up, so that a job cannot kill workers for ever.</summary>
    private const int MostLosses = 10;

    private static readonly ActivitySource Spans = new(SpanSource);
    private static readonly TimeSpan ToClose = TimeSpan.FromSeconds(10);

    /// <summary>The wait after a failure that says only that the database did not answer.</summary>
    private static readonly TimeSpan AfterCutOff = TimeSpan.FromSeconds(30);

    /// <summary>Runs a job once.</summary>
    /// <param name="request">A <see cref="StoredRequest"/> as JSON; null when Hangfire's recurring scheduler created it.</param>
    /// <param name="context">Filled in by Hangfire.</param>
    public async Task<RunReceipt> Run(string job, string? request, PerformContext? context, CancellationToken cancellationToken)
    {
        var id = context!.BackgroundJob.Id; // Hangfire always gives one
        try
        {
            var declared = catalogue.Find(job) ?? throw new RetiredJobException(job);
            return await Attempt(declared, StoredRequest.Of(request, declared, context), id, cancellationToken);
        }
        finally
        {
            signals.Ended(id);
        }
    }

    private async Task<RunReceipt> Attempt(DeclaredJob job, StoredRequest request, string id, CancellationToken cancellationToken)
    {
        if (register.IsPaused(job.Id))
        {
            throw new PausedException(); // it was created before the pause
        }

        using var span = Spans.StartActivity($"{job.Id}", ActivityKind.Internal, parentContext: default);
        var trace = span?.TraceId ?? ActivityTraceId.CreateRandom();
        await using var turn = await RunTurn.TryTake(
            locks,
            new()
            {
                Job = job.Id,
                Arguments = request.Arguments,
                ScheduledFor = request.ScheduledFor,
                AuditId = request.AuditId,
                Node = node.Name,
                StartedAt = clock.Now,
                TraceId = trace.ToHexString(),
                EngineId = id,
                LockKey = RunTurn.KeyOf(job.Id, job.Declared.SideBySide ? request.Arguments ?? id : null),
            },
            cancellationToken) ?? throw new StillRunningException();
        span?.SetTag("job.name", job.Id).SetTag("job.run", turn.Run.RunId).SetTag("job.attempt", turn.Run.Attempt);
        var lines = RunLines.Begin(clock);
        if (turn.Run.Losses >= MostLosses)
        {
            var lost = new InvalidOperationException($"its worker was lost {turn.Run.Losses} times");
            return await Fail(turn, job, lines, lost, isFinal: true);
        }

        var run = new RunContext
        {
            Id = id,
            Arguments = request.Arguments,
            ScheduledFor = request.ScheduledFor,
            IsUrgent = request.IsUrgent,
            IsAsked = request.AuditId is not null,
            BeganAt = turn.Run.BeganAt,
        };
        turn.Watch(run);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, turn.Lost);
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var report = await ((IJob)ActivatorUtilities.CreateInstance(scope.ServiceProvider, job.Type)).Run(run, stop.Token);
            span?.SetTag("job.outcome", RunOutcomes.WordOf(report.Outcome));
            var ended = Ended(turn, report.Outcome, lines) with
            {
                Summary = report.Summary,
                Figures = Json(report.Figures),
                Targets = Json(report.Targets),
            };
            await Close(turn, ended);
            return new(RunOutcomes.WordOf(report.Outcome), report.Summary);
        }
        catch (OperationCanceledException) when (turn.Lost.IsCancellationRequested)
        {
            throw new TurnLostException(null);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await Close(turn, Ended(turn, RunOutcome.Cancelled, lines) with { Summary = "stopped before its end" });
            throw;
        }
        catch (Exception failure) when (failure is not TurnLostException && CutOff.Is(failure))
        {
            LogCutOff(job.Id, turn.Run.RunId, failure.Message);
            var sentence = $"cut off from the database: {failure.Message.Split('\n')[0]}";
            await Close(turn, Ended(turn, RunOutcome.Lost, lines) with { Failure = sentence });
            throw new RetryLaterException("the database was away", AfterCutOff);
        }
        catch (Exception failure) when (failure is not TurnLostException)
        {
            span?.SetStatus(ActivityStatusCode.Error);
            return await Fail(turn, job, lines, failure, isFinal: turn.Run.Failures >= job.Declared.Retries);
        }
    }

    // The one place that logs a failure: its text goes into the row with the lines of the attempt.
    private async Task<RunReceipt> Fail(RunTurn turn, DeclaredJob job, RunLines.Buffer lines, Exception failure, bool isFinal)
    {
        LogFailed(job.Id, turn.Run.RunId, turn.Run.Attempt, failure);
        var retryAt = isFinal ? (DateTimeOffset?)null : clock.Now + job.RetryWait;
        var sentence = failure.Message.Split('\n')[0];
        var ended = Ended(turn, isFinal ? RunOutcome.Failed : RunOutcome.Retrying, lines);
        await Close(turn, ended with { Failure = sentence, RetryAt = retryAt });
        throw isFinal ? new FailedForGoodException(sentence) : new RetryLaterException(sentence, job.RetryWait);
    }

    // The outcome is recorded even while the worker is stopping, but for no longer than a stop may take.
    private static async Task Close(RunTurn turn, EndedRun ended)
    {
        using var limit = new CancellationTokenSource(ToClose);
        await turn.Close(ended, limit.Token);
    }

    private EndedRun Ended(RunTurn turn, RunOutcome outcome, RunLines.Buffer lines) =>
        new() { RunId = turn.Run.RunId, EndedAt = clock.Now, Outcome = RunOutcomes.WordOf(outcome), Log = lines.Text() };

    private static string? Json<T>(IReadOnlyCollection<T> entries) => entries.Count == 0 ? null : JsonSerializer.Serialize((object)entries);

    [LoggerMessage(LogLevel.Warning, "Job {Job}: run {Run} was cut off from the database ({Reason}) and is attempted again")]
    private partial void LogCutOff(string job, long run, string reason);

    [LoggerMessage(LogLevel.Error, "Job {Job}: attempt {Attempt} of run {Run} failed")]
    private partial void LogFailed(string job, long run, int attempt, Exception failure);
}

/// <summary>The request of a run, as Hangfire keeps it.</summary>
internal sealed record StoredRequest
{
    public string? Arguments { get; init; }

    public long? AuditId { get; init; }

    public DateTimeOffset? ScheduledFor { get; init; }

    public bool IsUrgent { get; init; }

    /// <summary>The request of a run: from its JSON, or from the recurring job that created it.</summary>
    public static StoredRequest Of(string? json, DeclaredJob job, PerformContext context)
    {
        var pressed = context.GetJobParameter<long?>(EngineRoom.AuditParameter);
        if (Read(json) is { } request)
        {
            return request with { AuditId = pressed ?? request.AuditId };
        }

        var scheduled = pressed is null && job.Cron is { } cron
            ? Schedule.Parse(cron)?.Previous(new DateTimeOffset(context.BackgroundJob.CreatedAt, TimeSpan.Zero).AddSeconds(1))
            : null;
        return new() { AuditId = pressed, ScheduledFor = scheduled };
    }

    /// <summary>A request from its JSON; null when there is none.</summary>
    public static StoredRequest? Read(string? json) => string.IsNullOrEmpty(json) ? null : JsonSerializer.Deserialize<StoredRequest>(json);
}
