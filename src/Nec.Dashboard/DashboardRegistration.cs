using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Nec.Application.Contracts;
using Nec.Dashboard.Admin;
using Nec.Dashboard.Answers;
using Nec.Dashboard.Api;
using Nec.Dashboard.Jobs;
using Nec.Dashboard.Layout;
using Nec.Dashboard.Notices;
using Nec.Dashboard.Promises;
using Nec.Dashboard.SignIn;
using Nec.Dashboard.Year;

namespace Nec.Dashboard;

/// <summary>The pages, and who may see them.</summary>
public static class DashboardRegistration
{
    /// <summary>
    /// The host also registers storage, a <see cref="Core.Calendar.LondonClock"/>, a <see cref="ContractRegistry"/>, an <see cref="Installation"/>, what
    /// <see cref="Nec.Application.ApplicationRegistration"/> adds and needs, and the engine's <see cref="Nec.Application.Jobs.JobHealth"/>, <see cref="Nec.Application.Jobs.JobActions"/> and
    /// <see cref="Nec.Application.Jobs.JobQueue"/>.
    /// </summary>
    public static IServiceCollection AddDashboard(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptionsWithValidateOnStart<DashboardOptions>().Bind(configuration.GetSection("Dashboard")).ValidateDataAnnotations();

        // A request's address may hold a sign-in token: it is never logged.
        services.AddLogging(logging => logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.Warning));
        services
            .AddLayout()
            .AddSignIn(configuration)
            .AddPromises()
            .AddNotices()
            .AddAnswers()
            .AddJobs()
            .AddYear(configuration)
            .AddAdmin()
            .AddApi();
        return services;
    }

    /// <summary>
    /// Every page and button. The exceptions to "signed in" are the stylesheet, the script, the sign-in pages, the accessibility statement, the links in mail
    /// and calendars behind their secret address, each named at its page or in its room.
    /// </summary>
    public static IEndpointRouteBuilder MapDashboard(this IEndpointRouteBuilder endpoints)
    {
        var buttons = endpoints.MapGroup("").AddEndpointFilter(RequireAntiforgery);
        endpoints.MapLayout();
        endpoints.MapSignIn(buttons);
        endpoints.MapPromises();
        endpoints.MapNotices(buttons);
        endpoints.MapAnswers(buttons);
        endpoints.MapJobs(buttons);
        endpoints.MapYear(buttons);
        endpoints.MapApi();
        buttons.MapAdmin();
        return endpoints;
    }

    private static async ValueTask<object?> RequireAntiforgery(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next) =>
        await IsOurs(invocation.HttpContext) ? await next(invocation) : Results.StatusCode(StatusCodes.Status400BadRequest);

    /// <summary>Whether one of our pages sent a form.</summary>
    internal static async ValueTask<bool> IsOurs(HttpContext context) =>
        await IsReadable(context) && await context.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(context);

    // A form too big, cut short or with a NUL in it is the sender's fault, not ours. Once read, it is kept for whoever asks next.
    private static async ValueTask<bool> IsReadable(HttpContext context)
    {
        try
        {
            _ = context.Request.HasFormContentType ? await context.Request.ReadFormAsync(context.RequestAborted) : null;
            return true;
        }
        catch (Exception unreadable) when (unreadable is InvalidDataException or InvalidOperationException or BadHttpRequestException)
        {
            return false;
        }
    }
}
