using Nec.Worker.Tests.Cli;
using Nec.Worker.Tests.Hosting;

namespace Nec.Worker.Tests.Jobs;

public sealed class WorkerRollTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_worker_writes_down_that_it_started_and_that_it_stopped_and_one_that_only_asks_does_not()
    {
        await using var place = await Workplace.Open("2019-09-16T07:00Z", TeamFile.Of("newsletter", TeamFile.Newsletter));
        var asking = await place.Host(runsJobs: false);
        await asking.StartAsync(Token);
        await asking.StopAsync(Token);
        var worker = await place.Host(runsJobs: true);
        await worker.StartAsync(Token);
        Assert.Equal(1, await place.Ask<int>("select count(*)::int from nec.worker_node where stopped_at is null and version <> 'unknown'"));
        await worker.StopAsync(Token);
        Assert.Equal(1, await place.Ask<int>("select count(*)::int from nec.worker_node where stopped_at is not null"));
    }
}
