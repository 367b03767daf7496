using Nec.Worker.Jobs;

namespace Nec.Worker.Tests.Jobs.Engine;

/// <summary>A worker that is stopped in the middle of a job: its work is done once, by itself, within two minutes of another being up.</summary>
public sealed class StoppedTests
{
    [Theory]
    [MemberData(nameof(Restart.Jobs), MemberType = typeof(Restart))]
    public async Task A_stopped_worker_leaves_its_work_to_the_next(string job, string table)
    {
        await using var place = await Restart.Opened();
        var (host, gate, id) = await Restart.Asked(place, job, table);
        await using (gate)
        {
            await using var stopped = Restart.Start(place);
            await stopped.Until(gate.Reached());
            await stopped.Stop(Restart.Shutdown);
            await gate.Open();
            await using var next = Restart.Start(place);
            await next.Until(Restart.Ended(place, id));
        }

        await Restart.Is_done_once(place, host, job, table, id, "cancelled", "lost"); // a notice that is being marked as sent is not given up: the process ends around it
    }

    [Fact]
    public async Task A_stop_while_the_database_is_away_ends_the_process_in_time()
    {
        await using var place = await Restart.Opened();
        var (_, gate, _) = await Restart.Asked(place, nameof(WriteNotices), "nec.notice");
        await using var worker = Restart.Start(place);
        await worker.Until(gate.Reached());
        await Restart.Allow(place.Database, connections: false);
        await worker.Stop(Restart.Shutdown);
        await Restart.Allow(place.Database, connections: true);
    }
}
