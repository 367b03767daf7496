using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Nec.Worker.Jobs;
using Npgsql;
using Quartz;

namespace Nec.Bench;

/// <summary>Runs of nothing through the scheduler: by a worker of ours in a process of its own, with its history, traces and logs, and by the scheduler alone.</summary>
internal static class Shards
{
    public const string Name = "shards";

    private const int Threads = 4; // as the worker has
    private const int Warming = 200;

    /// <summary>What a process of its own found.</summary>
    public sealed record Found(Spent Spent);

    /// <summary>Runs here.</summary>
    /// <param name="arguments">The connection string, the contracts' folder, how many runs, and whose: <c>nec</c> or <c>bare</c>.</param>
    public static async Task<Found> Here(string[] arguments, CancellationToken cancellationToken)
    {
        var runs = int.Parse(arguments[2], CultureInfo.InvariantCulture);
        return new(arguments[3] == "bare" ? await Bare(arguments[0], runs, cancellationToken) : await Ours(arguments[0], arguments[1], runs, cancellationToken));
    }

    private static async Task<Spent> Ours(string connectionString, string contracts, int runs, CancellationToken cancellationToken)
    {
        await using var worker = await BenchWorker.Start(connectionString, contracts, new Dictionary<string, string?>(StringComparer.Ordinal), cancellationToken);
        var job = await worker.Scheduler.GetJobDetail(new JobKey(nameof(CheckPageShard), OurJobs.Group), cancellationToken)
            ?? throw new InvalidOperationException("The worker has not declared the job that shards are run by.");

        // A shard that was handed out with nothing in it looks at nothing, and says so.
        await Run(worker.Scheduler, job, Warming, times => worker.Executed(job.Key.Name, times, cancellationToken), cancellationToken);
        return await Best(() => Run(worker.Scheduler, job, runs, times => worker.Executed(job.Key.Name, times, cancellationToken), cancellationToken));
    }

    private static async Task<Spent> Bare(string connectionString, int runs, CancellationToken cancellationToken)
    {
        await using var source = Storage.Database.Open(connectionString);
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.ClearProviders();
        builder.Services.AddQuartz(quartz =>
        {
            quartz.ConfigureScheduler(scheduler => (scheduler.InstanceName, scheduler.InstanceId) = ("bare", "AUTO"));
            quartz.UseDefaultThreadPool(Threads);
            quartz.UsePersistentStore(store =>
            {
                store.UsePostgres(postgres => postgres.DataSourceFactory = _ => source);
                store.UseSystemTextJsonSerializer();
                store.ConfigureStore(options => options.TablePrefix = "quartz.qrtz_");
                store.ProvisionSchema();
                store.UseClustering();
            });
        });
        builder.Services.AddQuartzHostedService();
        using var host = builder.Build();
        await host.StartAsync(cancellationToken);
        var (scheduler, job) = (host.Services.GetRequiredService<IScheduler>(), JobBuilder.Create<Idle>().WithIdentity("idle").StoreDurably().Build());
        await Run(scheduler, job, Warming, Idle.Executed, cancellationToken);
        var spent = await Best(() => Run(scheduler, job, runs, Idle.Executed, cancellationToken));
        await host.StopAsync(cancellationToken);
        return spent;
    }

    // What the machine does besides is not ours.
    private static async Task<Spent> Best(Func<Task<Spent>> pass)
    {
        Spent[] passes = [await pass(), await pass(), await pass()];
        return passes.MinBy(spent => spent.Seconds)!; // there are three
    }

    private static async Task<Spent> Run(IScheduler scheduler, IJobDetail job, int runs, Func<int, Task> executed, CancellationToken cancellationToken)
    {
        await scheduler.Standby(cancellationToken);
        List<ITrigger> triggers = [.. Enumerable.Range(0, runs).Select(number => TriggerBuilder.Create()
            .WithIdentity(string.Create(CultureInfo.InvariantCulture, $"{runs} {number:00000}"), PageShard.Group).ForJob(job.Key).WithSimpleSchedule(once => once.WithMisfireInstruction(SimpleTriggerMisfireInstruction.FireNow)).StartNow().Build())];
        await scheduler.ScheduleJobs(new Dictionary<IJobDetail, IReadOnlyCollection<ITrigger>> { [job] = triggers }, ScheduleJobOptions.Replacing, cancellationToken);
        var all = executed(runs);
        return await Spent.Of(async () =>
        {
            await scheduler.Start(cancellationToken);
            await all.WaitAsync(cancellationToken);
        });
    }

    private sealed class Idle : IJob
    {
        private static int _left;
        private static TaskCompletionSource? _done;

        public static Task Executed(int times)
        {
            (_left, _done) = (times, new(TaskCreationOptions.RunContinuationsAsynchronously));
            return _done.Task;
        }

        public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
        {
            if (Interlocked.Decrement(ref _left) == 0)
            {
                _done!.SetResult(); // set before the first run
            }

            return ValueTask.CompletedTask;
        }
    }
}
