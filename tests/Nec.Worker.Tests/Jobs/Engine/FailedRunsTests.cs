using Hangfire;
using Hangfire.States;
using Microsoft.Extensions.DependencyInjection;
using Nec.Worker.Jobs.Engine;
using Nec.Worker.Tests.Cli;
using Nec.Worker.Tests.Hosting;

namespace Nec.Worker.Tests.Jobs.Engine;

/// <summary>Hangfire never lets a failed run go by itself.</summary>
public sealed class FailedRunsTests
{
    [Fact]
    public async Task A_failed_run_goes_after_its_thirty_days_and_not_before()
    {
        await using var place = await Workplace.Open("2019-09-16T07:00Z", TeamFile.Of("newsletter", TeamFile.Newsletter));
        var host = await place.Host(runsJobs: true);
        var client = host.Services.GetRequiredService<IBackgroundJobClientV2>();
        var id = client.Create(HangfireQueue.CallOf("CheckPages", null), new FailedState(new FailedForGoodException("HTTP 403")));
        var storage = host.Services.GetRequiredService<JobStorage>();
        var now = TimeProvider.System.GetUtcNow();

        new FailedRuns(storage).Expire(now + FailedRuns.Kept - TimeSpan.FromMinutes(1));
        var before = await ExpiresAt(place, id);
        new FailedRuns(storage).Expire(now + FailedRuns.Kept + TimeSpan.FromMinutes(1));

        Assert.False(before);
        Assert.True(await ExpiresAt(place, id));
    }

    private static Task<bool> ExpiresAt(Workplace place, string id) => place.Ask<bool>($"select expireat is not null from hangfire.job where id = {id}");
}
