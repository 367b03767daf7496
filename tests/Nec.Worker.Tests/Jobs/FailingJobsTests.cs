using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Nec.Worker.Jobs;
using Nec.Worker.Tests.Cli;
using Nec.Worker.Tests.Hosting;
using Quartz;
using Quartz.Extensibility;

namespace Nec.Worker.Tests.Jobs;

/// <summary>A job that fails is never late: somebody has to be told.</summary>
public sealed class FailingJobsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_admin_is_told_once_of_a_job_that_fails_for_good_and_once_that_it_succeeds_again()
    {
        await using var place = await Workplace.Open("2019-09-10T05:15Z", TeamFile.Of("newsletter", TeamFile.Newsletter, from: "2019-01-01"));
        (place.Settings["Jobs:SendMail:Cron"], place.Settings["Mail:PublicAddress"]) = ("-", "https://nec.example.org/");
        var app = await place.Host(runsJobs: true);
        await app.StartAsync(Token);
        await app.Services.GetRequiredService<IScheduler>().Standby(Token);

        await Ran("2019-09-09T01:30Z", JobRunResult.Succeeded);
        await Ran("2019-09-10T01:30Z", JobRunResult.Failed, willRetry: true);
        Assert.Empty(await Told("2019-09-10")); // another try is planned
        await Ran("2019-09-10T22:59Z", JobRunResult.Failed); // still the 10th in London
        Assert.Equal(["Nec: the job Poll neighbourhoods fails"], await Told("2019-09-11"));
        Assert.Contains("The job Poll neighbourhoods has failed since Tuesday 10 September 2019", Flat(), StringComparison.Ordinal);
        Assert.Contains("Its page says why: https://nec.example.org/jobs/PollNeighbourhoods", Flat(), StringComparison.Ordinal);
        await Ran("2019-09-12T01:30Z", JobRunResult.Failed, willRetry: true); // the next night's first try: it has not come right
        Assert.Empty(await Told("2019-09-12"));
        await Ran("2019-09-13T01:30Z", JobRunResult.Succeeded);
        Assert.Equal(["Nec: 1 right again"], await Told("2019-09-13"));
        Assert.Contains("The job Poll neighbourhoods, which had failed since Tuesday 10 September 2019, succeeds again.", Flat(), StringComparison.Ordinal);

        string Flat() => string.Join(' ', place.World.Mail.Messages[^1].Text!.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

        async Task Ran(string at, JobRunResult result, bool willRetry = false) =>
            await app.Services.GetRequiredService<IExecutionHistoryStore>().AddExecution(Run(at, result) with { RetryScheduled = willRetry }, Token);

        async Task<IReadOnlyList<string?>> Told(string day)
        {
            var before = place.World.Mail.Messages.Count;
            place.MoveTo($"{day}T07:00Z");
            await Workplace.Run<WriteNotices>(app);
            await Workplace.Run<SendMail>(app);
            return [.. place.World.Mail.Messages.Skip(before).Where(mail => (mail.Subject ?? "").StartsWith("Nec: ", StringComparison.Ordinal)).Select(mail => mail.Subject)];
        }
    }

    [Fact]
    public async Task A_failing_job_is_no_full_health_until_it_succeeds_or_finds_nothing_to_do()
    {
        await using var place = await Workplace.Open("2019-09-10T05:15Z", TeamFile.Of("newsletter", TeamFile.Newsletter, from: "2019-01-01"));
        Assert.Empty(await (await place.Host()).Services.GetRequiredService<FailingJobs>().States(Token)); // no worker has ever been up
        var app = await place.Host(runsJobs: true);
        await app.StartAsync(Token);
        await app.Services.GetRequiredService<IScheduler>().Standby(Token);
        var history = app.Services.GetRequiredService<IExecutionHistoryStore>();

        await history.AddExecution(Run("2019-09-10T01:20Z", JobRunResult.Failed, nameof(Heartbeat)), Token);
        Assert.Equal((HealthStatus.Healthy, "no job fails"), await Health()); // the monitor itself was away
        await history.AddExecution(Run("2019-09-10T01:30Z", JobRunResult.Failed, nameof(PurgeExpired)), Token);
        Assert.Equal((HealthStatus.Degraded, "failing: PurgeExpired"), await Health());
        await history.AddExecution(Run("2019-09-10T01:40Z", JobRunResult.Skipped, nameof(PurgeExpired)), Token);
        Assert.Equal((HealthStatus.Healthy, "no job fails"), await Health());

        async Task<(HealthStatus, string?)> Health()
        {
            var report = await app.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(entry => entry.Name == "failing jobs", Token);
            return (report.Status, Assert.Single(report.Entries).Value.Description);
        }
    }

    [Fact]
    public async Task A_job_that_is_switched_off_fails_no_more()
    {
        await using var place = await Workplace.Open("2019-09-10T05:15Z", TeamFile.Of("newsletter", TeamFile.Newsletter, from: "2019-01-01"));
        place.Settings["Jobs:PollNeighbourhoods:Cron"] = "-";
        var app = await place.Host(runsJobs: true);
        await app.StartAsync(Token);
        await app.Services.GetRequiredService<IScheduler>().Standby(Token);
        await app.Services.GetRequiredService<IExecutionHistoryStore>().AddExecution(Run("2019-09-10T01:30Z", JobRunResult.Failed), Token);

        Assert.DoesNotContain(await app.Services.GetRequiredService<FailingJobs>().States(Token), state => state.Job == nameof(PollNeighbourhoods));
    }

    private static ExecutionHistoryEntry Run(string at, JobRunResult result, string job = nameof(PollNeighbourhoods)) =>
        new("nec", "node-1", "nec", job, "nec", job, Workplace.At(at), TimeSpan.FromSeconds(2), result != JobRunResult.Failed, result == JobRunResult.Failed ? "the disk is full" : null)
        {
            EntryId = at,
            Result = result,
        };
}
