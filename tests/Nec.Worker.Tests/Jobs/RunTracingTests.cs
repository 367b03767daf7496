using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Nec.Storage;
using Nec.Worker.Jobs;
using Nec.Worker.Tests.Cli;
using Nec.Worker.Tests.Hosting;
using Quartz;
using Quartz.Extensibility;

namespace Nec.Worker.Tests.Jobs;

/// <summary>Every run has a trace id that outlives it, and where spans are taken it is theirs.</summary>
[Collection(Spans)]
public sealed class RunTracingTests
{
    /// <summary>Those who take spans, one after another: whoever listens, listens to all of the process.</summary>
    public const string Spans = "spans";

    private const string FireInstance = "quartz.fire.instance.id";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_runs_id_is_the_one_of_its_spans_and_survives_the_worker()
    {
        var spans = new ConcurrentDictionary<string, string>(StringComparer.Ordinal);
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "Quartz" or "Npgsql",
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span => spans.TryAdd(span.GetTagItem(FireInstance) as string ?? "", span.TraceId.ToHexString()),
        };
        ActivitySource.AddActivityListener(listener);
        await using var place = await Workplace.Open("2019-09-16T07:00Z", TeamFile.Of("newsletter", TeamFile.Newsletter));
        var first = await place.Host(runsJobs: true);
        var (run, other) = (await Run(first), await Run(first));
        await first.StopAsync(Token);

        var traces = (await place.Host()).Services.GetRequiredService<RunTraces>();
        Assert.Equal(spans[run], await traces.Find(run, Token));
        Assert.NotEqual(spans[run], await traces.Find(other, Token));
    }

    [Fact]
    public async Task A_run_of_whose_id_the_database_wants_nothing_goes_on()
    {
        await using var place = await Workplace.Open("2019-09-16T07:00Z", TeamFile.Of("newsletter", TeamFile.Newsletter));
        var worker = await place.Host(runsJobs: true);
        await place.Refuse("run_trace", "true", "23514");
        var run = await Run(worker);
        Assert.Equal(1, await place.Ask<int>($"select count(*)::int from quartz.qrtz_execution_history where fire_instance_id = '{run}' and succeeded"));
        Assert.Null(await worker.Services.GetRequiredService<RunTraces>().Find(run, Token));
    }

    [Fact]
    public async Task Two_runs_without_anybody_who_takes_spans_have_two_ids()
    {
        await using var place = await Workplace.Open("2019-09-16T07:00Z", TeamFile.Of("newsletter", TeamFile.Newsletter));
        var worker = await place.Host(runsJobs: true);
        var (one, other) = (await Run(worker), await Run(worker));
        var traces = worker.Services.GetRequiredService<RunTraces>();
        var (first, second) = (await traces.Find(one, Token), await traces.Find(other, Token));
        Assert.Matches("^(?!0{32})[0-9a-f]{32}$", first);
        Assert.NotEqual(first, second);
    }

    [Fact]
    public async Task A_failed_run_logs_what_failed_and_where_it_came_from()
    {
        await using var place = await Workplace.Open("2019-09-16T07:00Z", TeamFile.Of("newsletter", TeamFile.Newsletter));
        var worker = await place.Host(runsJobs: true);
        await place.Refuse("finding", "true", "23514");
        var firing = await Run(worker);
        var history = worker.Services.GetRequiredService<IExecutionHistoryStore>();
        var run = (await history.QueryExecutions(new() { SchedulerName = Scheduling.SchedulerName, FireInstanceId = firing, Take = 1 }, Token)).Items.Single();
        var log = (await history.GetExecution(Scheduling.SchedulerName, run.EntryId!, Token))?.Log; // every run of ours has a name
        Assert.False(run.Succeeded);
        Assert.Contains("PostgresException", log, StringComparison.Ordinal);
        Assert.Contains("Nec.Storage.Findings", log, StringComparison.Ordinal);
    }

    // What the scheduler calls the run.
    private static async Task<string> Run(WebApplication app)
    {
        var scheduler = app.Services.GetRequiredService<IScheduler>();
        var history = app.Services.GetRequiredService<IExecutionHistoryStore>();
        if (!app.Lifetime.ApplicationStarted.IsCancellationRequested)
        {
            await app.StartAsync(Token);
        }

        var query = new ExecutionHistoryQuery { SchedulerName = scheduler.SchedulerName, Job = new(nameof(AssessCommitments), OurJobs.Group), Take = 10 };
        var before = (await history.QueryExecutions(query, Token)).Items.Select(run => run.FireInstanceId).ToHashSet(StringComparer.Ordinal);
        await scheduler.TriggerJob(new JobKey(nameof(AssessCommitments), OurJobs.Group), Token);
        while (true)
        {
            // On a clock that stands, the newest of them is not always the first.
            if ((await history.QueryExecutions(query, Token)).Items.FirstOrDefault(run => !before.Contains(run.FireInstanceId)) is { FireInstanceId: { } run })
            {
                return run;
            }
        }
    }
}
