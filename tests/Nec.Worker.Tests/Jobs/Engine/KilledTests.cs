using Nec.Worker.Jobs;

namespace Nec.Worker.Tests.Jobs.Engine;

/// <summary>A worker that is killed in the middle of a job: its work is done once, by itself, within two minutes of another being up.</summary>
public sealed class KilledTests
{
    [Theory]
    [MemberData(nameof(Restart.Jobs), MemberType = typeof(Restart))]
    public async Task A_killed_worker_leaves_its_work_to_the_next(string job, string table)
    {
        await using var place = await Restart.Opened();
        var (host, gate, id) = await Restart.Asked(place, job, table);
        await using (gate)
        {
            await using var killed = Restart.Start(place);
            await killed.Until(gate.Reached());
            await killed.Kill();
            await gate.Open();
            await using var next = Restart.Start(place);
            await next.Until(Restart.Ended(place, id));
        }

        await Restart.Is_done_once(place, host, job, table, id, "lost");
    }

    [Fact]
    public async Task Of_two_workers_one_dies_and_the_other_takes_over()
    {
        await using var place = await Restart.Opened();
        var (host, gate, id) = await Restart.Asked(place, nameof(WriteNotices), "nec.notice");
        await using (gate)
        {
            await using var one = Restart.Start(place);
            await one.Until(gate.Reached());
            await using var other = Restart.Start(place);
            await other.Until(Restart.Until(place, "select count(*)::int from hangfire.server where id like '%:nec:%'", servers => servers == 2));
            await one.Kill();
            await gate.Open();
            await other.Until(Restart.Ended(place, id));
        }

        await Restart.Is_done_once(place, host, nameof(WriteNotices), "nec.notice", id, "lost");
    }
}
