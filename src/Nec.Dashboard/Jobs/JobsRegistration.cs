using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Nec.Dashboard.Jobs.Engine;

namespace Nec.Dashboard.Jobs;

/// <summary>What jobs achieved, the buttons to run and pause them, and Hangfire's own dashboard.</summary>
internal static class JobsRegistration
{
    public static IServiceCollection AddJobs(this IServiceCollection services)
    {
        services.AddAuthorizationBuilder().AddPolicy(JobPermissions.Policy, JobPermissions.Build);
        return services.AddEngineRoom();
    }

    public static void MapJobs(this IEndpointRouteBuilder endpoints, RouteGroupBuilder buttons)
    {
        endpoints.MapGet("/runs.csv", RunsFile.Csv);
        endpoints.MapEngineRoom();
        JobEndpoints.Map(buttons);
    }
}
