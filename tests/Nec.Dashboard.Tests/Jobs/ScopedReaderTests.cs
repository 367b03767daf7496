using System.Net;

namespace Nec.Dashboard.Tests.Jobs;

/// <summary>A run works for every team: who sees some teams reads of their targets and nothing of others.</summary>
public sealed class ScopedReaderTests : RunTests
{
    private const string Secret = "Sherborne";

    private const string Targets =
        $$"""
        [{"team":"north","target":"town","source":"web-pages","outcome":"ok"},
         {"team":"north","target":"village","source":"web-pages","outcome":"unable","reason":"HTTP 403"},
         {"team":"south","target":"{{Secret}}","source":"web-pages","outcome":"unable","reason":"{{Secret}} refused"}]
        """;

    private SampleRun Telling => Run("CheckPages") with
    {
        Outcome = "partly",
        Summary = $"1 of 3 pages seen, 2 unable: village: HTTP 403; {Secret}: {Secret} refused",
        Figures = $$"""{"{{Secret}}":1}""",
        Targets = Targets,
        Log = $"Unable to check {Secret}",
        Arguments = $$"""{"Names":[["south","{{Secret}}"]]}""",
        AskedBy = "Alex North",
        AskedBecause = $"{Secret} is back",
        EngineId = "4711",
    };

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await Sample.Fill(Host, CancellationToken);
    }

    [Theory]
    [InlineData(Roles.Viewer)]
    [InlineData(Roles.Team)]
    [InlineData(Roles.Operator)]
    [InlineData(Roles.Admin)]
    public async Task They_see_their_own_targets_and_a_summary_made_from_those(string role)
    {
        var id = await Add("a", Telling);
        await Add("b", Telling with { Outcome = "retrying", Attempt = 2, Failure = $"{Secret} is broken", Targets = null });
        foreach (var address in (string[])["/jobs", "/jobs/CheckPages", "/runs", $"/runs/{id}", "/runs.csv"])
        {
            Assert.DoesNotContain(Secret, await ScopedPage(address, role), StringComparison.Ordinal);
            Assert.Contains(Secret, await Page(address), StringComparison.Ordinal);
        }

        Assert.Contains("1 of 2 pages of your teams seen", await ScopedPage("/runs", role), StringComparison.Ordinal);
        var page = await ScopedPage($"/runs/{id}", role);
        Assert.Contains("1 of 2 targets of your teams seen", page, StringComparison.Ordinal);
        Assert.Contains("HTTP 403", page, StringComparison.Ordinal);
        Assert.Contains("a person asked for it", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Its arguments", page, StringComparison.Ordinal);
        Assert.DoesNotContain("What it logged", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[]", "no target of your teams")]
    [InlineData("""[{"team":"south","target":"x","source":"web-pages","outcome":"ok"}]""", "no target of your teams")]
    [InlineData("""[{"team":"north","target":"N1","source":"police-uk/events","outcome":"ok"},{"team":"north","target":"N1","source":"police-uk/people","outcome":"unable"}]""", "0 of 1 neighbourhood of your teams seen")]
    [InlineData("""[{"team":"north","target":"bridport","source":"facebook","outcome":"ok"},{"team":"north","target":"town","source":"x","outcome":"absent"}]""", "2 of 2 accounts of your teams seen")]
    [InlineData(null, "Not shown: it is about all teams")]
    public async Task The_summary_counts_each_target_once_and_one_that_could_not_be_seen_in_part_as_unseen(string? targets, string expected)
    {
        await Add("a", Run("SendMail", Host.Time.Now.AddHours(1)) with { Summary = "done for all", Targets = targets });
        Assert.Contains($"data-label=\"What it achieved\">{expected}<", await ScopedPage("/runs?from=2026-02-10&job=SendMail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task They_find_nothing_by_words_that_they_are_not_shown()
    {
        await Add("a", Telling with { TraceId = "4bf92f3577b34da6a3ce929d0e0e4736", StartedAt = Host.Time.Now.AddHours(1) });
        Assert.Empty(await Follow($"/runs?text={Secret}", NorthAlone));
        Assert.Equal(["a"], await Follow($"/runs?text={Secret}"));
        Assert.Equal(["a"], await Follow("/runs?text=4bf92f3577b34da6a3ce929d0e0e4736", NorthAlone));
        Assert.Equal(["a"], await Follow("/runs?text=check%20pages&outcome=partly&from=2026-02-10", NorthAlone));
    }

    [Theory]
    [InlineData(Roles.Operator)]
    [InlineData(Roles.Admin)]
    public async Task Nobody_who_sees_some_teams_steers_jobs_that_work_for_all(string role)
    {
        var id = await Add("a", Telling);
        using var client = await Host.SignedIn(role, NorthAlone, CancellationToken);
        foreach (var page in (string[])["/jobs", "/jobs/CheckPages?done=pause", "/runs", $"/runs/{id}"])
        {
            var html = await client.GetStringAsync(page, CancellationToken);
            Assert.DoesNotContain("/hangfire", html, StringComparison.Ordinal);
            Assert.DoesNotMatch("href=\"[^\"]*/(run|pause|resume|again|failed)\"", html);
        }

        foreach (var button in (string[])["/jobs/CheckPages/run", "/jobs/CheckPages/pause", "/jobs/CheckPages/resume", $"/runs/{id}/again", "/runs/failed"])
        {
            using var seen = await client.GetAsync(button, CancellationToken);
            using var pressed = await client.Press(button, CancellationToken, ("reason", "a forged one"), ("run", $"{id}"));
            Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.Forbidden), (seen.StatusCode, pressed.StatusCode));
        }

        Assert.Empty(Host.Asked.All);
    }
}
