using Hangfire;
using Hangfire.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Nec.Dashboard.Jobs;

namespace Nec.Dashboard.Jobs.Engine;

/// <summary>Hangfire's own dashboard shows what the engine is doing. Nec's pages show what jobs achieved.</summary>
public static class EngineRoom
{
    /// <summary>Its address.</summary>
    public const string Address = "/hangfire";

    /// <summary>The parameter of a run with the audit entry of the person who asked for it in Hangfire's dashboard.</summary>
    public const string AuditParameter = "NecAudit";

    private const int RowsOnPage = 50;

    internal static IServiceCollection AddEngineRoom(this IServiceCollection services) =>
        services.AddSingleton<IClientFilter, PressedJobs>();

    /// <summary>Maps it for people who may manage the jobs of all teams. A host without job storage has none.</summary>
    internal static void MapEngineRoom(this IEndpointRouteBuilder endpoints)
    {
        if (endpoints.ServiceProvider.GetService<IGlobalConfiguration>() is null)
        {
            return;
        }

        EngineLook.Add();
        var gate = new EngineGate(
            ActivatorUtilities.CreateInstance<EnginePresses>(endpoints.ServiceProvider),
            ActivatorUtilities.CreateInstance<EnginePages>(endpoints.ServiceProvider));
        endpoints
            .MapHangfireDashboardWithNoAuthorizationFilters(Address, Options(), endpoints.ServiceProvider.GetRequiredService<JobStorage>())
            .RequireAuthorization(JobPermissions.Policy)
            .Add(endpoint =>
            {
                var dashboard = endpoint.RequestDelegate
                    ?? throw new InvalidOperationException("Hangfire's dashboard was mapped without a request delegate.");
                endpoint.RequestDelegate = context => gate.Serve(context, dashboard);
            });
    }

    /// <summary>Whether a request only refreshes the figures of an open page: it does not show that a person is there.</summary>
    internal static bool IsRefresh(HttpRequest request) =>
        request.Path.StartsWithSegments(Address + "/stats", StringComparison.OrdinalIgnoreCase);

    private static Hangfire.DashboardOptions Options() => new()
    {
        DashboardTitle = "Nec: jobs",
        AppPath = null, // it ignores the path prefix; the menu has a link back
        DisplayNameFunc = (page, job) => EnginePage.Of(page).NameOf(job),
        DefaultRecordsPerPage = RowsOnPage,
        DarkModeEnabled = false,
        DisplayStorageConnectionString = false,
    };
}
