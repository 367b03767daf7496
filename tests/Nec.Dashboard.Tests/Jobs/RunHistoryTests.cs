using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Quartz;
using Quartz.Extensibility;

namespace Nec.Dashboard.Tests.Jobs;

/// <summary>Tests of pages that show the runs of a real database.</summary>
public abstract partial class RunHistoryTests : DashboardTests
{
    public override async ValueTask InitializeAsync() => await Start(judge: null, storesJobs: true);

    protected async Task Add(
        string id, string job, DateTimeOffset at, JobRunResult result, string? summary = null, string? failure = null, bool willRetry = false, string node = "node-1", string? log = null, string? input = null,
        TimeSpan? took = null, TriggerKey? trigger = null) =>
        await Host.Services.GetRequiredService<IExecutionHistoryStore>().AddExecution(new("nec", node, "nec", job, trigger?.Group ?? "nec", trigger?.Name ?? job, at, took ?? TimeSpan.FromSeconds(20), result != JobRunResult.Failed, failure)
        {
            EntryId = id,
            FireInstanceId = $"firing-{id}",
            Result = result,
            Summary = summary,
            RetryScheduled = willRetry,
            Log = log,
            Input = input,
        }, CancellationToken);

    protected async Task<List<string>> Follow(string address)
    {
        using var client = await Host.SignedIn(Roles.Viewer, CancellationToken);
        List<string> found = [];
        for (string? next = address; next is not null;)
        {
            var html = await client.GetStringAsync(next, CancellationToken);
            found.AddRange(RunLinks().Matches(html).Select(match => match.Groups["run"].Value));
            next = Next().Match(html) is { Success: true } link ? WebUtility.HtmlDecode(link.Groups["address"].Value) : null;
        }

        return found;
    }

    [GeneratedRegex(@"href=""/runs/(?<run>[a-z0-9-]+)""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex RunLinks();

    [GeneratedRegex(@"href=""(?<address>[^""]+)"" rel=""next""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    protected static partial Regex Next();
}
