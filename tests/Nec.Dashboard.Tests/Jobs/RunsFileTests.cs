using System.Text;

namespace Nec.Dashboard.Tests.Jobs;

/// <summary>The runs as a file for a spreadsheet.</summary>
public sealed class RunsFileTests : RunTests
{
    [Fact]
    public async Task A_spreadsheet_holds_every_run_that_fits_once_and_no_formula()
    {
        for (var number = 1; number <= 1100; number++)
        {
            await Add($"{number}", Run("SendMail", Host.Time.Now.AddMinutes(-(number / 600))));
        }

        await Add("other", Run("CheckPages"));
        var odd = await Add("odd", Run("SendMail", Host.Time.Now.AddHours(-1)) with
        {
            Outcome = "retrying",
            Summary = "=1+1",
            Failure = "it said \"no\",\nand ended",
            Took = TimeSpan.FromMilliseconds(1500),
            ScheduledFor = Host.Time.Now.AddHours(-1),
            RetryAt = Host.Time.Now,
        });
        using var client = await Host.SignedIn(Roles.Viewer, CancellationToken);
        Assert.Contains("href=\"/runs.csv?job=SendMail\"", await client.GetStringAsync("/runs?job=SendMail&sort=took", CancellationToken), StringComparison.Ordinal);
        using var reply = await client.GetAsync("/runs.csv?job=SendMail", CancellationToken);
        Assert.Equal(("text/csv", "runs-2026-02-10.csv"), (reply.Content.Headers.ContentType?.MediaType, reply.Content.Headers.ContentDisposition?.FileName));
        var lines = Encoding.UTF8.GetString(await reply.Content.ReadAsByteArrayAsync(CancellationToken)).Split("\r\n"); // with the mark that it begins with
        Assert.Equal("\uFEFFrun,job,scheduled for,at,outcome,took seconds,achieved,failure,attempt,next attempt,asked for by a person,worker,trace", lines[0]);
        Assert.Equal(1100, lines[1..^2].Select(line => line.Split(',')[0]).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(
            [$"{odd},SendMail,2026-02-10T08:00:00Z,2026-02-10T08:00:00Z,retrying,1.5,'=1+1,\"it said \"\"no\"\",\nand ended\",1,2026-02-10T09:00:00Z,no,node-1,", ""],
            lines[^2..]);
        using var wrong = await client.GetAsync("/runs.csv?from=31/2/2026", CancellationToken);
        Assert.Equal("/runs?from=31/2/2026", wrong.Headers.Location?.ToString());
    }
}
