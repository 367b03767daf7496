using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Nec.Storage;
using Quartz;
using Quartz.Extensibility;

namespace Nec.Dashboard.Tests.Jobs;

/// <summary>The lists of runs: paged, ordered and filtered, whatever their state.</summary>
public sealed partial class RunListTests : RunHistoryTests
{
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
    [InlineData(null)]
    [InlineData("started")]
    [InlineData("-took")]
    [InlineData("took")]
    [InlineData("job")]
    [InlineData("-job")]
    [InlineData("outcome")]
    [InlineData("-outcome")]
    public async Task Every_order_is_kept_from_page_to_page_without_losing_or_repeating_a_run_that_is_like_its_neighbours(string? sort)
    {
        string[] jobs = ["CheckPages", "PurgeExpired", "SendMail"];
        JobRunResult[] results = [JobRunResult.Succeeded, JobRunResult.Failed, JobRunResult.Skipped, JobRunResult.Cancelled];
        var runs = Enumerable.Range(0, 120)
            .Select(number => (Id: $"run-{number:000}", Job: jobs[number % 3], At: Host.Time.Now.AddMinutes(-(number / 40)), Result: results[number % 4], Took: TimeSpan.FromSeconds(number % 5))).ToList();
        foreach (var (id, job, at, result, took) in runs)
        {
            await Add(id, job, at, result, took: took);
        }

        var newestFirst = runs.OrderByDescending(run => run.At).ThenByDescending(run => run.Id, StringComparer.Ordinal);
        var expected = sort switch
        {
            "started" => newestFirst.OrderBy(run => run.At),
            "took" => newestFirst.OrderBy(run => run.Took),
            "-took" => newestFirst.OrderByDescending(run => run.Took),
            "job" => newestFirst.OrderBy(run => run.Job, StringComparer.Ordinal),
            "-job" => newestFirst.OrderByDescending(run => run.Job, StringComparer.Ordinal),
            "outcome" => newestFirst.OrderBy(run => run.Result.ToString(), StringComparer.Ordinal),
            "-outcome" => newestFirst.OrderByDescending(run => run.Result.ToString(), StringComparer.Ordinal),
            _ => newestFirst,
        };
        Assert.Equal(expected.Select(run => run.Id), await Follow(sort is null ? "/runs" : $"/runs?sort={sort}"));
    }

    [Theory]
    [InlineData("/runs", "Started", "descending", "/runs?sort=started")]
    [InlineData("/runs?sort=started", "Started", "ascending", "/runs")]
    [InlineData("/runs?sort=knitting", "Started", "descending", "/runs?sort=started")] // no such order
    [InlineData("/runs?job=SendMail", "Took", "none", "/runs?job=SendMail&sort=-took")] // the filter stays
    [InlineData("/runs?sort=-took", "Took", "descending", "/runs?sort=took")]
    [InlineData("/runs?sort=took", "Took", "ascending", "/runs?sort=-took")]
    [InlineData("/runs?sort=took", "Started", "none", "/runs")]
    [InlineData("/runs?sort=job", "Job", "ascending", "/runs?sort=-job")]
    [InlineData("/runs?outcome=missed&sort=-outcome", "Outcome", "descending", "/runs?outcome=missed&sort=outcome")]
    public async Task A_heading_says_how_its_column_is_sorted_and_leads_to_the_next_order(string address, string heading, string direction, string next)
    {
        await Add("a", "SendMail", Host.Time.Now, JobRunResult.Succeeded);
        await Host.Services.GetRequiredService<IExecutionHistoryStore>().AddMisfire(new("nec", "node-1", "t", "CheckPages", new("CheckPages", "nec"), Host.Time.Now, Host.Time.Now), CancellationToken);
        var page = WebUtility.HtmlDecode(await Page(address));
        Assert.Matches($"aria-sort=\"{direction}\"[^<]*<a [^>]*href=\"{Regex.Escape(next)}\"[^>]*>{heading}</a>", page);
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
    [InlineData("/runs?text=began%20with", "a")] // its log
    [InlineData("/runs?text=50%25", "")] // a percent sign is no pattern
    [InlineData("/runs?text=4BF92F3577B34DA6A3CE929D0E0E4736", "b")]
    [InlineData("/runs?text=4bf92f3577b34da6", "")] // a part of a trace id is none
    public async Task A_filter_stands_in_the_address_and_is_asked_of_the_store(string address, string expected)
    {
        await Add("a", "CheckPages", Host.Time.Now, JobRunResult.Succeeded, summary: "59 of 60 pages seen, 1 unable: dorchester", log: "Began with page 7");
        await Add("b", "CheckPages", new(2026, 2, 9, 23, 59, 0, TimeSpan.Zero), JobRunResult.Failed, failure: "the database refused", willRetry: true);
        await Add("c", "SendMail", new(2026, 2, 8, 12, 0, 0, TimeSpan.Zero), JobRunResult.Failed, failure: "the server refused", node: "node-2");
        await Add("d", "SendMail", new(2026, 2, 7, 12, 0, 0, TimeSpan.Zero), JobRunResult.Skipped);
        await Host.Services.GetRequiredService<RunTraces>().Keep("firing-b", "4bf92f3577b34da6a3ce929d0e0e4736", Host.Time.Now, CancellationToken);
        Assert.Equal(expected, string.Join(' ', await Follow(address)));
    }

    [Theory]
    [InlineData("/runs?outcome=missed", 120)]
    [InlineData("/runs?outcome=missed&job=SendMail", 0)]
    [InlineData("/runs?outcome=missed&node=node-2", 0)]
    [InlineData("/runs?outcome=missed&text=check%20pages", 120)]
    [InlineData("/runs?outcome=missed&to=2026-02-09", 0)]
    public async Task Missed_moments_are_paged_without_losing_or_repeating_one_of_the_same_instant(string address, int expected)
    {
        var history = Host.Services.GetRequiredService<IExecutionHistoryStore>();
        for (var number = 0; number < 120; number++)
        {
            await history.AddMisfire(new("nec", "node-1", $"t{number}", "CheckPages", new("CheckPages", "nec"), Host.Time.Now, Host.Time.Now.AddMinutes(-(number / 70))), CancellationToken);
        }

        using var client = await Host.SignedIn(Roles.Viewer, CancellationToken);
        var (shown, pages) = (0, 0);
        for (string? next = address; next is not null; pages++)
        {
            var html = await client.GetStringAsync(next, CancellationToken);
            shown += Due().Count(html);
            next = Next().Match(html) is { Success: true } link ? WebUtility.HtmlDecode(link.Groups["address"].Value) : null;
        }

        Assert.Equal((expected, expected == 0 ? 1 : 3), (shown, pages));
    }

    [Theory]
    [InlineData("/runs?outcome=queued&job=PurgeExpired", true)]
    [InlineData("/runs?outcome=queued&text=purge", true)]
    [InlineData("/runs?outcome=queued&job=PurgeExpired&from=2026-02-11", false)]
    [InlineData("/runs?outcome=queued&node=node-1", false)] // no node has it yet
    [InlineData("/runs?outcome=running", false)]
    public async Task What_waits_for_a_worker_is_found_as_queued(string address, bool isFound)
    {
        await Host.Services.GetRequiredService<IScheduler>().TriggerJob(new JobKey("PurgeExpired", "nec"), new JobDataMap(), CancellationToken);
        var page = await Page(address);
        Assert.Equal(isFound, Regex.IsMatch(page, "<th scope=\"row\"[^>]*>Purge expired</th>", RegexOptions.None, TimeSpan.FromSeconds(1)));
        Assert.Equal(isFound, page.Contains("waits for a worker", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_day_that_is_none_is_said_at_its_field()
    {
        var page = await Page("/runs?from=31/2/2026");
        Assert.Contains("<title>Error: Runs", page, StringComparison.Ordinal);
        Assert.Contains("<a href=\"#from\">The day must be a real date, such as 1/4/2026</a>", page, StringComparison.Ordinal);
        Assert.Contains("value=\"31/2/2026\"", page, StringComparison.Ordinal);
    }

    [GeneratedRegex("<td[^>]*data-label=\"Due\"", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Due();
}
