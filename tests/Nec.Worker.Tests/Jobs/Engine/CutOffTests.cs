namespace Nec.Worker.Tests.Jobs.Engine;

/// <summary>A worker that loses its database in the middle of a job: its work is done once, by itself, within two minutes of the database being back.</summary>
public sealed class CutOffTests
{
    [Theory]
    [MemberData(nameof(Restart.Jobs), MemberType = typeof(Restart))]
    public async Task A_worker_cut_off_from_its_database_does_its_work_when_it_is_back(string job, string table)
    {
        await using var place = await Restart.Opened();
        var (host, gate, id) = await Restart.Asked(place, job, table);
        await using (gate)
        {
            await using var worker = Restart.Start(place);
            await worker.Until(gate.Reached());
            await Restart.CutOff(place.Database);
            await gate.Open();
            await worker.Until(Restart.Ended(place, id));
        }

        await Restart.Is_done_once(place, host, job, table, id, "lost", "retrying"); // the job's connection may end before the one with its lock, which then still closes the row
    }
}
