using Dapper;
using Npgsql;
using Quartz;

namespace Nec.Dashboard.Jobs;

/// <summary>Runs of every state, page by page, straight from the scheduler's tables: its own queries know neither words nor trace ids nor where a page ended.</summary>
internal static class RunsQuery
{
    /// <summary>A page, in the filter's order, and where the next begins.</summary>
    public static async Task<RunSlice> Page(NpgsqlDataSource source, string scheduler, RunFilter filter, RunCursor? after, DateTimeOffset now, int size, CancellationToken cancellationToken)
    {
        // What runs takes longer from page to page, and the one that began first has taken longest.
        var sort = (filter.Outcome, filter.Sort) switch { ("running", "took") => null, ("running", "-took") => "started", _ => filter.Sort };
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        var rows = (await connection.QueryAsync<Row>(new CommandDefinition(
            filter.Outcome switch { "running" => RunsSql.Running, "queued" => RunsSql.Queued, "missed" => RunsSql.Missed, _ => RunsSql.Ended },
            Asked(scheduler, filter, sort, after, now, size + 1),
            cancellationToken: cancellationToken))).AsList();
        var shown = rows.Take(size).Select(row => row.ToRun(filter.Outcome, now)).ToList();
        return new(shown, rows.Count > size && rows[size - 1] is var last ? RunCursor.Of(sort, last.At, last.Id, last.Took, last.Job, last.Outcome) : null);
    }

    /// <summary>What failed for good and fits, by job and what it was given, the last first, so many at most.</summary>
    public static async Task<IReadOnlyList<FailedLine>> Failed(NpgsqlDataSource source, string scheduler, RunFilter filter, DateTimeOffset now, int most, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return
        [
            .. await connection.QueryAsync<FailedLine>(new CommandDefinition(
                RunsSql.Failed, Asked(scheduler, filter with { Outcome = "failed" }, null, null, now, most), cancellationToken: cancellationToken)),
        ];
    }

    private static object Asked(string scheduler, RunFilter filter, string? sort, RunCursor? after, DateTimeOffset now, int limit) => new
    {
        Scheduler = scheduler,
        filter.Job,
        JobKeys.Group,
        filter.Node,
        Results = filter.Results?.Select(result => (int)result).ToArray(),
        filter.FailedFinally,
        From = filter.FromInstant?.UtcTicks,
        Before = filter.BeforeInstant?.UtcTicks,
        filter.Text,
        Name = filter.Text?.Replace(" ", "", StringComparison.Ordinal),
        Sort = sort,
        IsDown = sort is "-job" or "-outcome",
        After = after?.At.UtcTicks,
        AfterId = after?.Id,
        AfterNumber = after?.NumberIn(sort) ?? 0,
        AfterWord = after?.WordIn(sort) ?? "",
        Now = now.UtcTicks,
        Succeeded = (int)JobRunResult.Succeeded,
        Failed = (int)JobRunResult.Failed,
        Cancelled = (int)JobRunResult.Cancelled,
        Limit = limit,
    };

    private sealed record Row
    {
        public required string Id { get; init; }

        public required string Job { get; init; }

        public required string JobGroup { get; init; }

        public required string TriggerName { get; init; }

        public required string TriggerGroup { get; init; }

        public string? Node { get; init; }

        public required long At { get; init; }

        public long Took { get; init; }

        public required string Outcome { get; init; }

        public string? Summary { get; init; }

        public string? Failure { get; init; }

        public int RetryAttempt { get; init; }

        public bool WillRetry { get; init; }

        public bool IsManual { get; init; }

        public string? Trace { get; init; }

        public RunRow ToRun(string? state, DateTimeOffset now) => new()
        {
            Id = Id,
            Job = Job,
            Key = new(Job, JobGroup),
            Trigger = new(TriggerName, TriggerGroup),
            At = new(At, TimeSpan.Zero),
            Outcome = Outcome,
            Took = state == "running" ? TimeSpan.FromTicks(Math.Max(0, now.UtcTicks - At)) : TimeSpan.FromTicks(Took),
            Summary = Summary,
            Failure = Failure,
            RetryAttempt = RetryAttempt,
            WillRetry = WillRetry,
            IsManual = IsManual,
            Node = Node ?? "none yet",
            Trace = Trace,
            HasPage = state is not ("queued" or "missed"),
        };
    }
}
