using Hangfire;
using Hangfire.AspNetCore;
using Hangfire.Client;
using Hangfire.Common;
using Hangfire.States;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Nec.Application.Jobs;

namespace Nec.Worker.Jobs.Engine;

/// <summary>Registers the engine.</summary>
internal static class EngineRegistration
{
    private const int Workers = 4;

    /// <summary>Adds the services that ask for runs and read them and, in a worker, those that run them.</summary>
    public static IServiceCollection AddEngine(this IServiceCollection services, HostPlan plan, JobCatalogue catalogue)
    {
        if (AppContext.TryGetSwitch("Npgsql.EnableLegacyTimestampBehavior", out var isLegacy) && isLegacy)
        {
            throw new SettingException(
                "Npgsql.EnableLegacyTimestampBehavior is on, with which Hangfire reads the wrong times: switch it off.");
        }

        services
            .AddSingleton(catalogue)
            .AddSingleton(EngineNode.Own)
            .AddSingleton<RunSignals>()
            .AddSingleton(_ => new RunLocks(plan.ConnectionString))
            .AddSingleton(_ => new EngineStorage(plan.ConnectionString, Workers))
            .AddSingleton<JobStorage>(provider => provider.GetRequiredService<EngineStorage>().Open()) // Hangfire's own is process-wide
            .AddSingleton<JobActivator>(provider => new AspNetCoreJobActivator(provider.GetRequiredService<IServiceScopeFactory>()))
            .AddSingleton<HangfireQueue>()
            .AddSingleton<JobQueue>(provider => provider.GetRequiredService<HangfireQueue>().Ask)
            .AddSingleton<BankHolidayClosure>()
            .AddSingleton<ClosedDays>(provider => provider.GetRequiredService<BankHolidayClosure>().Days)
            .AddSingleton<JobSchedules>()
            .AddSingleton<JobHealth>()
            .AddSingleton<JobActions>()
            .AddSingleton<RunLog>()
            .AddSingleton<JobRunner>()
            .AddSingleton<AttemptStates>()
            .AddSingleton<IClientFilter, PausedJobs>()
            .AddSingleton<IJobFilterProvider>(provider => new EngineFilters(
                provider.GetRequiredService<AttemptStates>(),
                provider.GetServices<IClientFilter>()));
        services.AddLogging(logging => logging.AddProvider(new RunLines()));
        services.AddHangfire((provider, hangfire) => hangfire
            .SetDataCompatibilityLevel(CompatibilityLevel.Version_180)
            .UseSimpleAssemblyNameTypeSerializer()
            .UseIgnoredAssemblyVersionTypeResolver()
            .UseRecommendedSerializerSettings()
            .UseLogProvider(new EngineLog(provider.GetRequiredService<ILoggerFactory>()))
            .UseStorage(provider.GetRequiredService<JobStorage>()));
        if (plan.RunsJobs)
        {
            services.AddHostedService<JobRegistration>();
            services.AddServer("nec", plan.IsSimulated ? 1 : Workers, EngineQueues.All, isLightweight: plan.IsSimulated);
            if (!plan.IsSimulated)
            {
                services.AddServer("nec-sign-in", 1, [EngineQueues.Urgent], isLightweight: true);
                services
                    .AddSingleton<StrandedRuns>()
                    .AddSingleton<LostRuns>()
                    .AddSingleton<FailedRuns>()
                    .AddSingleton<ScheduleRepair>();
                services.AddSingleton<EngineWatch>().AddHostedService(provider => provider.GetRequiredService<EngineWatch>());
            }

            services.AddHealthChecks().AddCheck<LateJobs>("jobs").AddCheck<FailingJobs>("failing jobs");
        }

        return services;
    }

    // Times are real ones: Hangfire knows no other clock.
    // A lightweight server leaves scheduling to another server or, in the demo, to the driver.
    private static void AddServer(
        this IServiceCollection services,
        string name,
        int workers,
        string[] queues,
        bool isLightweight) => services.AddHangfireServer(server =>
    {
        server.ServerName = $"{EngineNode.Own.Name}:{name}";
        server.WorkerCount = workers;
        server.Queues = queues;
        server.IsLightweightServer = isLightweight;
        server.SchedulePollingInterval = TimeSpan.FromSeconds(5);
        server.HeartbeatInterval = TimeSpan.FromSeconds(10);
        server.ServerCheckInterval = TimeSpan.FromSeconds(30);
        server.ServerTimeout = TimeSpan.FromMinutes(1);
        server.CancellationCheckInterval = TimeSpan.FromSeconds(5);
        server.StopTimeout = TimeSpan.FromMilliseconds(1); // tell jobs at once: work that is still due continues after the restart
        server.ShutdownTimeout = TimeSpan.FromSeconds(25); // shorter than the host's
        server.TimeZoneResolver = new DefaultTimeZoneResolver();
    });
}

/// <summary>
/// The filters of one host: Hangfire's own collection is shared by all hosts of a process, and its default retries are not ours.
/// </summary>
internal sealed class EngineFilters(AttemptStates states, IEnumerable<IClientFilter> ofClients) : IJobFilterProvider
{
    private readonly List<JobFilter> _filters =
    [
        .. ofClients
            .Cast<object>()
            .Prepend(states)
            .Select(filter => new JobFilter(filter, JobFilterScope.Global, order: 0)),
    ];

    public IEnumerable<JobFilter> GetFilters(Job job) => _filters;
}
