using System.Globalization;
using Hangfire;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Nec.Storage;

namespace Nec.Dashboard.Jobs.Engine;

/// <summary>
/// Guards Hangfire's dashboard, which would accept a change by any method and does not record who made it.
/// Requests that are neither a known page nor a known button are refused.
/// </summary>
internal sealed class EngineGate(EnginePresses presses, EnginePages pages)
{
    private static readonly string[] Assets = ["/css", "/js", "/fonts"];

    /// <summary>Answers a request, or lets Hangfire answer it.</summary>
    public Task Serve(HttpContext context, RequestDelegate dashboard)
    {
        context.Request.Path.StartsWithSegments(EngineRoom.Address, StringComparison.OrdinalIgnoreCase, out var path);
        var (deed, run) = EngineDeeds.Of(path.Value ?? "");
        return context.Request.Method switch
        {
            "GET" or "HEAD" when deed == EngineDeed.None && !context.Request.HasFormContentType => Show(context, path, dashboard),
            "POST" when deed != EngineDeed.None => Press(context, deed, run, dashboard),
            _ => Refuse(context, StatusCodes.Status405MethodNotAllowed),
        };
    }

    private async Task Show(HttpContext context, PathString path, RequestDelegate dashboard)
    {
        if (Assets.Any(asset => path.Value?.StartsWith(asset, StringComparison.Ordinal) == true))
        {
            context.Response.Headers[HeaderNames.CacheControl] = "private, max-age=86400"; // their addresses change at every start
        }
        else
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = EnginePage.Culture;
            (await pages.Read(context, path, context.RequestAborted)).LeaveWith(context);
        }

        await dashboard(context);
    }

    private async Task Press(HttpContext context, EngineDeed deed, string? run, RequestDelegate dashboard)
    {
        if (!await DashboardRegistration.IsOurs(context))
        {
            await Refuse(context, StatusCodes.Status400BadRequest);
            return;
        }

        switch (deed)
        {
            case EngineDeed.Refresh:
                await dashboard(context);
                break;
            case EngineDeed.Remove: // the next start of a worker would add it again, so the person wants a pause
                await Refuse(context, StatusCodes.Status403Forbidden);
                break;
            default:
                var form = context.Request.HasFormContentType
                    ? await context.Request.ReadFormAsync(context.RequestAborted)
                    : FormCollection.Empty;
                string[] pressed = run is not null ? [run] : [.. form["jobs[]"].OfType<string>().Distinct(StringComparer.Ordinal)];
                await presses.Do(context, deed, pressed, dashboard);
                break;
        }
    }

    private static Task Refuse(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }
}
