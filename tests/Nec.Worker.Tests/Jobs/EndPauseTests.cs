using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Nec.Application.Jobs;
using Nec.Worker.Jobs;
using Nec.Worker.Tests.Cli;
using Nec.Worker.Tests.Hosting;
using Nec.Worker.Tests.Jobs.Engine;

namespace Nec.Worker.Tests.Jobs;

/// <summary>A pause says why, ends when it was said to, and what it kept from running is made up for once.</summary>
public sealed class EndPauseTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_end_of_a_pause_waits_in_the_database_over_a_restart_and_resumes_the_job()
    {
        await using var place = await Opened();
        var before = await Registered(place);
        await Actions(before).Pause(nameof(CheckPages), "Alex North", "the site moves", Workplace.At("2019-09-18T08:00Z"), Token);
        await before.StopAsync(Token);

        var after = await Registered(place);
        place.MoveTo("2019-09-18T07:59Z");
        await after.Check();
        var paused = await Status(after);
        place.MoveTo("2019-09-18T08:00Z");
        await after.Check();
        var resumed = await Status(after);

        Assert.Equal(("the site moves", Workplace.At("2019-09-18T08:00Z")), (paused.Pause?.Reason, paused.Pause?.UntilAt));
        Assert.Null(paused.NextAt);
        Assert.Null(resumed.Pause);
        Assert.Equal(Workplace.At("2019-09-19T02:30Z"), resumed.NextAt);
        Assert.Equal(
            "pause-job Alex North the site moves until 2019-09-18T08:00:00.0000000+00:00, resume-job nec its pause was over ",
            await place.Ask<string>("select string_agg(concat_ws(' ', action, who, reason, coalesce(after, '')), ', ' order by audit_id) from nec.audit where target = 'CheckPages'"));
    }

    [Fact]
    public async Task What_was_missed_while_paused_is_made_up_for_once()
    {
        await using var place = await Opened();
        var app = await Registered(place);
        await Actions(app).Pause(nameof(CheckPages), "Alex North", "the site moves", Workplace.At("2019-09-18T08:00Z"), Token);
        place.MoveTo("2019-09-18T08:00Z"); // two nights later
        await app.Check();
        await app.Check();
        Assert.Equal(1, await place.Ask<int>("select count(*)::int from hangfire.job"));
        var worker = await place.Host(runsJobs: true);
        await worker.StartAsync(Token);
        await place.Until("select exists (select from nec.run where ended_at is not null)");

        Assert.Equal(Workplace.At("2019-09-18T02:30Z"), (await Status(worker)).Last?.ScheduledFor); // the last that was missed
    }

    [Fact]
    public async Task A_pause_of_a_job_that_missed_nothing_ends_without_a_run()
    {
        await using var place = await Opened();
        var app = await Registered(place);
        await Actions(app).Pause(nameof(CheckPages), "Alex North", "the site moves", null, Token);
        place.MoveTo("2019-09-16T09:00Z");
        await Actions(app).Resume(nameof(CheckPages), "Alex North", null, Token);
        await app.Check();

        Assert.Equal(0, await place.Ask<int>("select count(*)::int from hangfire.job"));
    }

    [Fact]
    public async Task A_job_that_is_resumed_by_hand_and_paused_anew_is_not_resumed_by_the_old_end()
    {
        await using var place = await Opened();
        var app = await Registered(place);
        await Actions(app).Pause(nameof(CheckPages), "Alex North", "the site moves", Workplace.At("2019-09-18T08:00Z"), Token);
        await Actions(app).Resume(nameof(CheckPages), "Alex North", null, Token);
        await Actions(app).Pause(nameof(CheckPages), "Alex North", "for good", null, Token);
        place.MoveTo("2019-09-18T08:01Z");
        await app.Check();

        var pause = (await Status(app)).Pause;
        Assert.Equal(("for good", null), (pause?.Reason, pause?.UntilAt));
    }

    private static async Task<Workplace> Opened()
    {
        var place = await Workplace.Open("2019-09-16T07:00Z", TeamFile.Of("newsletter", TeamFile.Newsletter));
        place.SwitchOffAllBut(nameof(CheckPages));
        return place;
    }

    // Registered as a worker does at its start; nothing runs.
    private static async Task<WebApplication> Registered(Workplace place)
    {
        var app = await place.Host(runsJobs: true);
        await app.Register();
        return app;
    }

    private static JobActions Actions(WebApplication app) => app.Services.GetRequiredService<JobActions>();

    private static async Task<JobStatus> Status(WebApplication app) => (await app.Services.GetRequiredService<JobHealth>().All(Token)).Single(job => job.Job.Job == nameof(CheckPages));
}
