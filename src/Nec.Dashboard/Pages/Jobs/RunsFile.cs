using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Nec.Core.Calendar;
using Nec.Dashboard.Jobs;

namespace Nec.Dashboard.Pages.Jobs;

/// <summary>Every run that fits a filter, for a spreadsheet: newest first whatever the page's order, since a spreadsheet sorts by itself.</summary>
internal static class RunsFile
{
    private static readonly string[] Head =
        ["run", "job", "at", "outcome", "took seconds", "achieved", "failure", "try", "to be tried again", "asked for by a person", "worker", "trace"];

    /// <summary>Sent page by page as the store gives them, so that thirteen months take no more memory than a page; a filter with a fault leads to the page that says it.</summary>
    public static IResult Csv(string? job, string? outcome, string? node, string? from, string? to, string? text, HttpContext context, RunBoard runs)
    {
        var (filter, faults) = RunFilter.Of(job, outcome, node, from, to, text, sort: null);
        return faults.Count > 0
            ? Results.Redirect($"/runs{context.Request.QueryString}")
            : Results.Stream(body => Write(body, filter, runs, context.RequestAborted), "text/csv; charset=utf-8", $"runs-{Dates.Iso(LondonTime.DateOf(runs.Now))}.csv");
    }

    private static async Task Write(Stream body, RunFilter filter, RunBoard runs, CancellationToken cancellationToken)
    {
        await body.WriteAsync(Encoding.UTF8.GetBytes(Layout.Csv.Of([Head])), cancellationToken);
        await foreach (var page in runs.Every(filter, cancellationToken))
        {
            await body.WriteAsync(Encoding.UTF8.GetBytes(Layout.Csv.Lines(page.Select(Cells))), cancellationToken);
        }
    }

    private static IReadOnlyList<string?> Cells(RunRow run) =>
    [
        run.HasPage ? run.Id : null, run.Job, run.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture), run.Outcome,
        run.HasPage ? run.Took.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture) : null, run.Summary, run.Failure,
        run.HasPage ? (run.RetryAttempt + 1).ToString(CultureInfo.InvariantCulture) : null, run.WillRetry ? "yes" : "no", run.IsManual ? "yes" : "no",
        run.HasPage || run.Outcome == "missed" ? run.Node : null, run.Trace,
    ];
}
