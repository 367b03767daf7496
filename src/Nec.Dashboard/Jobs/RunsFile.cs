using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Nec.Application.Jobs;
using Nec.Core.Calendar;
using Npgsql;

namespace Nec.Dashboard.Jobs;

/// <summary>Every run that fits a filter, for a spreadsheet: newest first whatever the page's order, since it sorts by itself.</summary>
internal static class RunsFile
{
    private const int AtOnce = 1000;

    private static readonly string[] Head =
    [
        "run", "job", "scheduled for", "at", "outcome", "took seconds", "achieved", "failure", "attempt", "next attempt",
        "asked for by a person", "worker", "trace",
    ];

    /// <summary>Sent as the database gives them, so that thirteen months take no more memory than a page. The page says a fault.</summary>
    public static IResult Csv(HttpContext context, NpgsqlDataSource source, Access access, LondonClock clock)
    {
        var (filter, faults) = RunFilter.Of(context.Request.Query);
        var (teams, cancellationToken) = (access.TeamsOf(context.User), context.RequestAborted);
        return faults.Count > 0
            ? Results.Redirect($"/runs{context.Request.QueryString}")
            : Results.Stream(Write, "text/csv; charset=utf-8", $"runs-{Dates.Iso(clock.Today)}.csv");

        // Between two pages nothing of the database is held open, however slow their reader.
        async Task Write(Stream body)
        {
            await body.WriteAsync(Encoding.UTF8.GetBytes(Layout.Csv.Of([Head])), cancellationToken);
            RunCursor? after = null;
            do
            {
                (var rows, after) = await RunsQuery.Page(source, filter with { Sort = null }, after, teams, AtOnce, cancellationToken);
                await body.WriteAsync(Encoding.UTF8.GetBytes(Layout.Csv.Lines(rows.Select(Cells))), cancellationToken);
            }
            while (after is not null);
        }
    }

    private static IReadOnlyList<string?> Cells(RunRow run) =>
    [
        Number(run.RunId), run.Job, Instant(run.ScheduledFor), Instant(run.StartedAt), run.Outcome,
        (run.EndedAt - run.StartedAt)?.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture), run.Summary, run.Failure,
        Number(run.Attempt), Instant(run.RetryAt), run.AskedBy is null ? "no" : "yes", run.Node, run.TraceId,
    ];

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string? Instant(DateTimeOffset? at) =>
        at?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
