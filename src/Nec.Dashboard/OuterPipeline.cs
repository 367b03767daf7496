using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.DependencyInjection;
using Nec.Dashboard.Api;
using Nec.Dashboard.Layout;
using Nec.Storage;

namespace Nec.Dashboard;

/// <summary>
/// What surrounds all that the host answers: what the proxy says of the request, the headers, a page of ours for every refusal and error, and
/// which hosts are served. A startup filter comes before signing in, which needs the request's scheme and host; what is used on the
/// application itself comes after it.
/// </summary>
internal sealed class OuterPipeline(ServedHosts hosts) : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.UseForwardedHeaders();
        app.Use((context, rest) => SecurityHeaders.Invoke(context, rest, hosts));
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandler = context => Show(context, StatusOf(context.Features.Get<IExceptionHandlerFeature>()?.Error)),
        });
        app.UseStatusCodePages(status => Show(status.HttpContext, status.HttpContext.Response.StatusCode));
        app.Use(hosts.Invoke);
        next(app);
    };

    private static int StatusOf(Exception? failure) =>
        failure is not null && (Outage.Is(failure) || Outage.IsShortage(failure)) ? StatusCodes.Status503ServiceUnavailable
        : StatusCodes.Status500InternalServerError;

    private static async Task Show(HttpContext context, int status)
    {
        context.Response.Clear(); // a page that found no row has left headers behind
        if (ApiProblem.Concerns(context))
        {
            await ApiProblem.Show(context, status);
            return;
        }

        // A scope of its own: the request's renderer may have drawn half a page already.
        await using var scope = context.RequestServices.CreateAsyncScope();
        var outer = context.RequestServices;
        context.RequestServices = scope.ServiceProvider;
        try
        {
            await new RazorComponentResult<ProblemPage>(new { Status = status }) { StatusCode = status }.ExecuteAsync(context);
        }
        finally
        {
            context.RequestServices = outer;
        }
    }
}
