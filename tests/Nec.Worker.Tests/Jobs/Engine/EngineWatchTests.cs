using Hangfire;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Nec.Application.Jobs;
using Nec.Worker.Jobs;
using Nec.Worker.Tests.Cli;
using Nec.Worker.Tests.Hosting;

namespace Nec.Worker.Tests.Jobs.Engine;

/// <summary>States in which Hangfire's store is left behind, and out of which nothing but the watch leads. The workers here are built and not started.</summary>
public sealed class EngineWatchTests
{
    private const string Waiting = "select concat_ws(' ', statename, (select count(*) from hangfire.jobqueue where jobid = job.id)) from hangfire.job";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Enqueued", "delete from hangfire.jobqueue")]
    [InlineData("Processing", "delete from hangfire.jobqueue")]
    public async Task A_run_that_nobody_would_take_any_more_is_handed_out_again(string state, string left)
    {
        await using var place = await Opened();
        var app = await Registered(place);
        var id = await app.Ask(nameof(CheckPages));
        await place.Ask<int>($"with left_behind as ({left} returning 1) select count(*)::int from left_behind");
        await place.Ask<int>($$"""
            with state as (insert into hangfire.state (jobid, name, createdat, data) values ({{id}}, '{{state}}', now() - interval '1 hour', '{"ServerId": "gone"}') returning id)
            update hangfire.job set stateid = state.id, statename = '{{state}}' from state returning 1
            """);
        await app.Check();

        Assert.Equal("Enqueued", await place.Ask<string>("select statename from hangfire.job"));
        Assert.Equal(1, await place.Ask<int>("select count(*)::int from hangfire.jobqueue where fetchedat is null"));
    }

    [Fact]
    public async Task A_run_whose_worker_died_may_be_taken_at_once_and_has_one_place_in_the_queue() // a second would take it away from whoever has it
    {
        await using var place = await Opened();
        var app = await Registered(place);
        var id = await app.Ask(nameof(CheckPages));
        await place.Ask<int>($$"""
            with state as (insert into hangfire.state (jobid, name, createdat, data) values ({{id}}, 'Processing', now() - interval '1 hour', '{"ServerId": "gone"}') returning id),
                 job as (update hangfire.job set stateid = state.id, statename = 'Processing' from state returning 1),
                 taken as (update hangfire.jobqueue set fetchedat = now() returning 1),
                 opened as (insert into nec.run (job, attempt, node, started_at, outcome, engine_id, lock_key) values ('CheckPages', 1, 'gone', now(), 'running', '{{id}}', 1) returning 1)
            select count(*)::int from job, taken, opened
            """);
        await app.Check();
        await app.Check();

        Assert.Equal("Processing 1", await place.Ask<string>(Waiting));
        Assert.Equal(1, await place.Ask<int>("select count(*)::int from hangfire.jobqueue where fetchedat is null"));
        Assert.Equal("lost", await place.Ask<string>("select outcome from nec.run"));
    }

    [Fact]
    public async Task A_run_that_waits_in_its_queue_is_left_alone()
    {
        await using var place = await Opened();
        var app = await Registered(place);
        await app.Ask(nameof(CheckPages));
        await place.Ask<int>("update hangfire.state set createdat = now() - interval '1 hour' returning 1");
        await app.Check();

        Assert.Equal("Enqueued 1", await place.Ask<string>(Waiting));
    }

    [Fact]
    public async Task A_run_whose_class_is_gone_does_not_stop_the_watch()
    {
        await using var place = await Opened();
        var app = await Registered(place);
        await app.Ask(nameof(CheckPages));
        await place.Ask<int>("with gone as (delete from hangfire.jobqueue returning 1) select count(*)::int from gone");
        await place.Ask<int>("update hangfire.state set createdat = now() - interval '1 hour' returning 1");
        await place.Ask<int>("update hangfire.job set invocationdata = replace(invocationdata::text, 'JobRunner', 'JobWalker')::jsonb returning 1");
        await app.Check();

        Assert.Equal("Failed 0", await place.Ask<string>(Waiting)); // where an operator sees it
    }

    [Theory]
    [InlineData("update hangfire.hash set value = '' where key = 'recurring-job:CheckPages' and field = 'NextExecution'")]
    [InlineData("update hangfire.hash set value = 'could not be scheduled' where key = 'recurring-job:CheckPages' and field = 'Error'")]
    [InlineData("delete from hangfire.set where value = 'CheckPages'")]
    public async Task A_job_that_Hangfire_does_not_schedule_any_more_is_registered_again_and_the_admin_is_told_once(string broken)
    {
        await using var place = await Opened();
        var app = await Registered(place);
        await place.Ask<int>("insert into hangfire.hash (key, field, value) values ('recurring-job:CheckPages', 'Error', '') on conflict do nothing returning 1");
        Assert.Equal(1, await place.Ask<int>($"with broken as ({broken} returning 1) select count(*)::int from broken"));
        await app.Check();
        await app.Check();

        Assert.Equal(1, await place.Ask<int>("select count(*)::int from hangfire.set where key = 'recurring-jobs' and value = 'CheckPages' and score > 0"));
        Assert.Equal(0, await place.Ask<int>("select count(*)::int from hangfire.hash where key = 'recurring-job:CheckPages' and field = 'Error' and value <> ''"));
        Assert.Equal("Nec: the schedule of CheckPages was repaired", await place.Ask<string>("select string_agg(subject, ', ') from nec.notice"));
    }

    [Fact]
    public async Task A_lock_that_a_dead_worker_left_behind_is_taken_over()
    {
        await using var place = await Opened();
        var storage = (await Registered(place)).Services.GetRequiredService<JobStorage>();
        using var dead = storage.GetConnection();
        using var held = dead.AcquireDistributedLock("recurring-jobs:lock", TimeSpan.FromSeconds(5));
        Assert.Equal(1, await place.Ask<int>("with held as (update hangfire.lock set acquired = acquired - interval '2 minutes' returning 1) select count(*)::int from held"));
        using var living = storage.GetConnection();
        using var taken = living.AcquireDistributedLock("recurring-jobs:lock", TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task What_was_scheduled_while_all_were_down_is_made_up_for_once()
    {
        await using var place = await Opened();
        var app = await Registered(place);
        place.MoveTo("2019-09-18T02:31:59Z"); // two minutes are Hangfire's own
        await app.Check();
        Assert.Equal("2019-09-17T02:30:00+00:00", await AskedFor(place)); // the night before
        await place.Ask<int>("with gone as (delete from hangfire.job returning 1) select count(*)::int from gone");
        place.MoveTo("2019-09-18T02:32:01Z");
        await app.Check();
        await app.Check(); // its run still waits
        Assert.Equal("2019-09-18T02:30:00+00:00", await AskedFor(place));
    }

    [Fact]
    public async Task What_a_person_stopped_is_not_made_up_for()
    {
        await using var place = await Opened();
        var app = await Registered(place);
        place.MoveTo("2019-09-18T02:32:01Z");
        await place.Ask<int>("""
            insert into nec.run (job, scheduled_for, attempt, node, started_at, ended_at, outcome)
            values ('CheckPages', '2019-09-18T02:30Z', 1, 'one', '2019-09-18T02:30Z', '2019-09-18T02:31Z', 'cancelled') returning 1
            """);
        await app.Check();

        Assert.Equal(0, await place.Ask<int>("select count(*)::int from hangfire.job"));
    }

    [Fact]
    public async Task A_run_that_was_created_before_its_job_was_paused_waits()
    {
        await using var place = await Opened();
        place.SwitchOffAllBut();
        var worker = await place.Host(runsJobs: true);
        await worker.Register();
        var id = await worker.Ask(nameof(AssessCommitments));
        await worker.Services.GetRequiredService<JobActions>().Pause(nameof(AssessCommitments), "Alex North", "the figures are being corrected", null, Token);
        await worker.StartAsync(Token);
        await place.UntilState(id, "Scheduled");

        Assert.Equal(0, await place.Ask<int>("select count(*)::int from nec.run"));
    }

    [Theory]
    [InlineData("2019-09-16T07:10Z", "0 30 3 * * ?")] // due before it was registered
    [InlineData("2019-09-18T07:00Z", "-")]
    public async Task Nothing_is_made_up_for_that_was_not_missed(string now, string cron)
    {
        await using var place = await Opened();
        place.Settings["Jobs:CheckPages:Cron"] = cron;
        var app = await Registered(place);
        place.MoveTo(now);
        await app.Check();

        Assert.Equal(0, await place.Ask<int>("select count(*)::int from hangfire.job"));
    }

    [Fact]
    public async Task What_Hangfire_is_about_to_create_itself_is_left_to_it()
    {
        await using var place = await Opened();
        var app = await Registered(place);
        place.MoveTo("2019-09-18T07:00Z");
        await place.Ask<int>("update hangfire.hash set value = (extract(epoch from now() - interval '1 hour') * 1000)::bigint::text where key = 'recurring-job:CheckPages' and field = 'NextExecution' returning 1");
        await app.Check();

        Assert.Equal(0, await place.Ask<int>("select count(*)::int from hangfire.job"));
    }

    [Fact]
    public async Task While_a_job_is_paused_nothing_is_created_for_it_whoever_asks()
    {
        await using var place = await Opened();
        var app = await Registered(place);
        var (actions, recurring) = (app.Services.GetRequiredService<JobActions>(), app.Services.GetRequiredService<IRecurringJobManagerV2>());
        await actions.Pause(nameof(CheckPages), "Alex North", "the site moves", null, Token);

        Assert.Equal(Asked.Paused, await actions.Run(nameof(CheckPages), "Alex North", null, Token));
        Assert.Null(recurring.TriggerJob(nameof(CheckPages)));
        Assert.Equal(0, await place.Ask<int>("select count(*)::int from hangfire.job"));
        await actions.Resume(nameof(CheckPages), "Alex North", null, Token);
        Assert.NotNull(recurring.TriggerJob(nameof(CheckPages)));
    }

    private static async Task<Workplace> Opened()
    {
        var place = await Workplace.Open("2019-09-16T07:00Z", TeamFile.Of("newsletter", TeamFile.Newsletter));
        place.SwitchOffAllBut(nameof(CheckPages));
        return place;
    }

    private static async Task<WebApplication> Registered(Workplace place)
    {
        var app = await place.Host(runsJobs: true);
        await app.Register();
        return app;
    }

    // For which scheduled times runs wait.
    private static Task<string> AskedFor(Workplace place) =>
        place.Ask<string>("select string_agg(((arguments ->> 1)::jsonb #>> '{}')::jsonb ->> 'ScheduledFor', ', ') from hangfire.job");
}
