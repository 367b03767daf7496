using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Nec.Dashboard.Notices;

/// <summary>What was sent, what would be sent, and sending again.</summary>
internal static class NoticesRegistration
{
    public static IServiceCollection AddNotices(this IServiceCollection services) => services
        .AddSingleton(PreviewPatience.Usual)
        .AddSingleton<PreviewedDays>();

    public static void MapNotices(this IEndpointRouteBuilder endpoints, RouteGroupBuilder buttons)
    {
        endpoints.MapGet("/notices/{id:long}/html", NoticeHtml.Serve);
        endpoints.MapGet("/notices/preview/{day}/{name}/html", NoticeHtml.ServeDraft).RequireAuthorization(person => person.RequireRole(Roles.Operator, Roles.Admin));
        buttons.MapPost("/notices/{id:long}/send-again", SendAgain.Press);
    }
}
