using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Nec.Application.Contracts;
using Nec.Dashboard.Api;
using Nec.Dashboard.Jobs;
using Nec.Dashboard.Layout;
using Nec.Dashboard.Pages.Admin;
using Nec.Dashboard.Pages.Answers;
using Nec.Dashboard.Pages.Calendar;
using Nec.Dashboard.Pages.Jobs;
using Nec.Dashboard.Pages.Notices;
using Nec.Dashboard.Pages.Promises;
using Nec.Dashboard.Pages.Year;
using Nec.Dashboard.SigningIn;

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
        services.AddSingleton<NationalCounts>();
        services.AddSingleton<JobsAtAGlance>();
        services.AddOptions<YearOptions>().Bind(configuration.GetSection("Year"));
        services.AddSingleton<KnownPacks>();
        services.AddSingleton<YearReport>();
        services.AddSingleton<YearPress>();
        services.AddSingleton<Access>();
        services.AddSingleton<KnownPeople>();
        services.AddSingleton<TokenPress>();
        services.AddSingleton<LinkRequests>();
        services.AddHostedService(provider => provider.GetRequiredService<LinkRequests>());
        services.AddSingleton<ClientLimit>();
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, ScopedAuthorization>();
        services.AddSingleton<Session>();
        services.AddSingleton<AnswerSheets>();
        services.AddSingleton<AnswerPress>();
        services.AddSingleton(PreviewPatience.Usual);
        services.AddSingleton<PreviewedDays>();
        services.AddSingleton<CalendarFile>();
        services.AddRazorComponents();
        services.AddAntiforgery(options =>
        {
            options.Cookie.Name = "nec-form";
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            options.SuppressXFrameOptionsHeader = true; // SecurityHeaders sets it
        });
        services.AddAuthentication(Session.Scheme).AddCookie(Session.Scheme);
        services.AddOpenId(configuration);
        services.AddApi();
        services.AddEngineRoom();
        services.AddOptions<CookieAuthenticationOptions>(Session.Scheme)
            .Configure<IOptions<DashboardOptions>>((cookie, settings) => Session.Configure(cookie, settings.Value));
        // Deny by default, on this machine as well: whatever is not named as an exception needs a person with a role.
        var anyRole = new Microsoft.AspNetCore.Authorization.Infrastructure.RolesAuthorizationRequirement(Roles.All);
        services.AddAuthorizationBuilder()
            .AddPolicy(JobPermissions.Policy, JobPermissions.Build)
            .SetFallbackPolicy(new([anyRole], [Session.Scheme]));
        // A request's address may hold a sign-in token: it is never logged.
        services.AddLogging(logging => logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.Warning));
        services.AddSingleton<IStartupFilter, OuterPipeline>();
        return services;
    }

    /// <summary>Every page and button. The exceptions to "signed in" are the stylesheet, the script, the sign-in pages, the accessibility statement, the links in mail and calendars behind their secret address, each named here, at its page or in its room.</summary>
    public static IEndpointRouteBuilder MapDashboard(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapRazorComponents<App>()
            .DisableAntiforgery() // they answer GET alone
            .Add(page =>
            {
                foreach (var methods in page.Metadata.OfType<IHttpMethodMetadata>().ToList())
                {
                    page.Metadata.Remove(methods);
                }

                page.Metadata.Add(new HttpMethodMetadata([HttpMethods.Get, HttpMethods.Head]));
            });
        endpoints.MapGet(Stylesheet.Path, Stylesheet.Serve).AllowAnonymous();
        endpoints.MapGet("/notices/{id:long}/html", NoticeHtml.Serve);
        endpoints.MapGet("/notices/preview/{day}/{name}/html", NoticeHtml.ServeDraft).RequireAuthorization(person => person.RequireRole(Roles.Operator, Roles.Admin));
        endpoints.MapGet("/runs.csv", RunsFile.Csv);
        endpoints.MapGet("/year/{team}.csv", YearFiles.Plan);
        endpoints.MapGet("/year/{team}.json", YearFiles.Json);
        endpoints.MapGet("/year/{team}/quarter/{label}.csv", YearFiles.Quarter);
        endpoints.MapMethods("/calendar/{token}.ics", [HttpMethods.Get, HttpMethods.Head], CalendarFile.Feed).AllowAnonymous();
        endpoints.MapMethods("/calendar/{token}/{team}/{**file}", [HttpMethods.Get, HttpMethods.Head], CalendarFile.Item).AllowAnonymous();

        endpoints.MapOpenId();
        endpoints.MapApi();
        endpoints.MapEngineRoom();

        var buttons = endpoints.MapGroup("").AddEndpointFilter(RequireAntiforgery);
        buttons.MapPost("/sign-in", AskForLink.Press).AllowAnonymous().AddEndpointFilter(endpoints.ServiceProvider.GetRequiredService<ClientLimit>());
        buttons.MapPost("/sign-in/{token}", (string token, HttpContext context, Session session) => session.SignIn(token, context)).AllowAnonymous();
        buttons.MapPost("/sign-out", (HttpContext context, Session session) => session.SignOut(context));
        buttons.MapPost("/notices/{id:long}/send-again", SendAgain.Press);
        buttons.MapPost("/year/{team}/words/{section}", YearPress.Write);
        buttons.MapPost("/year/{team}/rating", YearPress.Rate).RequireAuthorization(person => person.RequireRole(Roles.Admin));
        var admins = buttons.MapGroup("/admin").RequireAuthorization(admin => admin.RequireRole(Roles.Admin));
        admins.MapPost("/tokens", TokenPress.Make);
        admins.MapPost("/tokens/{id:long}/revoke", TokenPress.Revoke);
        AnswerEndpoints.Map(endpoints, buttons);
        JobEndpoints.Map(buttons);
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
