using Hangfire;
using Nec.Core.Calendar;
using Nec.Storage;
using Npgsql;

namespace Nec.Worker.Jobs.Engine;

/// <summary>
/// Registers the declared jobs and removes all others before the server starts: to delete a job is to delete its folder.
/// </summary>
internal sealed partial class JobRegistration(
    JobCatalogue catalogue,
    JobRegister register,
    IRecurringJobManagerV2 recurring,
    NpgsqlDataSource source,
    StartUpLocks locks,
    LondonClock clock,
    ILogger<JobRegistration> logger) : IHostedService
{
    private const long Lock = 0x6E65_636A_6F00_0001; // one registration at a time in a database

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var held = await locks.Take(source, connection, Lock, "register the jobs", cancellationToken);
        var removed = await register.Register([.. catalogue.All.Select(job => job.ToRegistered(clock.Now))], cancellationToken);
        foreach (var job in catalogue.All)
        {
            Schedule(recurring, job);
        }

        foreach (var job in removed)
        {
            recurring.RemoveIfExists(job);
            LogRemoved(job);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Gives Hangfire a job's schedule, or removes it when the job is switched off or not set up.</summary>
    public static void Schedule(IRecurringJobManagerV2 recurring, DeclaredJob job)
    {
        if (job.Cron is null)
        {
            recurring.RemoveIfExists(job.Id);
            return;
        }

        recurring.AddOrUpdate(job.Id, HangfireQueue.CallOf(job.Id, null), job.Cron, new()
        {
            TimeZone = LondonTime.Zone,
            MisfireHandling = job.Declared.MakesUp ? MisfireHandlingMode.Relaxed : MisfireHandlingMode.Ignorable,
        });
    }

    [LoggerMessage(LogLevel.Information, "Removed job {Job}: this release does not declare it")]
    private partial void LogRemoved(string job);
}
