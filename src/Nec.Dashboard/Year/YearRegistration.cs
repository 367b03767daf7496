using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Nec.Dashboard.Year;

/// <summary>The annual pack, its files, and what people write into it.</summary>
internal static class YearRegistration
{
    public static IServiceCollection AddYear(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<YearOptions>().Bind(configuration.GetSection("Year"));
        return services
            .AddSingleton<PackCache>()
            .AddSingleton<YearReport>()
            .AddSingleton<YearPress>();
    }

    public static void MapYear(this IEndpointRouteBuilder endpoints, RouteGroupBuilder buttons)
    {
        endpoints.MapGet("/year/{team}.csv", YearFiles.Plan);
        endpoints.MapGet("/year/{team}.json", YearFiles.Json);
        endpoints.MapGet("/year/{team}/quarter/{label}.csv", YearFiles.Quarter);
        buttons.MapPost("/year/{team}/words/{section}", YearPress.Write);
        buttons.MapPost("/year/{team}/rating", YearPress.Rate).RequireAuthorization(person => person.RequireRole(Roles.Admin));
    }
}
