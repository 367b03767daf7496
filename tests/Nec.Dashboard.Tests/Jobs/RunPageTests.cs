using System.Net;
using Nec.Core.Contracts;

namespace Nec.Dashboard.Tests.Jobs;

/// <summary>A run by itself, running or ended: what it did, to what, and what it logged.</summary>
public sealed class RunPageTests : RunTests
{
    protected override IReadOnlyList<Contract> Contracts => Evidence.EvidenceSample.Contracts;

    private const string Trace = "4bf92f3577b34da6a3ce929d0e0e4736";

    private const string Targets =
        """
        [{"team":"north","target":"town","source":"web-pages","outcome":"ok"},
         {"team":"south","target":"https://www.example.org/contract","source":"web-pages","outcome":"absent","reason":"HTTP 404"},
         {"team":"north","target":"bridport","source":"facebook","outcome":"unable","reason":"HTTP 403"}]
        """;

    [Fact]
    public async Task A_run_shows_why_it_ran_its_trace_its_log_and_its_arguments()
    {
        var at = Host.Time.Now.AddHours(-1);
        var id = await Add("a", Run("CheckPages", at) with { ScheduledFor = at, TraceId = Trace, Log = "Began with page 7", Arguments = "{\"Names\":[]}", Figures = "{\"seen\":2}", Summary = "2 of 3 pages seen" });
        var page = WebUtility.HtmlDecode(await Page($"/runs/{id}"));
        Assert.Contains("<title>Check pages: succeeded", page, StringComparison.Ordinal);
        Assert.Contains("Scheduled for 10 February 2026 at 08:00 GMT", page, StringComparison.Ordinal);
        Assert.Contains("10 February 2026 at 08:00 GMT, after 20 seconds", page, StringComparison.Ordinal);
        foreach (var expected in (string[])[Trace, "Began with page 7", "{\"Names\":[]}", "seen 2", "2 of 3 pages seen"])
        {
            Assert.Contains(expected, page, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_run_that_was_asked_for_says_by_whom_and_why()
    {
        var id = await Add("a", Run("CheckPages") with { AskedBy = "Alex North", AskedBecause = "the site is back" });
        Assert.Contains("Alex North asked for it: the site is back", await Page($"/runs/{id}"), StringComparison.Ordinal);
        Assert.Contains("Asked for by a person", await Page("/runs"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Targets_stand_with_those_unable_first_by_their_names_and_lead_to_their_evidence()
    {
        await Sample.Fill(Host, CancellationToken);
        await Evidence.EvidenceSample.Fill(Host, CancellationToken);
        var id = await Add("a", Run("CheckPages") with { Outcome = "partly", Targets = Targets });
        var page = WebUtility.HtmlDecode(await Page($"/runs/{id}"));
        Assert.Contains("2 of 3 targets seen", page, StringComparison.Ordinal);
        Assert.Contains("Some targets could not be seen.", page, StringComparison.Ordinal);
        Assert.Matches("(?s)href=\"/evidence/north/accounts/bridport\">Facebook, Bridport</a>.*Unable to check.*HTTP 403.*header\">https://www.example.org/contract</th>.*Absent.*href=\"/evidence/north/pages/town\">Town</a>.*Seen", page);
    }

    [Fact]
    public async Task Of_a_very_long_list_the_first_are_shown_and_all_are_counted()
    {
        var many = Enumerable.Range(1, 600).Select(number => $$"""{"team":"north","target":"page-{{number:000}}","source":"web-pages","outcome":"{{(number == 600 ? "unable" : "ok")}}"}""");
        var id = await Add("a", Run("CheckPages") with { Outcome = "partly", Targets = $"[{string.Join(',', many)}]" });
        var page = await Page($"/runs/{id}");
        Assert.Contains("599 of 600 targets seen", page, StringComparison.Ordinal);
        Assert.Contains("The first 500 are shown.", page, StringComparison.Ordinal);
        Assert.Contains("page-600", page, StringComparison.Ordinal); // it could not be seen
        Assert.DoesNotContain("page-599", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failed_attempt_names_the_next_one_until_that_has_started()
    {
        var first = Run("CheckPages", Host.Time.Now.AddMinutes(-2)) with { Outcome = "retrying", Failure = "the database refused", EngineId = "4711", RetryAt = Host.Time.Now.AddMinutes(3) };
        var id = await Add("a", first);
        var page = await Page($"/runs/{id}");
        Assert.Matches("(?s)Next attempt</dt>.*10 February 2026 at 09:03 GMT", page);
        Assert.DoesNotContain($"/runs/{id}/again", page, StringComparison.Ordinal);
        Assert.Contains("href=\"/hangfire/jobs/details/4711\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("/hangfire", await Page($"/runs/{id}", Roles.Viewer), StringComparison.Ordinal);

        var second = await Add("b", first with { StartedAt = Host.Time.Now, Outcome = "succeeded", Failure = null, RetryAt = null, Attempt = 2 });
        page = await Page($"/runs/{id}");
        Assert.DoesNotContain("Next attempt</dt>", page, StringComparison.Ordinal);
        Assert.Contains("It failed, and was attempted again.", page, StringComparison.Ordinal);
        Assert.Contains("The other attempts at this run", page, StringComparison.Ordinal);
        Assert.Contains($"href=\"/runs/{second}\"", page, StringComparison.Ordinal);
        Assert.Contains($"href=\"/runs/{id}/again\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_running_one_says_how_far_it_is_and_is_not_run_again()
    {
        var id = await Add("a", Run("CheckPages", Host.Time.Now.AddSeconds(-30)) with { Outcome = "running", Percent = 40, Summary = "4 of 10 pages", EngineId = "4711" });
        Assert.Contains("40%: 4 of 10 pages", await Page("/runs?outcome=running"), StringComparison.Ordinal);
        var page = await Page($"/runs/{id}");
        Assert.Contains("40%: 4 of 10 pages", page, StringComparison.Ordinal);
        Assert.Contains("not yet, after 30 seconds", page, StringComparison.Ordinal);
        Assert.DoesNotContain("/again", page, StringComparison.Ordinal);
        using var client = await Host.SignedIn(Roles.Admin, CancellationToken);
        using var seen = await client.GetAsync($"/runs/{id}/again", CancellationToken);
        using var pressed = await client.Press($"/runs/{id}/again", CancellationToken);
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (seen.StatusCode, pressed.StatusCode));
    }
}
