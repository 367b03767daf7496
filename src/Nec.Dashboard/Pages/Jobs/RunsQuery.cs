using System.Runtime.CompilerServices;
using Dapper;
using Nec.Application.Jobs;
using Npgsql;

namespace Nec.Dashboard.Pages.Jobs;

/// <summary>A page of runs, and where the next begins; null when there is none.</summary>
internal sealed record RunSlice(IReadOnlyList<RunRow> Rows, RunCursor? Next);

/// <summary>Lists of runs for a reader of some teams; null for all of them.</summary>
internal static class RunsQuery
{
    /// <summary>How many runs a page shows.</summary>
    public const int PageSize = 50;

    private const int FilePageSize = 1000;

    /// <summary>A position is asked for, not a pattern: what people type may hold a percent sign. Who sees some teams finds nothing by words that are not shown.</summary>
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

    // In the usual order the number and the word are the same for every run, which the planner sees: the index of the starts answers. What runs has no length yet and counts as the longest.
    private const string Select =
        $"""
        select {SeenRun.Columns}, number
        from (select {RunLog.Columns}, targets,
                     case @Sort::text
                         when 'started' then (extract(epoch from started_at) * 1000000)::bigint
                         when 'took' then coalesce((extract(epoch from ended_at - started_at) * 1000000)::bigint, 1000000000000000)
                         when '-took' then -coalesce((extract(epoch from ended_at - started_at) * 1000000)::bigint, 1000000000000000)
                         else 0
                     end as number,
                     case when @Sort in ('job', '-job') then job when @Sort in ('outcome', '-outcome') then outcome else '' end as word
              from nec.run
              where {Fits}) run
        where @AfterId::bigint is null
           or number > @AfterNumber
           or (number = @AfterNumber
               and (case when @IsDown then word < @AfterWord else word > @AfterWord end
                    or (word = @AfterWord and (started_at, run_id) < (@After, @AfterId))))
        order by number, case when not @IsDown then word end, case when @IsDown then word end desc, started_at desc, run_id desc
        limit @Limit
        """;

    /// <summary>A page, in the filter's order.</summary>
    public static Task<RunSlice> Page(NpgsqlDataSource source, RunFilter filter, RunCursor? after, string[]? teams, CancellationToken cancellationToken) =>
        Page(source, filter, after, teams, PageSize, cancellationToken);

    /// <summary>Every run that fits, newest first, in pages. Between two of them nothing is held open, however slow their reader.</summary>
    public static async IAsyncEnumerable<IReadOnlyList<RunRow>> Every(NpgsqlDataSource source, RunFilter filter, string[]? teams, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        RunCursor? after = null;
        do
        {
            var page = await Page(source, filter with { Sort = null }, after, teams, FilePageSize, cancellationToken);
            yield return page.Rows;
            after = page.Next;
        }
        while (after is not null);
    }

    /// <summary>What a filter asks the database for.</summary>
    public static DynamicParameters Asked(RunFilter filter, string[]? teams) => new(new
    {
        filter.Job,
        filter.Node,
        filter.Outcome,
        From = filter.FromInstant,
        Before = filter.BeforeInstant,
        filter.Text,
        Name = filter.Text?.Replace(" ", "", StringComparison.Ordinal),
        Teams = teams,
    });

    private static async Task<RunSlice> Page(NpgsqlDataSource source, RunFilter filter, RunCursor? after, string[]? teams, int size, CancellationToken cancellationToken)
    {
        var asked = Asked(filter, teams);
        asked.AddDynamicParams(new
        {
            filter.Sort,
            IsDown = filter.Sort is "-job" or "-outcome",
            After = after?.At,
            AfterId = after?.Id,
            AfterNumber = after?.NumberIn(filter.Sort) ?? 0,
            AfterWord = after?.WordIn(filter.Sort) ?? "",
            Limit = size + 1,
        });
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        var rows = (await connection.QueryAsync<RunRow, long, (RunRow Run, long Number)>(
            new CommandDefinition(Select, asked, cancellationToken: cancellationToken), (run, number) => (run, number), splitOn: "number")).AsList();
        return new(
            [.. rows.Take(size).Select(row => row.Run)],
            rows.Count > size && rows[size - 1] is var (last, number) ? new(last.StartedAt, last.RunId) { Key = KeyOf(filter.Sort, last, number) } : null);
    }

    private static string KeyOf(string? sort, RunRow run, long number) => sort switch
    {
        "took" or "-took" => FormattableString.Invariant($"{number}"),
        "job" or "-job" => run.Job,
        "outcome" or "-outcome" => run.Outcome,
        _ => "",
    };
}
