using Dapper;
using Nec.Application.Jobs;
using Npgsql;

namespace Nec.Dashboard.Pages.Jobs;

/// <summary>One run with all that its page shows, for a reader of some teams; null for all of them.</summary>
internal sealed record RunQuery
{
    /// <summary>How many targets a page shows.</summary>
    public const int MostTargets = 500;

    public required RunRow Run { get; init; }

    /// <summary>The lines that it logged; null when it logged none, and for who sees some teams only.</summary>
    public string? Log { get; init; }

    /// <summary>Those that could not be seen first, so many at most.</summary>
    public IReadOnlyList<RunTarget> Targets { get; init; } = [];

    /// <summary>How many there are, shown or not.</summary>
    public int AllTargets { get; init; }

    /// <summary>How many of all could be seen.</summary>
    public int SeenTargets { get; init; }

    /// <summary>The other attempts at the same run, the first first.</summary>
    public IReadOnlyList<RunRow> Others { get; init; } = [];

    /// <summary>Null when it is not kept.</summary>
    public static async Task<RunQuery?> Of(NpgsqlDataSource source, long runId, string[]? teams, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var answers = await connection.QueryMultipleAsync(new CommandDefinition(
            $"""
            select {SeenRun.Columns} from nec.run where run_id = @runId;

            select log from nec.run where run_id = @runId and @Teams::text[] is null;

            select entry ->> 'team' as team, entry ->> 'target' as target, entry ->> 'source' as source, entry ->> 'outcome' as outcome, entry ->> 'reason' as reason,
                   count(*) over ()::int as every, (count(*) filter (where entry ->> 'outcome' <> 'unable') over ())::int as seen
            from nec.run
            cross join lateral jsonb_array_elements(targets) entry
            where run_id = @runId and (@Teams::text[] is null or entry ->> 'team' = any(@Teams))
            order by (entry ->> 'outcome' = 'unable') desc, (entry ->> 'outcome' = 'absent') desc, 1, 2
            limit {MostTargets};

            select {SeenRun.Columns}
            from nec.run
            where engine_id = (select engine_id from nec.run where run_id = @runId) and run_id <> @runId
            order by run_id
            """,
            new { runId, Teams = teams },
            cancellationToken: cancellationToken));
        if (await answers.ReadSingleOrDefaultAsync<RunRow>() is not { } run)
        {
            return null;
        }

        var log = await answers.ReadSingleOrDefaultAsync<string?>();
        var targets = (await answers.ReadAsync<TargetRow>()).AsList();
        return new()
        {
            Run = run,
            Log = log,
            Targets = [.. targets.Select(row => row.ToTarget())],
            AllTargets = targets.FirstOrDefault()?.Every ?? 0,
            SeenTargets = targets.FirstOrDefault()?.Seen ?? 0,
            Others = (await answers.ReadAsync<RunRow>()).AsList(),
        };
    }

    private sealed record TargetRow
    {
        public required string Team { get; init; }

        public required string Target { get; init; }

        public required string Source { get; init; }

        public required string Outcome { get; init; }

        public string? Reason { get; init; }

        public required int Every { get; init; }

        public required int Seen { get; init; }

        public RunTarget ToTarget() => new() { Team = Team, Target = Target, Source = Source, Outcome = Outcome, Reason = Reason };
    }
}
