using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Nec.Dashboard.Pages.Trouble;

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
            CreateScopeForErrors = true, // what failed may have been half rendered by the first scope's renderer
        });
        app.UseStatusCodePages(status => Show(status.HttpContext, status.HttpContext.Response.StatusCode));
        next(app);
    };

    private static Task Show(HttpContext context, int status) =>
        new RazorComponentResult<ProblemPage>(new { Status = status }) { StatusCode = status }.ExecuteAsync(context);
}
