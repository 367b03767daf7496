using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Nec.Dashboard.Jobs;
using Nec.Worker.Jobs;
using Nec.Worker.Tests.Cli;
using Nec.Worker.Tests.Hosting;
using Quartz;
using Quartz.Extensibility;

namespace Nec.Worker.Tests.Jobs;

/// <summary>Our jobs in Quartz's clustered store: shared, declared by the code, and missed when they are late.</summary>
public sealed class SchedulingTests
{
    private static readonly string Contract = TeamFile.Of("newsletter", TeamFile.Newsletter);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_workers_on_one_database_send_each_of_fifty_notices_once()
    {
        await using var place = await Workplace.Open("2019-09-16T07:00Z", Contract);
        place.Settings["Jobs:SendMail:Cron"] = "* * * * * ?"; // a minute is long for a test
        var one = await place.Host(runsJobs: true, TimeProvider.System); // nodes of a cluster look at each other's clocks
        var other = await place.Host(runsJobs: true, TimeProvider.System);
        await SendMailTests.QueueMany(one, 50);
        await Task.WhenAll(one.StartAsync(Token), other.StartAsync(Token));
        await place.World.Mail.WaitFor(50, Token);
        await Task.WhenAll(one.StopAsync(Token), other.StopAsync(Token)); // runs in hand are ended, so a second copy would have come

        Assert.Equal(50, place.World.Mail.Count);
        Assert.Equal(50, place.World.Mail.Messages.DistinctBy(mail => mail.MessageId).Count());
        Assert.Equal(50, await place.Ask<int>("select count(*)::int from nec.notice where state = 'sent' and attempts = 1"));
    }

    [Fact]
    public async Task The_store_holds_what_the_code_declares_and_a_job_switched_off_has_no_next_run()
    {
        await using var place = await Workplace.Open("2019-09-16T07:00Z", Contract);
        place.Settings["Jobs:PullFollowers:Cron"] = "-";
        place.Settings["Jobs:CheckPages:Cron"] = "0 45 4 * * ?";
        var app = await place.Host(runsJobs: true);
        await app.StartAsync(Token);

        var jobs = (await Jobs(app).Read(Token)).ToDictionary(job => job.Name, StringComparer.Ordinal);
        await app.StopAsync(Token);

        Assert.Equal(["AssessCommitments", "CheckPages", "Heartbeat", "PullFollowers", "PurgeExpired", "RefreshBankHolidays", "SendMail", "WriteNotices"], jobs.Keys.Intersect(["AssessCommitments", "CheckPages", "Heartbeat", "PullFollowers", "PurgeExpired", "RefreshBankHolidays", "SendMail", "WriteNotices"], StringComparer.Ordinal).Order(StringComparer.Ordinal));
        Assert.Null(jobs["PullFollowers"].NextRunAt);
        Assert.Equal("0 45 4 * * ? Europe/London", jobs["CheckPages"].Schedule);
        Assert.Equal(Workplace.At("2019-09-17T03:45Z"), jobs["CheckPages"].NextRunAt);
        Assert.Equal(Workplace.At("2019-09-17T06:00Z"), jobs["AssessCommitments"].NextRunAt); // 07:00 in London's summer
        Assert.All(jobs.Values, job => Assert.False(string.IsNullOrWhiteSpace(job.Description)));
    }

    [Fact]
    public async Task A_job_of_ours_that_the_code_no_longer_declares_is_removed_at_start_and_somebody_elses_stays()
    {
        await using var place = await Workplace.Open("2019-09-16T07:00Z", Contract);
        var before = await place.Host(runsJobs: true);
        await before.StartAsync(Token);
        var scheduler = before.Services.GetRequiredService<IScheduler>();
        await scheduler.ScheduleJob(
            JobBuilder.Create<GoneJob>().WithIdentity("Gone", OurJobs.Group).Build(),
            TriggerBuilder.Create().WithIdentity("Gone", OurJobs.Group).StartAt(place.Clock.Now.AddDays(1)).Build(), cancellationToken: Token);
        await scheduler.AddJob(JobBuilder.Create<GoneJob>().WithIdentity("Guest", "others").StoreDurably().Build(), cancellationToken: Token);
        await before.StopAsync(Token);

        var after = await place.Host(runsJobs: true);
        await after.StartAsync(Token);
        var kept = after.Services.GetRequiredService<IScheduler>();

        Assert.Null(await kept.GetJobDetail(new JobKey("Gone", OurJobs.Group), Token));
        Assert.Null(await kept.GetTrigger(new TriggerKey("Gone", OurJobs.Group), Token));
        Assert.NotNull(await kept.GetJobDetail(new JobKey("Guest", "others"), Token));
        Assert.NotNull(await kept.GetJobDetail(new JobKey(nameof(CheckPages), OurJobs.Group), Token));
        await after.StopAsync(Token);
    }

    [Fact]
    public async Task A_paused_job_stays_paused_over_a_restart_and_is_resumed_by_a_person_only()
    {
        await using var place = await Workplace.Open("2019-09-16T07:00Z", Contract);
        var before = await place.Host(runsJobs: true);
        await before.StartAsync(Token);
        Assert.True(await Actions(before).Pause(nameof(CheckPages), "Alex North", "the site moves", null, Token));
        Assert.False(await Actions(before).Pause("Knitting", "Alex North", "the site moves", null, Token));
        await before.StopAsync(Token);

        var after = await place.Host(runsJobs: true);
        await after.StartAsync(Token);
        var paused = (await Jobs(after).Read(Token)).Where(job => job.Paused).Select(job => job.Name).ToList();
        await Actions(after).Resume(nameof(CheckPages), "Alex North", null, Token);
        var resumed = (await Jobs(after).Read(Token)).Where(job => job.Paused).ToList();
        await after.StopAsync(Token);

        Assert.Equal([nameof(CheckPages)], paused);
        Assert.Empty(resumed);
    }

    [Fact]
    public async Task The_command_line_lists_pauses_and_resumes_the_jobs_of_a_worker_elsewhere()
    {
        await using var place = await Workplace.Open("2019-09-16T07:00Z", Contract);
        var worker = await place.Host(runsJobs: true);
        await worker.StartAsync(Token);

        var list = (await Nec(place, "jobs", "--json")).Json.GetProperty("jobs").EnumerateArray().ToList();
        var paused = await Nec(place, "jobs", "pause", nameof(CheckPages), "--reason", "the site moves");
        var stillThere = (await Jobs(worker).Read(Token)).Single(job => job.Paused).Name;
        var text = await Nec(place, "jobs");
        await Nec(place, "jobs", "resume", nameof(CheckPages));
        var wrong = await Nec(place, "jobs", "pause", "Knitting", "--reason", "the site moves");

        Assert.Contains(list, job => job.Text("name") == nameof(CheckPages) && job.Text("schedule") == "0 30 3 * * ? Europe/London");
        Assert.Equal(["name", "description", "schedule", "lastRunAt", "outcome", "achieved", "nextRunAt", "paused", "pausedBecause", "pausedUntil"], list[0].EnumerateObject().Select(property => property.Name));
        Assert.Equal(0, paused.Code);
        Assert.Equal(nameof(CheckPages), stillThere);
        Assert.Contains("CheckPages (paused)", text.Out, StringComparison.Ordinal);
        Assert.DoesNotContain(await Jobs(worker).Read(Token), job => job.Paused);
        Assert.Equal((1, ""), (wrong.Code, wrong.Out));
        Assert.Contains(nameof(CheckPages), Assert.Single(wrong.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_asked_for_by_another_process_is_taken_by_the_worker_and_leaves_its_achievement()
    {
        await using var place = await Workplace.Open("2019-09-16T07:00Z", Contract);
        var worker = await place.Host(runsJobs: true, TimeProvider.System);
        var asking = await place.Host(runsJobs: false, TimeProvider.System);
        await worker.StartAsync(Token);
        await asking.StartAsync(Token);
        Assert.True(await Actions(asking).Run(nameof(AssessCommitments), "Alex North", null, Token));
        JobLine? line;
        do
        {
            line = (await Jobs(asking).Read(Token)).Single(job => job.Name == nameof(AssessCommitments));
        }
        while (line.LastRunAt is null);

        await asking.StopAsync(Token);
        await worker.StopAsync(Token);
        Assert.Equal("succeeded", line.Outcome);
        Assert.StartsWith("1 promise judged", line.Achieved, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_job_is_late_an_hour_after_its_moment_and_not_before()
    {
        await using var place = await Workplace.Open("2019-09-16T07:30Z", Contract);
        (place.Settings["Jobs:SendMail:Cron"], place.Settings["Jobs:Heartbeat:Cron"]) = ("-", "-");
        var app = await place.Host(runsJobs: true);
        await app.StartAsync(Token);
        var scheduler = app.Services.GetRequiredService<IScheduler>();
        await scheduler.Standby(Token); // so that nothing runs on the moved clock

        Assert.Empty(await Late(app, "2019-09-16T08:30Z"));
        Assert.Empty(await Late(app, "2019-09-17T02:29Z")); // PollNeighbourhoods: 02:30 in London is 01:30 UTC
        Assert.Equal([nameof(PollNeighbourhoods)], await Late(app, "2019-09-17T02:31Z"));
        Assert.Equal([nameof(AssessCommitments), nameof(CheckPages), nameof(PollNeighbourhoods), nameof(PullFollowers), nameof(WriteNotices)], (await Late(app, "2019-09-17T09:00Z")).Order(StringComparer.Ordinal));
        await Actions(app).Pause(nameof(CheckPages), "Alex North", "the site moves", null, Token);
        Assert.DoesNotContain(nameof(CheckPages), await Late(app, "2019-09-17T09:00Z"));
    }

    [Fact]
    public async Task Health_fails_when_a_job_is_late()
    {
        await using var place = await Workplace.Open("2019-09-16T07:30Z", Contract);
        var app = await place.Host(runsJobs: true);
        await app.StartAsync(Token);
        using var client = new HttpClient { BaseAddress = new(app.Urls.First()) };
        var well = await client.GetAsync(new Uri("/healthz", UriKind.Relative), Token);
        await app.Services.GetRequiredService<IScheduler>().Standby(Token);
        place.MoveTo("2019-09-17T09:00Z");

        var late = await client.GetAsync(new Uri("/healthz", UriKind.Relative), Token);

        Assert.Equal(HttpStatusCode.OK, well.StatusCode);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, late.StatusCode);
    }

    [Fact]
    public async Task Health_fails_when_the_database_is_away()
    {
        await using var place = await Workplace.Open("2019-09-16T07:30Z", Contract);
        var app = await place.Host();
        await app.StartAsync(Token);
        using var client = new HttpClient { BaseAddress = new(app.Urls.First()) };
        var well = await client.GetAsync(new Uri("/healthz", UriKind.Relative), Token);
        await place.Database.DisposeAsync();

        var away = await client.GetAsync(new Uri("/healthz", UriKind.Relative), Token);

        Assert.Equal(HttpStatusCode.OK, well.StatusCode);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, away.StatusCode);
    }

    private static JobActions Actions(Microsoft.AspNetCore.Builder.WebApplication app) => app.Services.GetRequiredService<JobActions>();

    private static JobList Jobs(Microsoft.AspNetCore.Builder.WebApplication app) => ActivatorUtilities.CreateInstance<JobList>(app.Services);

    private static Task<IReadOnlyList<string>> Late(Microsoft.AspNetCore.Builder.WebApplication app, string now) => LateJobs.Find(
        app.Services.GetRequiredService<IScheduler>(), app.Services.GetRequiredService<IExecutionHistoryStore>(), Workplace.At(now), Token);

    private static async Task<Answer> Nec(Workplace place, params string[] arguments) => (await NecProcess.Run(
        new Dictionary<string, string>(StringComparer.Ordinal) { ["ConnectionStrings__Nec"] = place.Database.ConnectionString, ["Contracts__Folder"] = place.Settings["Contracts:Folder"]! }, // always set
        Path.GetTempPath(), arguments)).Answer;

    /// <summary>A job of a version that is no more.</summary>
    internal sealed class GoneJob : IJob
    {
        public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => ValueTask.CompletedTask;
    }
}
