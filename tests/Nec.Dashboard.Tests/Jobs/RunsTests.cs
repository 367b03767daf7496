using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Nec.Core.Facts;
using Nec.Storage;
using Quartz;
using Quartz.Extensibility;

namespace Nec.Dashboard.Tests.Jobs;

/// <summary>The runs on a real database: paged, filtered, and each with what it did.</summary>
public sealed partial class RunsTests : DashboardTests
{
    public override async ValueTask InitializeAsync() => await Start(judge: null, storesJobs: true);

    [Fact]
    public async Task A_long_history_goes_back_page_by_page_without_losing_or_repeating_a_run_of_the_same_instant()
    {
        for (var number = 1; number <= 120; number++)
        {
            await Add($"run-{number:000}", "SendMail", Host.Time.Now.AddMinutes(-(number / 40)), JobRunResult.Succeeded);
        }

        var found = await Follow("/runs?job=SendMail");
        Assert.Equal(120, found.Count);
        Assert.Equal(Enumerable.Range(1, 120).Select(number => $"run-{number:000}"), found.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("/runs", "a b c d")]
    [InlineData("/runs?job=CheckPages", "a b")]
    [InlineData("/runs?outcome=failed", "c")]
    [InlineData("/runs?outcome=retrying", "b")]
    [InlineData("/runs?outcome=skipped", "d")]
    [InlineData("/runs?node=node-2", "c")]
    [InlineData("/runs?from=2026-02-09&to=2026-02-09", "b")] // both days are inclusive
    [InlineData("/runs?from=9/2/2026", "a b")]
    [InlineData("/runs?text=DORCHESTER", "a")]
    [InlineData("/runs?text=send%20mail", "c d")]
    [InlineData("/runs?text=refused", "b c")]
    [InlineData("/runs?text=knitting", "")]
    public async Task A_filter_stands_in_the_address_and_is_asked_of_the_store(string address, string expected)
    {
        await Add("a", "CheckPages", Host.Time.Now, JobRunResult.Succeeded, summary: "59 of 60 pages seen, 1 unable: dorchester");
        await Add("b", "CheckPages", new(2026, 2, 9, 23, 59, 0, TimeSpan.Zero), JobRunResult.Failed, failure: "the database refused", willRetry: true);
        await Add("c", "SendMail", new(2026, 2, 8, 12, 0, 0, TimeSpan.Zero), JobRunResult.Failed, failure: "the server refused", node: "node-2");
        await Add("d", "SendMail", new(2026, 2, 7, 12, 0, 0, TimeSpan.Zero), JobRunResult.Skipped);
        Assert.Equal(expected, string.Join(' ', await Follow(address)));
    }

    [Fact]
    public async Task A_day_that_is_none_is_said_at_its_field()
    {
        var page = await Page("/runs?from=31/2/2026");
        Assert.Contains("<title>Error: Runs", page, StringComparison.Ordinal);
        Assert.Contains("<a href=\"#from\">The day must be a real date, such as 1/4/2026</a>", page, StringComparison.Ordinal);
        Assert.Contains("value=\"31/2/2026\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_names_every_target_that_could_not_be_seen_with_its_reason_and_its_log_and_input()
    {
        var at = Host.Time.Now.AddHours(-1);
        await Add("whole", "CheckPages", at, JobRunResult.Succeeded, summary: "1 of 3 pages seen", log: "Began with page 7", input: "{\"Names\":[]}");
        var facts = Host.Services.GetRequiredService<Facts>();
        Fact[] checks =
        [
            new SourceCheck("web-pages", "dorchester", at.AddSeconds(1), CheckOutcome.Unable, "HTTP 403"),
            new SourceCheck("web-pages", "lyme-regis", at.AddSeconds(2), CheckOutcome.Unable, "no answer in 30 seconds"),
            new SourceCheck("web-pages", "sherborne", at.AddSeconds(3), CheckOutcome.Ok, null),
            new SourceCheck("web-pages", "later", at.AddHours(1), CheckOutcome.Unable, "of another run"),
        ];
        await facts.Record("north", checks, "CheckPages", at, null, CancellationToken);

        var page = WebUtility.HtmlDecode(await Page("/runs/whole"));
        Assert.Contains("1 of 3 targets seen", page, StringComparison.Ordinal);
        Assert.Matches("(?s)dorchester.*HTTP 403.*lyme-regis.*no answer in 30 seconds.*sherborne.*Seen", page);
        Assert.DoesNotContain("of another run", page, StringComparison.Ordinal);
        Assert.Contains("Began with page 7", page, StringComparison.Ordinal);
        Assert.Contains("{\"Names\":[]}", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_in_hand_says_what_it_is_on_and_ends_when_it_is_cancelled()
    {
        var scheduler = Host.Services.GetRequiredService<IScheduler>();
        await scheduler.Start(CancellationToken);
        await scheduler.TriggerJob(new JobKey(nameof(Endless), "nec-tests"), new JobDataMap(), CancellationToken);
        FireInstance? running;
        do
        {
            running = (await scheduler.QueryFireInstances(new() { State = FireInstanceState.Executing }, CancellationToken)).Items.FirstOrDefault(run => run.Progress is not null);
        }
        while (running is null);

        using var client = await Host.SignedIn(Roles.Operator, CancellationToken);
        var address = $"/runs/{Uri.EscapeDataString(running.FireInstanceId)}";
        Assert.Contains("40 %: 4 of 10 pages", await client.GetStringAsync("/runs", CancellationToken), StringComparison.Ordinal);
        Assert.Contains("Cancel the run of Endless?", await client.GetStringAsync($"{address}/cancel", CancellationToken), StringComparison.Ordinal);
        using var reply = await client.Press($"{address}/cancel", CancellationToken);
        Assert.Equal($"{address}?done=cancel", reply.Headers.Location?.ToString());
        string page;
        do
        {
            page = await client.GetStringAsync(address, CancellationToken);
        }
        while (!page.Contains("<title>Endless: cancelled", StringComparison.Ordinal));

        Assert.Contains("Began with page 7", page, StringComparison.Ordinal);
        Assert.Contains("a person", page, StringComparison.Ordinal);
    }

    private async Task<List<string>> Follow(string address)
    {
        using var client = await Host.SignedIn(Roles.Viewer, CancellationToken);
        List<string> found = [];
        for (string? next = address; next is not null;)
        {
            var html = await client.GetStringAsync(next, CancellationToken);
            found.AddRange(Runs().Matches(html).Select(match => match.Groups["run"].Value));
            next = Next().Match(html) is { Success: true } link ? WebUtility.HtmlDecode(link.Groups["address"].Value) : null;
        }

        return found;
    }

    private async Task Add(
        string id, string job, DateTimeOffset at, JobRunResult result, string? summary = null, string? failure = null, bool willRetry = false, string node = "node-1", string? log = null, string? input = null) =>
        await Host.Services.GetRequiredService<IExecutionHistoryStore>().AddExecution(new("nec", node, "nec", job, "nec", job, at, TimeSpan.FromSeconds(20), result != JobRunResult.Failed, failure)
        {
            EntryId = id,
            Result = result,
            Summary = summary,
            RetryScheduled = willRetry,
            Log = log,
            Input = input,
        }, CancellationToken);

    [GeneratedRegex(@"href=""/runs/(?<run>[a-z0-9-]+)""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Runs();

    [GeneratedRegex(@"href=""(?<address>[^""]+)"" rel=""next""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Next();
}
