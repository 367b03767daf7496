using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.DependencyInjection;
using Nec.Dashboard.Api;
using Nec.Dashboard.Layout;

namespace Nec.Dashboard;

/// <summary>What surrounds all that the host answers: the headers, and a page of ours for every refusal and error.</summary>
internal sealed class OuterPipeline : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(SecurityHeaders.Invoke);
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandler = context => Show(context, StatusCodes.Status500InternalServerError),
        });
        app.UseStatusCodePages(status => Show(status.HttpContext, status.HttpContext.Response.StatusCode));
        next(app);
    };

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
