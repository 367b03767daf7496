using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Nec.Core.Calendar;
using Nec.Storage;
using Npgsql;

namespace Nec.Dashboard.Jobs;

/// <summary>Reads what a page of Hangfire's shows of Nec.</summary>
internal sealed partial class EnginePages(JobRegister register, NpgsqlDataSource source, LondonClock clock, ILoggerFactory loggers)
{
    /// <summary>For the page at a path below Hangfire's address.</summary>
    public async Task<EnginePage> Read(HttpContext context, PathString path, CancellationToken cancellationToken)
    {
        var page = new EnginePage
        {
            Root = context.Request.PathBase.Value ?? "",
            Jobs = (await register.Jobs(cancellationToken)).ToDictionary(job => job.Job, StringComparer.Ordinal),
        };
        return RunPage().Match(path.Value ?? "") is not { Success: true } run ? page
            : new() { Root = page.Root, Jobs = page.Jobs, Achieved = await Draw(context, page.Root, await EngineRunQuery.Attempts(source, run.Groups["id"].Value, cancellationToken)) };
    }

    private async Task<string> Draw(HttpContext context, string root, IReadOnlyList<EngineRun> attempts)
    {
        await using var renderer = new HtmlRenderer(context.RequestServices, loggers);
        return await renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<EngineRuns>(ParameterView.FromDictionary(new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            [nameof(EngineRuns.Attempts)] = attempts,
            [nameof(EngineRuns.Root)] = root,
            [nameof(EngineRuns.Now)] = clock.Now,
        }))).ToHtmlString());
    }

    [GeneratedRegex(@"^/jobs/details/(?<id>\d{1,18})/*$", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex RunPage();
}
