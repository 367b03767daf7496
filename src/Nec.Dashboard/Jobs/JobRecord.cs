using Dapper;
using Nec.Core.Calendar;
using Npgsql;

namespace Nec.Dashboard.Jobs;

/// <summary>
/// How a job has done in the last so many days. Every attempt counts, but those with nothing to do, which are kept for a day only, and
/// those that were cancelled or lost: they are no runs.
/// </summary>
/// <param name="Days">The span.</param>
/// <param name="Counts">How many attempts ended how.</param>
/// <param name="Median">Half of those that saw anything took no longer; null when there is none.</param>
/// <param name="Most">95 of 100 took no longer.</param>
internal sealed record JobRecord(int Days, IReadOnlyDictionary<string, int> Counts, TimeSpan? Median, TimeSpan? Most)
{
    private static readonly int[] Spans = [7, 30, 90];
    private static readonly string[] Tried = ["succeeded", "partly", "nothing-seen", "failed", "retrying"];
    private static readonly string[] Others = [.. Tried[1..], "cancelled", "lost", "skipped"];

    /// <summary>How many did all that they were to do; the percentage is never rounded up: only all are 100.</summary>
    public string Succeeded => Tried.Sum(Count) is > 0 and var attempts
        ? $"{Count("succeeded")} of {Dates.Count(attempts, "attempt")} ({100L * Count("succeeded") / attempts}%)"
        : "no attempt had anything to do";

    /// <summary>How many ended otherwise, and how.</summary>
    public string Otherwise =>
        Others.Any(Counts.ContainsKey) ? string.Join(", ", Others.Where(Counts.ContainsKey).Select(Counted)) : "none";

    /// <summary>One a span, the shortest first.</summary>
    public static async Task<IReadOnlyList<JobRecord>> Of(
        NpgsqlDataSource source, string job, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        var rows = await connection.QueryAsync<(int Days, string? Outcome, int Count, double? Median, double? Most)>(new CommandDefinition(
            """
            select span.days, run.outcome, count(run_id)::int,
                   percentile_cont(0.5) within group (order by seconds) filter (where outcome in ('succeeded', 'partly')),
                   percentile_cont(0.95) within group (order by seconds) filter (where outcome in ('succeeded', 'partly'))
            from unnest(@Spans, @Since) span(days, since)
            left join nec.run on run.job = @job and run.started_at >= span.since
            cross join lateral (select extract(epoch from ended_at - started_at) as seconds) took
            group by grouping sets ((span.days, run.outcome), (span.days)) -- the counts, and what all of a span took
            order by span.days, grouping(run.outcome)
            """,
            new { job, Spans, Since = Spans.Select(days => now.AddDays(-days)).ToArray() },
            cancellationToken: cancellationToken));
        return
        [
            .. from row in rows
               group row by row.Days into span
               let counts = span.Where(row => row.Outcome is not null).ToDictionary(row => row.Outcome!, row => row.Count)
               select new JobRecord(span.Key, counts, Length(span.Last().Median), Length(span.Last().Most)),
        ];
    }

    private int Count(string word) => Counts.GetValueOrDefault(word);

    private string Counted(string word) => $"{Count(word)} {(word == "retrying" ? "failed and attempted again" : word.Replace('-', ' '))}";

    private static TimeSpan? Length(double? seconds) => seconds is { } length ? TimeSpan.FromSeconds(length) : null;
}
