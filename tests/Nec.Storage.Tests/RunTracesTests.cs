using Npgsql;

namespace Nec.Storage.Tests;

public sealed class RunTracesTests : DatabaseTests
{
    private const string Trace = "4bf92f3577b34da6a3ce929d0e0e4736";

    private RunTraces Traces => new(TestDatabase.DataSource);

    [Fact]
    public async Task A_run_has_the_trace_id_that_was_kept_first_and_another_run_none()
    {
        await Traces.Keep("run-1", Trace, Now, CancellationToken);
        await Traces.Keep("run-1", "00000000000000000000000000000001", Now, CancellationToken);
        Assert.Equal((Trace, null), (await Traces.Find("run-1", CancellationToken), await Traces.Find("run-2", CancellationToken)));
    }

    [Fact]
    public async Task What_is_no_trace_id_is_refused() =>
        await Assert.ThrowsAsync<PostgresException>(() => Traces.Keep("run-1", Trace.ToUpperInvariant(), Now, CancellationToken));

    [Fact]
    public async Task An_id_goes_when_the_history_holds_its_run_no_more_and_not_while_it_is_young()
    {
        await Scalar(
            """
            create schema quartz;
            create table quartz.qrtz_execution_history (sched_name text, fire_instance_id text);
            insert into quartz.qrtz_execution_history values ('nec', 'kept'), ('another', 'old');
            """);
        await Traces.Keep("kept", Trace, Now.AddDays(-9), CancellationToken);
        await Traces.Keep("old", Trace, Now.AddDays(-9), CancellationToken);
        await Traces.Keep("young", Trace, Now, CancellationToken);
        Assert.Equal(1, await Traces.Sweep("nec", Now, CancellationToken));
        Assert.Equal("kept, young", await Scalar("select string_agg(run, ', ' order by run) from nec.run_trace"));
    }
}
