using System.Reflection;
using Hangfire;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Nec.Application.Jobs;
using Nec.Worker.Jobs;
using Nec.Worker.Jobs.Engine;
using Nec.Worker.Tests.Hosting;

namespace Nec.Worker.Tests.Jobs.Engine;

/// <summary>Parts of a worker, one at a time.</summary>
internal static class EngineParts
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Registers the jobs, as a worker does before its server starts.</summary>
    public static Task Register(this WebApplication app) => app.Services.GetServices<IHostedService>().OfType<JobRegistration>().Single().StartAsync(Token);

    /// <summary>One round of the watch.</summary>
    public static Task Check(this WebApplication app) => app.Services.GetRequiredService<EngineWatch>().Check(Token);

    /// <summary>Lets a worker know a job of the tests.</summary>
    public static void Declare<TJob>(this WebApplication app)
        where TJob : IJob => app.Services.GetRequiredService<JobCatalogue>().Add(new(typeof(TJob), typeof(TJob).GetCustomAttribute<JobAttribute>()!, null)); // each has one

    /// <summary>Asks for a run.</summary>
    public static async Task<string> Ask(this WebApplication app, string job, string? arguments = null) =>
        Assert.IsType<string>(await app.Services.GetRequiredService<JobQueue>()(new(job) { Arguments = arguments }, Token));

    /// <summary>Has a run that waits for its time attempted now.</summary>
    public static void Requeue(this WebApplication app, string id) => app.Services.GetRequiredService<HangfireQueue>().Requeue(id);

    /// <summary>A worker that has started and runs what it is asked for alone.</summary>
    public static async Task<WebApplication> Worker(this Workplace place, Action<WebApplication> prepare)
    {
        place.SwitchOffAllBut();
        var worker = await place.Host(runsJobs: true);
        prepare(worker);
        await worker.StartAsync(Token);
        return worker;
    }

    /// <summary>Waits until Hangfire has a run in a state.</summary>
    public static async Task UntilState(this Workplace place, string id, string state)
    {
        await using var watch = await TableWatch.Over(place.Database, "hangfire.job");
        await watch.Until(() => place.Ask<bool>($"select statename = '{state}' from hangfire.job where id = {id}"));
    }
}
