using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Nec.Dashboard.Promises;

/// <summary>The board, a promise's page, and people's due dates as a calendar.</summary>
internal static class PromisesRegistration
{
    private static readonly string[] Looking = [HttpMethods.Get, HttpMethods.Head];

    public static IServiceCollection AddPromises(this IServiceCollection services) => services
        .AddSingleton<NationalCounts>()
        .AddSingleton<JobsAtAGlance>()
        .AddSingleton<CalendarFile>();

    /// <summary>Calendars stand behind their secret address.</summary>
    public static void MapPromises(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapMethods("/calendar/{token}.ics", Looking, CalendarFile.Feed).AllowAnonymous();
        endpoints.MapMethods("/calendar/{token}/{team}/{**file}", Looking, CalendarFile.Item).AllowAnonymous();
    }
}
