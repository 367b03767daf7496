using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Nec.Dashboard.Jobs;
using Nec.Worker.Jobs;
using Nec.Worker.Tests.Cli;
using Nec.Worker.Tests.Hosting;
using Quartz;

namespace Nec.Worker.Tests.Jobs;

/// <summary>A pause says why, and ends when it was said to.</summary>
public sealed class EndPauseTests
{
    private static readonly string Contract = TeamFile.Of("newsletter", TeamFile.Newsletter);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_end_of_a_pause_waits_in_the_store_over_a_restart_and_resumes_the_job()
    {
        await using var place = await Workplace.Open("2019-09-16T07:00Z", Contract);
        var before = await place.Host(runsJobs: true);
        await before.StartAsync(Token);
        await Actions(before).Pause(nameof(CheckPages), "Alex North", "the site moves", Workplace.At("2019-09-18T08:00Z"), Token);
        await before.StopAsync(Token);

        var after = await place.Host(runsJobs: true);
        await after.StartAsync(Token);
        var paused = await Line(after);
        await Workplace.Run<EndPause>(after, new() { [JobKeys.PausedJob] = nameof(CheckPages) });
        var resumed = await Line(after);
        await after.StopAsync(Token);

        Assert.True(paused.Paused);
        Assert.Equal("the site moves", paused.PausedBecause);
        Assert.Equal(Workplace.At("2019-09-18T08:00Z"), paused.PausedUntil);
        Assert.False(resumed.Paused);
        Assert.Equal(
            "pause-job Alex North the site moves until 2019-09-18T08:00:00.0000000+00:00, resume-job nec its pause was over ",
            await place.Ask<string>("select string_agg(concat_ws(' ', action, who, reason, coalesce(after, '')), ', ' order by audit_id) from nec.audit where target = 'CheckPages'"));
    }

    [Fact]
    public async Task A_running_worker_ends_a_pause_by_itself_when_its_moment_comes()
    {
        await using var place = await Workplace.Open("2019-09-16T07:00Z", Contract);
        var worker = await place.Host(runsJobs: true, TimeProvider.System);
        await worker.StartAsync(Token);
        await Actions(worker).Pause(nameof(CheckPages), "Alex North", "the site moves", TimeProvider.System.GetUtcNow().AddSeconds(1), Token);
        var paused = await Line(worker);
        JobLine line;
        do
        {
            line = await Line(worker);
        }
        while (line.Paused);

        await worker.StopAsync(Token);
        Assert.True(paused.Paused);
        Assert.Null(line.PausedBecause);
    }

    [Fact]
    public async Task A_job_that_is_resumed_by_hand_and_paused_anew_is_not_resumed_by_the_old_end()
    {
        await using var place = await Workplace.Open("2019-09-16T07:00Z", Contract);
        var worker = await place.Host(runsJobs: true);
        await worker.StartAsync(Token);
        await Actions(worker).Pause(nameof(CheckPages), "Alex North", "the site moves", Workplace.At("2019-09-18T08:00Z"), Token);
        await Actions(worker).Resume(nameof(CheckPages), "Alex North", null, Token);
        await Actions(worker).Pause(nameof(CheckPages), "Alex North", "for good", null, Token);
        var line = await Line(worker);
        var ends = await worker.Services.GetRequiredService<IScheduler>().GetTriggerKeys(GroupMatcher<TriggerKey>.GroupEquals(JobKeys.PauseGroup), Token);
        await worker.StopAsync(Token);

        Assert.Equal((true, "for good", null), (line.Paused, line.PausedBecause, line.PausedUntil));
        Assert.Empty(ends);
    }

    private static JobActions Actions(WebApplication app) => app.Services.GetRequiredService<JobActions>();

    private static async Task<JobLine> Line(WebApplication app) =>
        (await ActivatorUtilities.CreateInstance<JobList>(app.Services).Read(Token)).Single(job => job.Name == nameof(CheckPages));
}
