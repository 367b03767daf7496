using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Nec.Worker.Hosting;
using Nec.Worker.Jobs;
using Quartz;

namespace Nec.Bench;

/// <summary>A worker as <c>nec run</c> hosts it, on the real clock, with every schedule off: a job runs when it is asked to.</summary>
internal sealed class BenchWorker : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Runs _runs = new();

    private BenchWorker(WebApplication app) => _app = app;

    public IServiceProvider Services => _app.Services;

    public IScheduler Scheduler => _app.Services.GetRequiredService<IScheduler>();

    public static async Task<BenchWorker> Start(string connectionString, string contracts, IReadOnlyDictionary<string, string?> settings, CancellationToken cancellationToken)
    {
        var all = new Dictionary<string, string?>(settings, StringComparer.Ordinal)
        {
            ["Contracts:Folder"] = contracts,
            ["Mail:From"] = "Nec <nec@example.org>",
            ["Urls"] = "http://127.0.0.1:0",
            ["Logging:LogLevel:Default"] = "None",
        };
        foreach (var cron in CronSettings.Keys)
        {
            all[cron] = "-";
        }

        var worker = new BenchWorker(await NecHost.Build(new() { ConnectionString = connectionString, Clock = TimeProvider.System, RunsJobs = true, Settings = all }, cancellationToken));
        await worker._app.StartAsync(cancellationToken);
        worker.Scheduler.ListenerManager.AddJobListener(worker._runs);
        return worker;
    }

    /// <summary>Runs one of our jobs, and gives what it achieved.</summary>
    public async Task<JobRunReport> Run(string job, CancellationToken cancellationToken)
    {
        var ran = Executed(job, 1, cancellationToken);
        await Scheduler.TriggerJob(new JobKey(job, OurJobs.Group), cancellationToken);
        return (await ran)[0];
    }

    /// <summary>Ends when a job has been executed so many times from now on; fails with the first run that does.</summary>
    public Task<IReadOnlyList<JobRunReport>> Executed(string job, int times, CancellationToken cancellationToken) => _runs.Of(job, times).WaitAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
    }

    private sealed class Runs : IJobListener
    {
        private readonly ConcurrentDictionary<string, Awaited> _awaited = new(StringComparer.Ordinal);

        public string Name => "bench";

        public Task<IReadOnlyList<JobRunReport>> Of(string job, int times) => (_awaited[job] = new(times)).Done.Task;

        public ValueTask JobWasExecuted(IJobExecutionContext context, JobExecutionException? jobException, CancellationToken cancellationToken = default)
        {
            if (_awaited.TryGetValue(context.JobDetail.Key.Name, out var awaited))
            {
                awaited.Add(context.Result as JobRunReport, jobException);
            }

            return ValueTask.CompletedTask;
        }

        private sealed class Awaited(int times)
        {
            private readonly List<JobRunReport> _reports = [];

            public TaskCompletionSource<IReadOnlyList<JobRunReport>> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

            public void Add(JobRunReport? report, JobExecutionException? failure)
            {
                lock (_reports)
                {
                    if (failure is not null)
                    {
                        Done.TrySetException(failure);
                        return;
                    }

                    _reports.Add(report!); // every job of ours that ends well says what it achieved
                    if (_reports.Count == times)
                    {
                        Done.TrySetResult(_reports);
                    }
                }
            }
        }
    }
}
