using Dapper;
using Nec.Application.Jobs;
using Npgsql;

namespace Nec.Dashboard.Jobs;

/// <summary>One run with all that its page shows, for a reader of some teams; null for all of them.</summary>
internal sealed record RunQuery
{
    /// <summary>How many targets a page shows.</summary>
    public const int MostTargets = 500;

    public required RunRow Run { get; init; }

    /// <summary>The lines that it logged; null when it logged none, and for who sees some teams only.</summary>
    public string? Log { get; init; }

    /// <summary>How many targets there are, shown or not, and how many of them could be seen.</summary>
    public (int All, int Seen) Counts { get; init; }

    /// <summary>Those that could not be seen first, so many at most.</summary>
    public IReadOnlyList<RunTarget> Targets { get; init; } = [];

    /// <summary>The other attempts at the same run, the first first.</summary>
    public IReadOnlyList<RunRow> Others { get; init; } = [];

    /// <summary>Null when it is not kept.</summary>
    public static async Task<RunQuery?> Of(NpgsqlDataSource source, long runId, string[]? teams, CancellationToken cancellationToken)
    {
        const string Theirs =
            """
            from nec.run
            cross join lateral jsonb_to_recordset(targets) entry(team text, target text, source text, outcome text, reason text)
            where run_id = @runId and (@Teams::text[] is null or team = any(@Teams))
            """;
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var answers = await connection.QueryMultipleAsync(new CommandDefinition(
            $"""
            select {SeenRun.Columns} from nec.run where run_id = @runId;

            select log from nec.run where run_id = @runId and @Teams::text[] is null;

            select count(*)::int, (count(*) filter (where entry.outcome <> 'unable'))::int
            {Theirs};

            select team, target, source, entry.outcome, reason
            {Theirs}
            order by (entry.outcome = 'unable') desc, (entry.outcome = 'absent') desc, team, target
            limit {MostTargets};

            select {SeenRun.Columns}
            from nec.run
            where engine_id = (select engine_id from nec.run where run_id = @runId) and run_id <> @runId
            order by run_id
            """,
            new { runId, Teams = teams },
            cancellationToken: cancellationToken));
        return await answers.ReadSingleOrDefaultAsync<RunRow>() is not { } run ? null : new()
        {
            Run = run,
            Log = await answers.ReadSingleOrDefaultAsync<string?>(),
            Counts = await answers.ReadSingleAsync<(int, int)>(),
            Targets = (await answers.ReadAsync<RunTarget>()).AsList(),
            Others = (await answers.ReadAsync<RunRow>()).AsList(),
        };
    }
}
