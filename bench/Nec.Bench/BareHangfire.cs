using Hangfire;
using Hangfire.PostgreSql;
using Hangfire.PostgreSql.Factories;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Nec.Bench;

/// <summary>A web application with Hangfire, its dashboard and nothing of ours: same storage, same number of workers.</summary>
internal static class BareHangfire
{
    public const string Name = "bare-hangfire";

    private const int Workers = 4; // like Nec

    /// <summary>Serves until it is told to stop.</summary>
    /// <param name="arguments">The connection string.</param>
    public static async Task<object> Here(string[] arguments, CancellationToken cancellationToken)
    {
        await using var source = NpgsqlDataSource.Create(arguments[0]);
        await using var app = Build(source);
        await app.StartAsync(cancellationToken);
        await app.WaitForShutdownAsync(cancellationToken);
        return new { };
    }

    /// <summary>Builds the application, with its schema installed.</summary>
    public static WebApplication Build(NpgsqlDataSource source)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddHangfire(hangfire => hangfire
            .SetDataCompatibilityLevel(CompatibilityLevel.Version_180)
            .UseSimpleAssemblyNameTypeSerializer()
            .UseRecommendedSerializerSettings()
            .UseStorage(new PostgreSqlStorage(new Sources(source), new()
            {
                UseSlidingInvisibilityTimeout = true,
                QueuePollInterval = TimeSpan.FromSeconds(1),
            })));
        builder.Services.AddHangfireServer(server =>
        {
            server.WorkerCount = Workers;
            server.SchedulePollingInterval = TimeSpan.FromSeconds(5);
        });
        var app = builder.Build();
        app.MapGet("/healthz", async (CancellationToken token) =>
        {
            await using var command = source.CreateCommand("select 1");
            return $"{await command.ExecuteScalarAsync(token)}";
        });
        app.MapHangfireDashboard();
        return app;
    }

    private sealed class Sources(NpgsqlDataSource source) : IConnectionFactory
    {
        public NpgsqlConnection GetOrCreateConnection() => source.CreateConnection();
    }
}
