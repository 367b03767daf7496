using System.Text;
using Quartz;

namespace Nec.Dashboard.Tests.Jobs;

/// <summary>The runs as a file for a spreadsheet.</summary>
public sealed class RunsFileTests : RunHistoryTests
{
    [Fact]
    public async Task A_spreadsheet_holds_every_run_that_fits_once_and_no_formula()
    {
        for (var number = 1; number <= 1100; number++)
        {
            await Add($"run-{number:0000}", "SendMail", Host.Time.Now.AddMinutes(-(number / 600)), JobRunResult.Succeeded);
        }

        await Add("other", "CheckPages", Host.Time.Now, JobRunResult.Succeeded);
        await Add("odd", "SendMail", Host.Time.Now.AddHours(-1), JobRunResult.Failed, summary: "=1+1", failure: "it said \"no\",\nand ended", willRetry: true, took: TimeSpan.FromMilliseconds(1500));
        using var client = await Host.SignedIn(Roles.Viewer, CancellationToken);
        Assert.Contains("href=\"/runs.csv?job=SendMail\"", await client.GetStringAsync("/runs?job=SendMail&sort=took", CancellationToken), StringComparison.Ordinal);
        using var reply = await client.GetAsync("/runs.csv?job=SendMail", CancellationToken);
        Assert.Equal(("text/csv", "runs-2026-02-10.csv"), (reply.Content.Headers.ContentType?.MediaType, reply.Content.Headers.ContentDisposition?.FileName));
        var lines = Encoding.UTF8.GetString(await reply.Content.ReadAsByteArrayAsync(CancellationToken)).Split("\r\n"); // with the mark that it begins with
        Assert.Equal("\uFEFFrun,job,at,outcome,took seconds,achieved,failure,try,to be tried again,asked for by a person,worker,trace", lines[0]);
        Assert.Equal(Enumerable.Range(1, 1100).Select(number => $"run-{number:0000}"), lines[1..^2].Select(line => line.Split(',')[0]).Order(StringComparer.Ordinal));
        Assert.Equal(["odd,SendMail,2026-02-10T08:00:00Z,failed,1.5,'=1+1,\"it said \"\"no\"\",\nand ended\",1,yes,no,node-1,", ""], lines[^2..]);
        using var wrong = await client.GetAsync("/runs.csv?from=31/2/2026", CancellationToken);
        Assert.Equal("/runs?from=31/2/2026", wrong.Headers.Location?.ToString());
    }
}
