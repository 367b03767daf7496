using Dapper;
using Nec.Application.Jobs;
using Nec.Core.Calendar;
using Npgsql;

namespace Nec.Dashboard.Jobs;

/// <summary>A page of runs, and where the next begins; null when there is none.</summary>
internal sealed record RunSlice(IReadOnlyList<RunRow> Rows, RunCursor? Next);

/// <summary>Lists of runs for a reader of some teams; null for all of them.</summary>
internal static class RunsQuery
{
    /// <summary>How many runs a page shows.</summary>
    public const int PageSize = 50;

    /// <summary>
    /// A position is asked for, not a pattern: what people type may hold a percent sign. Who sees some teams finds nothing by words that
    /// are not shown.
    /// </summary>
    public const string Fits =
        """
        (@Job::text is null or job = @Job)
          and (@Node::text is null or node = @Node)
          and (@Outcome::text is null or outcome = @Outcome)
          and (@From::timestamptz is null or started_at >= @From)
          and (@Before::timestamptz is null or started_at < @Before)
          and (@Text::text is null
               or position(lower(@Name) in lower(job)) > 0
               or trace_id = lower(@Text)
               or (@Teams::text[] is null
                   and (position(lower(@Text) in lower(summary)) > 0
                        or position(lower(@Text) in lower(failure)) > 0
                        or position(lower(@Text) in lower(log)) > 0)))
        """;

    /// <summary>What a filter asks the database for.</summary>
    public static DynamicParameters Asked(RunFilter filter, string[]? teams) => new(new
    {
        filter.Job,
        filter.Node,
        filter.Outcome,
        From = filter.From is { } from ? LondonTime.StartOf(from) : (DateTimeOffset?)null,
        Before = filter.To is { } to ? LondonTime.EndOf(to) : (DateTimeOffset?)null,
        filter.Text,
        Name = filter.Text?.Replace(" ", "", StringComparison.Ordinal),
        Teams = teams,
    });

    /// <summary>So many runs at most, in the filter's order.</summary>
    public static async Task<RunSlice> Page(
        NpgsqlDataSource source, RunFilter filter, RunCursor? after, string[]? teams, int most, CancellationToken cancellationToken)
    {
        var order = RunOrder.Of(filter.Sort);
        var asked = Asked(filter, teams);
        asked.AddDynamicParams(new { After = after?.At, AfterId = after?.Id, AfterKey = after?.Key, Limit = most + 1 });
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        var rows = (await connection.QueryAsync<RunRow, string, (RunRow Run, string Key)>(
            new CommandDefinition(
                $"""
                select {SeenRun.Columns}, sort_key
                from (select {RunLog.Columns}, targets, {order.Key} as sort_key
                      from nec.run
                      where {Fits}) run
                where @AfterId::bigint is null
                   or sort_key {(order.IsDown ? '<' : '>')} @AfterKey
                   or (sort_key = @AfterKey and (started_at, run_id) < (@After, @AfterId))
                order by sort_key {(order.IsDown ? "desc" : "asc")}, started_at desc, run_id desc
                limit @Limit
                """,
                asked,
                cancellationToken: cancellationToken),
            (run, key) => (run, key),
            splitOn: "sort_key")).AsList();
        return new(
            [.. rows.Take(most).Select(row => row.Run)],
            rows.Count > most && rows[most - 1] is var (last, key) ? new(last.StartedAt, last.RunId, key) : null);
    }
}
