using Nec.Worker.Tests.Cli;
using Nec.Worker.Tests.Hosting;

namespace Nec.Worker.Tests.Jobs.Engine;

/// <summary>One run of a job at a time, by a lock that the attempt holds; who loses it has nothing to say any more.</summary>
public sealed class OneAtATimeTests
{
    [Fact]
    public async Task The_second_run_waits_on_whichever_worker_and_runs_after_the_first()
    {
        using var turnstile = new Turnstile();
        await using var place = await Opened();
        var workers = new[] { await place.Worker(app => app.Declare<Blocking>()), await place.Worker(app => app.Declare<Blocking>()) };
        var first = await workers[0].Ask(nameof(Blocking), turnstile.Name);
        await turnstile.Entered();
        var second = await workers[1].Ask(nameof(Blocking), $"{turnstile.Name}|2");
        await place.UntilState(second, "Scheduled");
        Assert.Equal(1, await place.Ask<int>("select count(*)::int from nec.run"));
        turnstile.Open();
        await place.UntilState(first, "Succeeded");
        workers[0].Requeue(second);
        await place.UntilState(second, "Succeeded");

        Assert.Equal(1, turnstile.MostInside);
        Assert.Equal("1 succeeded, 1 succeeded", await Attempts(place)); // a wait is no failure, and no attempt
    }

    [Fact]
    public async Task Runs_of_a_job_that_goes_side_by_side_do_not_wait_for_each_other()
    {
        using var turnstile = new Turnstile();
        await using var place = await Opened();
        var worker = await place.Worker(app => app.Declare<BlockingSideBySide>());
        await worker.Ask(nameof(BlockingSideBySide), $"{turnstile.Name}|1");
        await worker.Ask(nameof(BlockingSideBySide), $"{turnstile.Name}|2");
        await turnstile.Entered();
        await turnstile.Entered();
        turnstile.Open();
        await place.Until("select count(*) = 2 from nec.run where outcome = 'succeeded'");

        Assert.Equal(2, turnstile.MostInside);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)] // it does not heed the token, and ends well
    public async Task An_attempt_whose_lock_is_lost_is_told_to_stop_closes_nothing_and_another_does_the_work(bool isDeaf)
    {
        using var turnstile = new Turnstile { IsDeaf = isDeaf };
        await using var place = await Opened();
        var worker = await place.Worker(app => app.Declare<Blocking>());
        var id = await worker.Ask(nameof(Blocking), turnstile.Name);
        await turnstile.Entered();
        Assert.Equal(1, await place.Ask<int>(
            """
            select count(pg_terminate_backend(held.pid))::int
            from pg_locks held
            join nec.run on ((held.classid::bigint << 32) | held.objid::bigint) = run.lock_key
            where held.locktype = 'advisory'
              and held.database = (select oid from pg_database where datname = current_database())
              and held.objsubid = 1
            """));
        await turnstile.Stopped();
        await place.UntilState(id, "Scheduled");
        await worker.Check();
        Assert.Equal("1 lost", await Attempts(place));
        turnstile.Open();
        worker.Requeue(id);
        await place.UntilState(id, "Succeeded");

        Assert.Equal("1 lost, 2 succeeded", await Attempts(place));
    }

    private static Task<Workplace> Opened() => Workplace.Open("2019-09-16T07:00Z", TeamFile.Of("newsletter", TeamFile.Newsletter));

    private static Task<string> Attempts(Workplace place) => place.Ask<string>("select string_agg(attempt || ' ' || outcome, ', ' order by run_id) from nec.run");
}
