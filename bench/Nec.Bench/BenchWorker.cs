using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Nec.Application.Jobs;
using Nec.Worker;
using Nec.Worker.Hosting;
using Nec.Worker.Jobs.Engine;

namespace Nec.Bench;

/// <summary>A worker as <c>nec run</c> hosts it, on the real clock, with every schedule off: a job runs when it is asked to.</summary>
internal sealed class BenchWorker : IAsyncDisposable
{
    private readonly WebApplication _app;

    private BenchWorker(WebApplication app) => _app = app;

    public IServiceProvider Services => _app.Services;

    private HangfireQueue Queue => _app.Services.GetRequiredService<HangfireQueue>();

    public static async Task<BenchWorker> Start(
        string connectionString, string contracts, IReadOnlyDictionary<string, string?> settings, CancellationToken cancellationToken)
    {
        var all = new Dictionary<string, string?>(settings, StringComparer.Ordinal)
        {
            ["Contracts:Folder"] = contracts,
            ["Mail:From"] = "Nec <nec@example.org>",
            ["Urls"] = "http://127.0.0.1:0",
            ["Logging:LogLevel:Default"] = "None",
        };
        foreach (var cron in JobCatalogue.SettingKeys)
        {
            all[cron] = "-";
        }

        var plan = new HostPlan
        {
            ConnectionString = connectionString,
            Clock = TimeProvider.System,
            RunsJobs = true,
            Settings = all,
        };
        var app = await NecHost.Open(plan, cancellationToken);
        await app.StartAsync(cancellationToken);
        app.Services.GetRequiredService<RunSignals>().Watch();
        return new(app);
    }

    /// <summary>Runs one of our jobs and returns one figure of its report; zero when it has no figure of that name.</summary>
    public async Task<int> Run(string job, string figure, CancellationToken cancellationToken)
    {
        var id = await Queue.Ask(new(job), cancellationToken) ?? throw new InvalidOperationException($"{job} is paused.");
        await Ended(cancellationToken);
        var run = (await Services.GetRequiredService<RunLog>().Attempts(id, cancellationToken))[^1];
        if (run.Failure is { } failure)
        {
            throw new InvalidOperationException($"{job} failed: {failure}");
        }

        using var figures = JsonDocument.Parse(run.Figures ?? "{}");
        return figures.RootElement.TryGetProperty(figure, out var count) ? count.GetInt32() : 0;
    }

    /// <summary>Asks for a run that does nothing.</summary>
    public Task AskForNothing(CancellationToken cancellationToken) => Queue.Ask(new(nameof(Worker.Jobs.CheckPageShard)), cancellationToken);

    /// <summary>Ends when all requested runs have ended.</summary>
    public Task Ended(CancellationToken cancellationToken) => Services.GetRequiredService<RunSignals>().Idle.WaitAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
    }
}
