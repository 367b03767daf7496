using Dapper;
using Nec.Application.Jobs;
using Npgsql;

namespace Nec.Dashboard.Jobs;

/// <summary>What the page of all jobs shows beside how each stands, for a reader of some teams; null for all of them.</summary>
internal sealed record JobsQuery
{
    private const int MostFailures = 10;

    /// <summary>How many attempts run now or started since the given day, by outcome; exactly those that the list of runs shows.</summary>
    public required IReadOnlyDictionary<string, int> Counts { get; init; }

    /// <summary>Of the last seven days: one fault that strikes all night is one line. The most frequent first, so many at most.</summary>
    public required IReadOnlyList<FailuresAlike> Failures { get; init; }

    public required IReadOnlyList<SourceTrouble> Sources { get; init; }

    /// <summary>The last runs of jobs as the reader may see them, by job.</summary>
    public required IReadOnlyDictionary<string, RunRow> Last { get; init; }

    public static async Task<JobsQuery> Read(
        NpgsqlDataSource source,
        IReadOnlyList<JobStatus> jobs,
        DateTimeOffset countedSince,
        DateTimeOffset failedSince,
        string[]? teams,
        CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var answers = await connection.QueryMultipleAsync(new CommandDefinition(
            $"""
            select outcome, count(*)::int
            from nec.run
            where ended_at is null or started_at >= @countedSince
            group by outcome;

            with failed as (
                select job, started_at, run_id, case when @Teams::text[] is null then coalesce(failure, summary) end as reason
                from nec.run
                where started_at >= @failedSince and outcome = 'failed'
            )
            select job, count(*)::int as times, max(started_at) as last_at,
                   (array_agg(reason order by started_at desc, run_id desc))[1] as reason,
                   (array_agg(run_id order by started_at desc, run_id desc))[1] as last_run
            from failed
            group by job, regexp_replace(reason, '[0-9]+', '0', 'g') -- a page's number or a port makes no other fault of it
            order by times desc, last_at desc
            limit {MostFailures};

            select {SeenRun.Columns}
            from nec.run
            where run_id = any(@Runs);

            """ + SourceTrouble.Select,
            new { countedSince, failedSince, Teams = teams, Runs = jobs.Select(job => job.Last?.RunId).OfType<long>().ToArray() },
            cancellationToken: cancellationToken));
        return new()
        {
            Counts = (await answers.ReadAsync<(string Outcome, int Runs)>()).ToDictionary(StringComparer.Ordinal),
            Failures = (await answers.ReadAsync<FailuresAlike>()).AsList(),
            Last = (await answers.ReadAsync<RunRow>()).ToDictionary(run => run.Job, StringComparer.Ordinal),
            Sources = (await answers.ReadAsync<SourceTrouble>()).AsList(),
        };
    }
}
