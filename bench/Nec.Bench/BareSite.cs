using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Nec.Storage;

namespace Nec.Bench;

/// <summary>The least that can say it is healthy: a web application with one address, which asks the database for one row.</summary>
internal static class BareSite
{
    public const string Name = "bare-site";

    /// <summary>Runs until it is told to stop.</summary>
    /// <param name="arguments">The connection string.</param>
    public static async Task<object> Here(string[] arguments, CancellationToken cancellationToken)
    {
        await using var source = Database.Open(arguments[0]);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        await using var app = builder.Build();
        app.MapGet("/healthz", async (HttpContext context) =>
        {
            await using var command = source.CreateCommand("select 1");
            return $"{await command.ExecuteScalarAsync(context.RequestAborted)}";
        });
        await app.StartAsync(cancellationToken);
        await app.WaitForShutdownAsync(cancellationToken);
        return new { };
    }
}
