using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Nec.Core.Facts;
using Nec.Storage;
using Nec.Testing;

namespace Nec.Dashboard.Tests.Jobs;

/// <summary>The page of every job: what it counts, what needs attention, and where its links lead.</summary>
public sealed partial class JobsPageTests : RunTests
{
    [Fact]
    public async Task Every_count_leads_to_a_list_of_as_many_runs()
    {
        var now = Host.Time.Now;
        foreach (var outcome in (string[])["succeeded", "succeeded", "partly", "nothing-seen", "failed", "retrying", "cancelled", "lost", "skipped"])
        {
            await Add(outcome, Run("CheckPages", now.AddMinutes(-5)) with { Outcome = outcome });
        }

        await Add("early", Run("CheckPages", new(2026, 2, 9, 0, 0, 0, TimeSpan.Zero)) with { Outcome = "failed" }); // the first instant that counts
        await Add("too early", Run("CheckPages", new(2026, 2, 8, 23, 59, 59, TimeSpan.Zero)) with { Outcome = "failed" });
        await Add("running", Run("CheckPages", now.AddDays(-3)) with { Outcome = "running" }); // whenever it started

        var counts = Counts().Matches(await Page("/jobs")).Select(count => (Word: count.Groups["word"].Value, Number: int.Parse(count.Groups["number"].Value, System.Globalization.CultureInfo.InvariantCulture), Address: WebUtility.HtmlDecode(count.Groups["address"].Value))).ToList();
        Assert.Equal("Running 1, Succeeded 2, Partly 1, Nothing seen 1, Skipped 1, Failed 2, Retrying 1, Cancelled 1, Lost 1", string.Join(", ", counts.Select(count => $"{count.Word} {count.Number}")));
        foreach (var (word, number, address) in counts)
        {
            var found = await Follow(address);
            Assert.True(found.Count == number, $"{word}: {number}, but {address} lists {found.Count}.");
        }
    }

    [Fact]
    public async Task Failures_alike_are_one_line_with_the_last_of_them_a_link_that_opens()
    {
        foreach (var (hours, failure) in ((int, string)[])[(1, "page 7 is broken"), (2, "page 12 is broken"), (3, "no answer"), (24 * 8, "too long ago")])
        {
            await Add(failure, Run("CheckPages", Host.Time.Now.AddHours(-hours)) with { Outcome = "failed", Failure = failure });
        }

        await Add("odd", Run("Odd & Ends", Host.Time.Now.AddMinutes(-1)) with { Outcome = "failed", Failure = "it is odd" });
        using var client = await Host.SignedIn(Roles.Viewer, CancellationToken);
        var html = await client.GetStringAsync("/jobs", CancellationToken);
        var table = html[html.IndexOf("Failures of the last seven days", StringComparison.Ordinal)..];
        Assert.Contains("page 7 is broken", table, StringComparison.Ordinal);
        Assert.Contains("data-label=\"Times\">2<", table, StringComparison.Ordinal);
        Assert.DoesNotContain("page 12", table, StringComparison.Ordinal);
        Assert.DoesNotContain("too long ago", table, StringComparison.Ordinal);
        var links = Links().Matches(table).Select(link => WebUtility.HtmlDecode(link.Groups["address"].Value)).Where(link => link.StartsWith("/runs", StringComparison.Ordinal)).ToList();
        Assert.Contains("/runs?job=Odd%20%26%20Ends&outcome=failed", links); // escaped once
        foreach (var link in links)
        {
            var page = await client.GetStringAsync(link, CancellationToken);
            Assert.DoesNotContain("No runs match", page, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_last_run_that_had_nothing_to_do_opens_and_its_job_lists_it()
    {
        var id = await Add("a", Run("SendMail") with { Outcome = "skipped", Summary = "nothing to send" });
        Assert.Contains($"href=\"/runs/{id}\"", await Page("/jobs"), StringComparison.Ordinal);
        Assert.Contains("There was nothing to do.", await Page($"/runs/{id}"), StringComparison.Ordinal);
        var page = await Page("/jobs/SendMail");
        Assert.Contains($"href=\"/runs/{id}\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("It has not run yet", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fresh_installation_says_what_there_is_and_that_nothing_needs_attention()
    {
        Host.Time.Now = new(2026, 2, 8, 9, 5, 0, TimeSpan.Zero); // minutes after its first start
        var page = await Page("/jobs");
        Assert.Contains("Nothing has run since 7 February 2026.", page, StringComparison.Ordinal);
        Assert.Contains("Nothing: no job is late, failing or paused, and every source answers.", page, StringComparison.Ordinal);
        Assert.Contains("It has not run yet.", await Page("/jobs/CheckPages"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_late_failing_retrying_or_paused_is_named_with_why()
    {
        await Add("failed", Run("SendMail", Host.Time.Now.AddMinutes(-1)) with { Outcome = "failed", Failure = "the server refused" });
        await Add("retrying", Run("CheckPageShard", Host.Time.Now.AddMinutes(-1)) with { Outcome = "retrying", Failure = "no answer", RetryAt = Host.Time.Now.AddMinutes(4) });
        var page = Spaces().Replace(Tags().Replace(WebUtility.HtmlDecode(await Page("/jobs")), ""), " ");
        Assert.Contains("Late Check pages: due on 10 February 2026 at 03:30 GMT", page, StringComparison.Ordinal);
        Assert.Contains("Failing Send mail: since 10 February 2026 at 08:59 GMT; the server refused", page, StringComparison.Ordinal);
        Assert.Contains("Retrying Check page shard: next attempt on 10 February 2026 at 09:04 GMT; no answer", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_job_that_this_release_no_longer_has_keeps_the_page_of_its_runs()
    {
        await Add("a", Run("Knitting") with { Summary = "2 of 2 socks" });
        var page = await Page("/jobs/Knitting");
        Assert.Contains("no longer has this job", page, StringComparison.Ordinal);
        Assert.Contains("2 of 2 socks", page, StringComparison.Ordinal);
        Assert.DoesNotContain("/jobs/Knitting/run", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_source_of_which_nothing_was_seen_is_named_in_words_and_leads_to_the_run()
    {
        var (now, facts) = (Host.Time.Now, Host.Services.GetRequiredService<Facts>());
        await facts.Record("north", [Look("web-pages", "dorchester", now, "HTTP 403"), Look("facebook", "bridport", now.AddDays(-1), null), Look("x", "bridport", now.AddDays(-8), "HTTP 401")], "test", now, null, CancellationToken);
        await facts.Record("south", [Look("web-pages", "sherborne", now, "HTTP 403"), Look("facebook", "sherborne", now.AddDays(-1), "HTTP 500"), Look("police-uk", "WD", now.AddDays(-3), "no answer")], "test", now, null, CancellationToken);
        var id = await Add("a", Run("CheckPages") with { Outcome = "nothing-seen", Targets = """[{"team":"north","target":"dorchester","source":"web-pages","outcome":"unable","reason":"HTTP 403"}]""" });

        var page = WebUtility.HtmlDecode(await Page("/jobs"));
        Assert.Contains($"<a class=\"govuk-link\" href=\"/runs/{id}\">Web pages</a>: 2 of its targets were asked, none could be seen; the last reason: HTTP 403 (since 10 February 2026)", page, StringComparison.Ordinal);
        Assert.Contains("<a class=\"govuk-link\" href=\"/evidence\">data.police.uk</a>: 1 of its targets were asked, none could be seen; the last reason: no answer (since 7 February 2026)", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Facebook", page, StringComparison.Ordinal); // one was seen
        var scoped = await ScopedPage("/jobs");
        Assert.Contains("href=\"/evidence\">Web pages</a></li>", scoped, StringComparison.Ordinal); // what it said may be about another team's page
    }

    private static SourceCheck Look(string source, string target, DateTimeOffset at, string? reason) =>
        new(source, target, at, reason is null ? CheckOutcome.Ok : CheckOutcome.Unable, reason);

    [GeneratedRegex("<li><a class=\"govuk-link\" href=\"(?<address>[^\"]*)\">(?<word>[A-Za-z ]+)</a>: <strong>(?<number>[0-9]+)</strong>", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Counts();

    [GeneratedRegex("href=\"(?<address>[^\"]*)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Links();

    [GeneratedRegex("<[^>]+>", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Tags();

    [GeneratedRegex(@"\s+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Spaces();
}
