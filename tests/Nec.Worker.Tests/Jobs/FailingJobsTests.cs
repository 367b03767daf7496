using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Nec.Application.Jobs;
using Nec.Worker.Jobs;
using Nec.Worker.Tests.Cli;
using Nec.Worker.Tests.Hosting;
using Nec.Worker.Tests.Jobs.Engine;

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
        await app.Register();

        await Ran("2019-09-09T01:30Z", "succeeded");
        await Ran("2019-09-10T01:30Z", "retrying");
        Assert.Empty(await Told("2019-09-10")); // another try is planned
        await Ran("2019-09-10T22:59Z", "failed"); // still the 10th in London
        Assert.Equal(["Nec: the job Poll neighbourhoods fails"], await Told("2019-09-11"));
        Assert.Contains("The job Poll neighbourhoods has failed since Tuesday 10 September 2019", Flat(), StringComparison.Ordinal);
        Assert.Contains("Its page says why: https://nec.example.org/jobs/PollNeighbourhoods", Flat(), StringComparison.Ordinal);
        await Ran("2019-09-12T01:30Z", "retrying"); // the next night's first try: it has not come right
        Assert.Empty(await Told("2019-09-12"));
        await Ran("2019-09-13T01:30Z", "succeeded");
        Assert.Equal(["Nec: 1 right again"], await Told("2019-09-13"));
        Assert.Contains("The job Poll neighbourhoods, which had failed since Tuesday 10 September 2019, succeeds again.", Flat(), StringComparison.Ordinal);

        string Flat() => string.Join(' ', place.World.Mail.Messages[^1].Text!.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

        Task Ran(string at, string outcome) => LateJobsTests.Ran(place, nameof(PollNeighbourhoods), at, outcome);

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
        Assert.Empty(await (await place.Host()).Services.GetRequiredService<JobHealth>().All(Token)); // no worker has ever been up
        var app = await place.Host(runsJobs: true);
        await app.Register();

        await LateJobsTests.Ran(place, nameof(Heartbeat), "2019-09-10T01:20Z", "failed");
        Assert.Equal((HealthStatus.Healthy, "no job fails"), await Health()); // the monitor itself was away
        await LateJobsTests.Ran(place, nameof(PurgeExpired), "2019-09-10T01:30Z", "failed");
        Assert.Equal((HealthStatus.Degraded, "failing: PurgeExpired"), await Health());
        await LateJobsTests.Ran(place, nameof(PurgeExpired), "2019-09-10T01:35Z", "cancelled"); // no run
        Assert.Equal((HealthStatus.Degraded, "failing: PurgeExpired"), await Health());
        await LateJobsTests.Ran(place, nameof(PurgeExpired), "2019-09-10T01:40Z", "skipped");
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
        await app.Register();
        await LateJobsTests.Ran(place, nameof(PollNeighbourhoods), "2019-09-10T01:30Z", "failed");
        await LateJobsTests.Ran(place, nameof(PullFollowers), "2019-09-10T01:30Z", "failed");

        Assert.Equal([nameof(PullFollowers)], (await app.Services.GetRequiredService<JobHealth>().All(Token)).Where(job => job.FailingSince is not null).Select(job => job.Job.Job));
    }
}
