using System.Net;
using System.Text.RegularExpressions;

namespace Nec.Dashboard.Tests.Jobs;

/// <summary>The list of runs: paged, ordered and filtered.</summary>
public sealed class RunListTests : RunTests
{
    private const string Trace = "4bf92f3577b34da6a3ce929d0e0e4736";

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
        string[] outcomes = ["succeeded", "failed", "nothing-seen", "skipped"];
        List<(string Name, SampleRun Run)> runs = [];
        for (var number = 0; number < 120; number++)
        {
            var run = Run(jobs[number % 3], Host.Time.Now.AddMinutes(-(number / 40))) with { Outcome = outcomes[number % 4], Took = TimeSpan.FromSeconds(number % 5) };
            await Add($"{number:000}", run);
            runs.Add(($"{number:000}", run));
        }

        var newestFirst = runs.OrderByDescending(run => run.Run.StartedAt).ThenByDescending(run => run.Name, StringComparer.Ordinal);
        var expected = sort switch
        {
            "started" => newestFirst.OrderBy(run => run.Run.StartedAt),
            "took" => newestFirst.OrderBy(run => run.Run.Took),
            "-took" => newestFirst.OrderByDescending(run => run.Run.Took),
            "job" => newestFirst.OrderBy(run => run.Run.Job, StringComparer.Ordinal),
            "-job" => newestFirst.OrderByDescending(run => run.Run.Job, StringComparer.Ordinal),
            "outcome" => newestFirst.OrderBy(run => run.Run.Outcome, StringComparer.Ordinal),
            "-outcome" => newestFirst.OrderByDescending(run => run.Run.Outcome, StringComparer.Ordinal),
            _ => newestFirst,
        };
        Assert.Equal(expected.Select(run => run.Name), await Follow(sort is null ? "/runs" : $"/runs?sort={sort}"));
    }

    [Theory]
    [InlineData("/runs", "Started", "descending", "/runs?sort=started")]
    [InlineData("/runs?sort=started", "Started", "ascending", "/runs")]
    [InlineData("/runs?sort=knitting", "Started", "descending", "/runs?sort=started")] // no such order
    [InlineData("/runs?job=SendMail", "Took", "none", "/runs?job=SendMail&sort=-took")] // the filter stays
    [InlineData("/runs?sort=-took", "Took", "descending", "/runs?sort=took")]
    [InlineData("/runs?sort=took", "Took", "ascending", "/runs?sort=-took")]
    [InlineData("/runs?sort=job", "Job", "ascending", "/runs?sort=-job")]
    [InlineData("/runs?outcome=succeeded&sort=-outcome", "Outcome", "descending", "/runs?outcome=succeeded&sort=outcome")]
    public async Task A_heading_says_how_its_column_is_sorted_and_leads_to_the_next_order(string address, string heading, string direction, string next)
    {
        await Add("a", Run("SendMail"));
        var page = WebUtility.HtmlDecode(await Page(address));
        Assert.Matches($"aria-sort=\"{direction}\"[^<]*<a [^>]*href=\"{Regex.Escape(next)}\"[^>]*>{heading}</a>", page);
    }

    [Theory]
    [InlineData("/runs", "r a b c d")]
    [InlineData("/runs?job=CheckPages", "r a b")]
    [InlineData("/runs?outcome=failed", "c")]
    [InlineData("/runs?outcome=retrying", "b")]
    [InlineData("/runs?outcome=partly", "a")]
    [InlineData("/runs?outcome=running", "r")]
    [InlineData("/runs?outcome=knitting", "r a b c d")] // no such outcome
    [InlineData("/runs?node=node-2", "c")]
    [InlineData("/runs?from=2026-02-09&to=2026-02-09", "b")] // both days are inclusive
    [InlineData("/runs?from=9/2/2026", "r a b")]
    [InlineData("/runs?text=DORCHESTER", "a")]
    [InlineData("/runs?text=send%20mail", "c d")]
    [InlineData("/runs?text=refused", "b c")]
    [InlineData("/runs?text=4%20of%2010", "r")] // what it is on
    [InlineData("/runs?text=knitting", "")]
    [InlineData("/runs?text=began%20with", "a")] // its log
    [InlineData("/runs?text=50%25", "")] // a percent sign is no pattern
    [InlineData("/runs?text=4BF92F3577B34DA6A3CE929D0E0E4736", "b")]
    [InlineData("/runs?text=4bf92f3577b34da6", "")] // a part of a trace id is none
    public async Task A_filter_stands_in_the_address_and_is_asked_of_the_database(string address, string expected)
    {
        await Add("d", Run("SendMail", new(2026, 2, 7, 12, 0, 0, TimeSpan.Zero)) with { Outcome = "skipped" });
        await Add("c", Run("SendMail", new(2026, 2, 8, 12, 0, 0, TimeSpan.Zero)) with { Outcome = "failed", Failure = "the server refused", Node = "node-2" });
        await Add("b", Run("CheckPages", new(2026, 2, 9, 23, 59, 0, TimeSpan.Zero)) with { Outcome = "retrying", Failure = "the database refused", TraceId = Trace });
        await Add("a", Run("CheckPages") with { Outcome = "partly", Summary = "59 of 60 pages seen, 1 unable: dorchester", Log = "Began with page 7" });
        await Add("r", Run("CheckPages") with { Outcome = "running", Summary = "4 of 10 pages", Percent = 40 });
        Assert.Equal(expected, string.Join(' ', await Follow(address)));
    }

    [Fact]
    public async Task An_outcome_is_a_word_and_what_could_see_nothing_is_no_success()
    {
        await Add("a", Run("CheckPages") with { Outcome = "nothing-seen", Summary = "0 of 1 page seen, 1 unable" });
        var page = await Page("/runs");
        Assert.Contains("<strong class=\"govuk-tag govuk-tag--orange\">Nothing seen</strong>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("govuk-tag--green", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_day_that_is_none_is_said_at_its_field()
    {
        var page = await Page("/runs?from=31/2/2026");
        Assert.Contains("<title>Error: Runs", page, StringComparison.Ordinal);
        Assert.Contains("<a href=\"#from\">The day must be a real date, such as 1/4/2026</a>", page, StringComparison.Ordinal);
        Assert.Contains("value=\"31/2/2026\"", page, StringComparison.Ordinal);
        Assert.Contains("No runs match these filters.", page, StringComparison.Ordinal);
    }
}
