using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Nec.Core.Calendar;
using Nec.Storage;
using Npgsql;

namespace Nec.Dashboard.Jobs.Engine;

/// <summary>Reads what a Hangfire page shows from Nec.</summary>
internal sealed partial class EnginePages(JobRegister register, NpgsqlDataSource source, LondonClock clock, ILoggerFactory loggers)
{
    /// <summary>Reads it for the page at a path below Hangfire's address.</summary>
    public async Task<EnginePage> Read(HttpContext context, PathString path, CancellationToken cancellationToken)
    {
        var root = context.Request.PathBase.Value ?? "";
        var run = RunPage().Match(path.Value ?? "");
        return new()
        {
            Root = root,
            Jobs = (await register.Jobs(cancellationToken)).ToDictionary(job => job.Job, StringComparer.Ordinal),
            Achieved = run.Success
                ? await Draw(context, root, await EngineRun.Attempts(source, run.Groups["id"].Value, cancellationToken))
                : "",
        };
    }

    private async Task<string> Draw(HttpContext context, string root, IReadOnlyList<EngineRun> attempts)
    {
        await using var renderer = new HtmlRenderer(context.RequestServices, loggers);
        var given = ParameterView.FromDictionary(new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            [nameof(EngineRuns.Attempts)] = attempts,
            [nameof(EngineRuns.Root)] = root,
            [nameof(EngineRuns.Now)] = clock.Now,
        });
        return await renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<EngineRuns>(given)).ToHtmlString());
    }

    [GeneratedRegex(
        @"^/jobs/details/(?<id>\d{1,18})/*$", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex RunPage();
}
