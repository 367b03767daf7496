using Microsoft.Extensions.DependencyInjection.Extensions;
using Nec.Dashboard.Jobs;
using Nec.Storage;
using Nec.Worker.Hosting;
using Npgsql;
using Quartz;

namespace Nec.Worker.Jobs;

/// <summary>Quartz as we use it: clustered in PostgreSQL's schema <c>quartz</c>, its history kept for <c>Retention:RunDays</c>.</summary>
internal static class Scheduling
{
    public const string SchedulerName = "nec";

    private const int Threads = 4;

    /// <summary>What a run keeps of its log, the oldest lines dropped first: a year of runs at this size is less than the facts.</summary>
    private const int LogLines = 200;

    private const int LogBytes = 16 * 1024;

    /// <summary>The longest timer that Quartz accepts: a simulated clock has one node, which must never take itself for dead.</summary>
    private static readonly TimeSpan Never = TimeSpan.FromDays(49);

    /// <summary>Adds the scheduler. A client shares the store with the workers but runs nothing itself.</summary>
    public static IServiceCollection AddScheduling(this IServiceCollection services, HostPlan plan)
    {
        services.AddQuartzExecutionHistory(history =>
        {
            history.RetentionByResult[JobRunResult.Skipped] = TimeSpan.FromDays(1);
            history.MaxEntriesPerScheduler = 1_000_000;
            history.MaxEntriesPerJob = 0;
            history.RecordInput = true; // a shard's targets: what it was asked to do, and what running it again asks for
            history.MaxInputBytes = 256 * 1024;
        });
        // With Quartz's default of 24 hours a yearly job would have no predecessor (domain.md C2-13).
        services.AddOptions<ExecutionHistoryOptions>().Configure<RetentionOptions>((history, kept) => history.Retention = TimeSpan.FromDays(kept.RunDays));
        services.TryAddTransient<JobActions>();
        services.AddQuartz(quartz =>
        {
            // A run that was missed while everything was down must become a misfire, not be forgotten by the restart.
            quartz.ConfigureOptions<QuartzOptions>(options => options.Scheduling.ScheduleTriggerRelativeToReplacedTrigger = true);
            quartz.ConfigureScheduler(options =>
            {
                options.InstanceName = SchedulerName;
                options.IdleWaitTime = TimeSpan.FromSeconds(5);
                options.ShutdownJobInterruption = ShutdownJobInterruption.Always; // work is found by what is due and not yet done: it goes on after the restart
            });
            quartz.UseExecutionLogCapture(log => (log.MaxLines, log.MaxBytes) = (LogLines, LogBytes));
            quartz.AddJobMiddleware<RunTracing>();
            quartz.AddJobMiddleware<FailureLog>();
            quartz.UseDefaultThreadPool(plan.IsSimulated ? 1 : Threads);
            quartz.UseTimeProvider(plan.Clock);
            quartz.UsePersistentStore(store =>
            {
                store.UsePostgres(postgres => postgres.DataSourceFactory = provider => provider.GetRequiredService<NpgsqlDataSource>());
                store.UseSystemTextJsonSerializer();
                store.ConfigureStore(options =>
                {
                    options.TablePrefix = "quartz.qrtz_";
                    options.MisfireThreshold = TimeSpan.FromMinutes(1);
                    options.RecoverFiringsCancelledByShutdown = true; // a worker that is stopped hands its shard to another, as one that is killed does
                    if (plan.IsSimulated)
                    {
                        options.MisfireHandlerFrequency = Never;
                    }
                });
                store.ProvisionSchema();
                store.UseExecutionHistory();
                store.UseClustering(cluster =>
                {
                    cluster.CheckinInterval = plan.IsSimulated ? Never : TimeSpan.FromSeconds(7.5);
                    cluster.CheckinMisfireThreshold = plan.IsSimulated ? Never : TimeSpan.FromSeconds(7.5);
                });
            });
            if (plan.RunsJobs)
            {
                quartz.AddDeclaredJobs();
            }
        });
        services.AddQuartzHostedService(hosted =>
        {
            hosted.WaitForJobsToComplete = true;
            hosted.AwaitApplicationStarted = true;
            hosted.AutoStart = plan.RunsJobs;
        });
        if (plan.RunsJobs)
        {
            services.AddHostedService<OrphanRemoval>();
            services.AddHostedService<WorkerRoll>();
            services.AddHealthChecks().AddCheck<LateJobs>("jobs").AddCheck<FailingJobs>("failing jobs");
        }

        return services;
    }
}
