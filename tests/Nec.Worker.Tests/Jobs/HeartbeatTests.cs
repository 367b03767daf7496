using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Nec.Application.Jobs;
using Nec.Integrations.Http;
using Nec.Worker.Jobs;
using Nec.Worker.Tests.Cli;
using Nec.Worker.Tests.Hosting;

namespace Nec.Worker.Tests.Jobs;

/// <summary>A sign of life while all is well: silence tells the rest, unless an address is set for trouble.</summary>
public sealed class HeartbeatTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Without_an_address_nobody_is_told_and_the_run_is_skipped()
    {
        await using var place = await Opened();

        Assert.Equal(RunOutcome.Skipped, (await Workplace.Run<Heartbeat>(await place.Host())).Outcome);
    }

    [Fact]
    public async Task All_well_is_told_once_a_run()
    {
        await using var monitor = await Monitor.Start();
        await using var place = await Opened();
        place.Settings["Heartbeat:Url"] = $"{monitor.Address}ping/a-secret";

        var run = await Workplace.Run<Heartbeat>(await place.Host());

        Assert.Equal((RunOutcome.Succeeded, "the monitor was told that all is well"), (run.Outcome, run.Summary));
        Assert.Equal(["GET /ping/a-secret"], monitor.Asked);
    }

    [Theory]
    [InlineData(null, new string[0], "heard nothing")]
    [InlineData("ping/a-secret/fail", new[] { "GET /ping/a-secret/fail" }, "was told of trouble")]
    public async Task While_a_job_is_late_the_monitor_hears_nothing_or_by_the_other_address_that_something_is_wrong(string? failPath, string[] asked, string said)
    {
        await using var monitor = await Monitor.Start();
        await using var place = await Opened();
        place.Settings["Heartbeat:Url"] = $"{monitor.Address}ping/a-secret";
        place.Settings["Heartbeat:FailUrl"] = failPath is null ? null : monitor.Address + failPath;
        place.SwitchOffAllBut(nameof(AssessCommitments));
        await using var watch = await place.KeepWatch(); // so that nothing runs on the moved clock
        var app = await place.Host(runsJobs: true);
        await app.StartAsync(Token);
        monitor.Forget();
        place.MoveTo("2019-09-17T09:00Z");

        var run = await Workplace.Run<Heartbeat>(app);

        Assert.Equal(asked, monitor.Asked);
        Assert.Contains(nameof(AssessCommitments), run.Summary, StringComparison.Ordinal);
        Assert.EndsWith(said, run.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_monitor_that_fails_is_not_asked_again_before_the_next_run_and_its_address_is_told_to_nobody()
    {
        await using var monitor = await Monitor.Start();
        await using var place = await Opened();
        monitor.Answer = HttpStatusCode.InternalServerError;
        place.Settings["Heartbeat:Url"] = $"{monitor.Address}ping/a-secret";
        place.Settings["Http:Retries"] = "2";
        var app = await place.Host();

        var failure = await Assert.ThrowsAsync<IntegrationException>(() => Workplace.Run<Heartbeat>(app));

        Assert.Single(monitor.Asked);
        Assert.Equal("the heartbeat's monitor: HTTP 500", failure.Message);
    }

    private static Task<Workplace> Opened() => Workplace.Open("2019-09-16T07:30Z", TeamFile.Of("newsletter", TeamFile.Newsletter));

    private sealed class Monitor(WebApplication app) : IAsyncDisposable
    {
        private readonly List<string> _asked = [];

        public string Address => $"{app.Urls.Single()}/";

        public HttpStatusCode Answer { get; set; } = HttpStatusCode.OK;

        public IReadOnlyList<string> Asked
        {
            get
            {
                lock (_asked)
                {
                    return [.. _asked];
                }
            }
        }

        public static async Task<Monitor> Start()
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            builder.Logging.ClearProviders();
            var monitor = new Monitor(builder.Build());
            monitor.Listen();
            await monitor.Begin();
            return monitor;
        }

        public void Forget()
        {
            lock (_asked)
            {
                _asked.Clear();
            }
        }

        public ValueTask DisposeAsync() => app.DisposeAsync();

        private Task Begin() => app.StartAsync(Token);

        private void Listen() => app.Run(context =>
        {
            lock (_asked)
            {
                _asked.Add($"{context.Request.Method} {context.Request.Path}");
            }

            context.Response.StatusCode = (int)Answer;
            return Task.CompletedTask;
        });
    }
}
