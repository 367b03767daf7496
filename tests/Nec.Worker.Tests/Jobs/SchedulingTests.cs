using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Nec.Application.Jobs;
using Nec.Worker.Jobs;
using Nec.Worker.Tests.Cli;
using Nec.Worker.Tests.Hosting;

namespace Nec.Worker.Tests.Jobs;

/// <summary>Our jobs in the store that all workers share: declared by the code, shared, paused and resumed.</summary>
public sealed class SchedulingTests
{
    private static readonly string Contract = TeamFile.Of("newsletter", TeamFile.Newsletter);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_workers_on_one_database_send_each_of_fifty_notices_once()
    {
        await using var place = await Opened();
        var (one, other) = (await place.Host(runsJobs: true), await place.Host(runsJobs: true));
        await SendMailTests.QueueMany(one, 50);
        var ask = one.Services.GetRequiredService<JobQueue>();
        for (var run = 0; run < 4; run++)
        {
            await ask(new(nameof(SendMail)), Token);
        }

        await Task.WhenAll(one.StartAsync(Token), other.StartAsync(Token));
        await place.Until("select count(*) = 4 from nec.run where job = 'SendMail' and ended_at is not null");

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

        var jobs = (await Jobs(app)).ToDictionary(job => job.Job.Job, StringComparer.Ordinal);

        Assert.Equal(
            ["AssessCommitments", "CheckDeliveries", "CheckPageShard", "CheckPages", "Heartbeat", "PollNeighbourhoods", "PullFollowers", "PurgeExpired", "ReadInbox", "RefreshBankHolidays", "SendMail", "WriteNotices"],
            jobs.Keys.Order(StringComparer.Ordinal));
        Assert.Null(jobs["PullFollowers"].NextAt);
        Assert.Equal((null, "Mail:Inbox:Host"), (jobs["ReadInbox"].NextAt, jobs["ReadInbox"].Job.MissingSetting));
        Assert.Null(jobs["PullFollowers"].Job.MissingSetting);
        Assert.Equal("0 45 4 * * ?", jobs["CheckPages"].Job.Cron);
        Assert.Equal(Workplace.At("2019-09-17T03:45Z"), jobs["CheckPages"].NextAt);
        Assert.Equal(Workplace.At("2019-09-17T06:00Z"), jobs["AssessCommitments"].NextAt); // 07:00 in London's summer
        Assert.All(jobs.Values, job => Assert.False(string.IsNullOrWhiteSpace(job.Job.Description)));
        Assert.Equal(
            "AssessCommitments, CheckPages, Heartbeat, PollNeighbourhoods, PurgeExpired, RefreshBankHolidays, SendMail, WriteNotices",
            await place.Ask<string>("select string_agg(value, ', ' order by value collate \"C\") from hangfire.set where key = 'recurring-jobs'"));
    }

    [Fact]
    public async Task A_job_that_the_code_no_longer_declares_is_removed_at_start()
    {
        await using var place = await Opened();
        var before = await place.Host(runsJobs: true);
        await before.StartAsync(Token);
        await before.StopAsync(Token);
        await place.Ask<int>("insert into nec.job select 'Gone', description, cron, on_working_days, makes_up, asked_by_job, since from nec.job where job = 'CheckPages' returning 1");
        await place.Ask<int>("insert into hangfire.set (key, score, value) values ('recurring-jobs', 0, 'Gone') returning 1");

        var after = await place.Host(runsJobs: true);
        await after.StartAsync(Token);

        Assert.DoesNotContain(await Jobs(after), job => job.Job.Job == "Gone");
        Assert.Contains(await Jobs(after), job => job.Job.Job == nameof(CheckPages));
        Assert.Equal(0, await place.Ask<int>("select count(*)::int from hangfire.set where value = 'Gone'"));
    }

    [Fact]
    public async Task A_paused_job_stays_paused_over_a_restart_and_is_resumed_by_a_person_only()
    {
        await using var place = await Opened();
        var before = await place.Host(runsJobs: true);
        await before.StartAsync(Token);
        Assert.True(await Actions(before).Pause(nameof(CheckPages), "Alex North", "the site moves", null, Token));
        Assert.False(await Actions(before).Pause("Knitting", "Alex North", "the site moves", null, Token));
        await before.StopAsync(Token);

        var after = await place.Host(runsJobs: true);
        await after.StartAsync(Token);
        var paused = (await Jobs(after)).Where(job => job.Pause is not null).Select(job => job.Job.Job).ToList();
        await Actions(after).Resume(nameof(CheckPages), "Alex North", null, Token);

        Assert.Equal([nameof(CheckPages)], paused);
        Assert.DoesNotContain(await Jobs(after), job => job.Pause is not null);
    }

    [Fact]
    public async Task The_command_line_lists_pauses_and_resumes_the_jobs_of_a_worker_elsewhere()
    {
        await using var place = await Workplace.Open("2019-09-16T07:00Z", Contract);
        var worker = await place.Host(runsJobs: true);
        await worker.StartAsync(Token);

        var list = (await Nec(place, "jobs", "--json")).Json.GetProperty("jobs").EnumerateArray().ToList();
        var paused = await Nec(place, "jobs", "pause", nameof(CheckPages), "--reason", "the site moves");
        var stillThere = (await Jobs(worker)).Single(job => job.Pause is not null).Job.Job;
        var text = await Nec(place, "jobs");
        await Nec(place, "jobs", "resume", nameof(CheckPages));
        var wrong = await Nec(place, "jobs", "pause", "Knitting", "--reason", "the site moves");

        Assert.Contains(list, job => job.Text("name") == nameof(CheckPages) && job.Text("schedule") == "0 30 3 * * ? Europe/London");
        Assert.Equal(
            ["name", "description", "schedule", "lastRunAt", "outcome", "achieved", "nextRunAt", "paused", "pausedBecause", "pausedUntil", "lateSince", "failingSince", "askedBy", "missingSetting"],
            list[0].EnumerateObject().Select(property => property.Name));
        Assert.Equal(0, paused.Code);
        Assert.Equal(nameof(CheckPages), stillThere);
        Assert.Contains("CheckPages (paused)", text.Out, StringComparison.Ordinal);
        Assert.DoesNotContain(await Jobs(worker), job => job.Pause is not null);
        Assert.Equal((1, ""), (wrong.Code, wrong.Out));
        Assert.Contains(nameof(CheckPages), Assert.Single(wrong.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_asked_for_by_another_process_is_taken_by_the_worker_and_leaves_its_achievement()
    {
        await using var place = await Opened();
        var (worker, asking) = (await place.Host(runsJobs: true), await place.Host());
        await worker.StartAsync(Token);
        Assert.Equal(Asked.Unknown, await Actions(asking).Run("Knitting", "Alex North", null, Token));
        Assert.Equal(Asked.Queued, await Actions(asking).Run(nameof(AssessCommitments), "Alex North", "to see", Token));
        await place.Until("select exists (select from nec.run where ended_at is not null)");

        var run = (await Jobs(asking)).Single(job => job.Job.Job == nameof(AssessCommitments)).Last;
        Assert.NotNull(run);
        Assert.Equal(("succeeded", "Alex North", "to see", null), (run.Outcome, run.AskedBy, run.AskedBecause, run.ScheduledFor));
        Assert.StartsWith("1 promise judged", run.Summary, StringComparison.Ordinal);
    }

    private static async Task<Workplace> Opened()
    {
        var place = await Workplace.Open("2019-09-16T07:00Z", Contract);
        place.SwitchOffAllBut(nameof(CheckPages));
        return place;
    }

    private static JobActions Actions(WebApplication app) => app.Services.GetRequiredService<JobActions>();

    private static Task<IReadOnlyList<JobStatus>> Jobs(WebApplication app) => app.Services.GetRequiredService<JobHealth>().All(Token);

    private static async Task<Answer> Nec(Workplace place, params string[] arguments) => (await NecProcess.Run(
        new Dictionary<string, string>(StringComparer.Ordinal) { ["ConnectionStrings__Nec"] = place.Database.ConnectionString, ["Contracts__Folder"] = place.Settings["Contracts:Folder"]! }, // always set
        Path.GetTempPath(), arguments)).Answer;
}
