using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Nec.Core.Facts;
using Nec.Storage;
using Quartz;

namespace Nec.Dashboard.Tests.Jobs;

/// <summary>A run by itself, in hand or ended: what it did, to what, and what it logged.</summary>
public sealed class RunPageTests : RunHistoryTests
{
    [Fact]
    public async Task A_run_shows_its_trace_id_and_how_long_it_took_and_one_without_an_id_says_none()
    {
        await Add("traced", "CheckPages", Host.Time.Now, JobRunResult.Succeeded, log: "Began with page 7");
        await Add("bare", "CheckPages", Host.Time.Now.AddHours(-1), JobRunResult.Succeeded);
        await Host.Services.GetRequiredService<RunTraces>().Keep("firing-traced", "4bf92f3577b34da6a3ce929d0e0e4736", Host.Time.Now, CancellationToken);
        Assert.Matches("(?s)Trace</dt>\\s*<dd[^>]*>4bf92f3577b34da6a3ce929d0e0e4736<.*Began with page 7", await Page("/runs/traced"));
        Assert.Matches("(?s)Trace</dt>\\s*<dd[^>]*>none<", await Page("/runs/bare"));
        Assert.Matches("(?s)data-label=\"Took\">20 seconds<", await Page("/runs?text=4bf92f3577b34da6a3ce929d0e0e4736"));
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
    public async Task A_target_that_was_seen_as_the_run_ended_is_its_own_unless_the_next_run_had_begun()
    {
        var at = Host.Time.Now.AddHours(-1);
        await Add("first", "CheckPages", at, JobRunResult.Succeeded, summary: "2 of 2 pages seen", took: TimeSpan.FromSeconds(2));
        await Add("second", "CheckPages", at.AddMilliseconds(2020), JobRunResult.Succeeded, summary: "1 of 1 page seen", took: TimeSpan.FromSeconds(2));
        await Host.Services.GetRequiredService<Facts>().Record(
            "north",
            [
                new SourceCheck("web-pages", "dorchester", at.AddSeconds(1), CheckOutcome.Ok, null),
                new SourceCheck("web-pages", "sherborne", at.AddMilliseconds(2010), CheckOutcome.Ok, null), // the run was timed a little short
                new SourceCheck("web-pages", "bridport", at.AddMilliseconds(2030), CheckOutcome.Ok, null),
            ],
            "CheckPages", at, null, CancellationToken);

        Assert.Contains("2 of 2 targets seen", await Page("/runs/first"), StringComparison.Ordinal);
        Assert.Contains("1 of 1 target seen", await Page("/runs/second"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_target_goes_by_its_name_and_leads_to_its_evidence()
    {
        await Sample.Fill(Host, CancellationToken);
        await Evidence.EvidenceSample.Fill(Host, CancellationToken);
        var at = Host.Time.Now.AddHours(-1);
        await Add("named", "CheckPages", at, JobRunResult.Succeeded, summary: "3 of 3 seen");
        Fact[] checks =
        [
            new SourceCheck("web-pages", "town", at.AddSeconds(1), CheckOutcome.Ok, null),
            new SourceCheck("facebook", "bridport", at.AddSeconds(2), CheckOutcome.Ok, null),
            new SourceCheck("web-pages", "https://www.example.org/contract", at.AddSeconds(3), CheckOutcome.Ok, null),
        ];
        await Host.Services.GetRequiredService<Facts>().Record("north", checks, "CheckPages", at, null, CancellationToken);

        var page = WebUtility.HtmlDecode(await Page("/runs/named"));
        Assert.Contains("<a class=\"govuk-link\" href=\"/evidence/north/pages/town\">Town</a>", page, StringComparison.Ordinal);
        Assert.Contains("<a class=\"govuk-link\" href=\"/evidence/north/accounts/bridport\">Facebook, Bridport</a>", page, StringComparison.Ordinal);
        Assert.Contains("header\">https://www.example.org/contract</th>", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("north", "Dorchester", "1 target of other teams is left out.")]
    [InlineData("south", "Sherborne", "1 target of other teams is left out.")]
    [InlineData("", "", "2 targets of other teams are left out.")]
    [InlineData(null, "Dorchester Sherborne", null)]
    public async Task Who_is_there_for_some_teams_sees_their_targets_and_how_many_others_there_are(string? team, string expected, string? leftOut)
    {
        await Sample.Fill(Host, CancellationToken);
        var at = Host.Time.Now.AddHours(-1);
        await Add("whole", "CheckPages", at, JobRunResult.Succeeded);
        var facts = Host.Services.GetRequiredService<Facts>();
        await facts.Record("north", [new SourceCheck("web-pages", "Dorchester", at.AddSeconds(1), CheckOutcome.Unable, "HTTP 403")], "CheckPages", at, null, CancellationToken);
        await facts.Record("south", [new SourceCheck("web-pages", "Sherborne", at.AddSeconds(2), CheckOutcome.Ok, null)], "CheckPages", at, null, CancellationToken);

        using var client = await Host.SignedIn(Roles.Viewer, team is null ? Scope.Everything : new Scope([], [team]), CancellationToken);
        var page = await client.GetStringAsync("/runs/whole", CancellationToken);
        Assert.Contains("1 of 2 targets seen", page, StringComparison.Ordinal);
        Assert.Equal(expected, string.Join(' ', ((string[])["Dorchester", "Sherborne"]).Where(target => page.Contains(target, StringComparison.Ordinal))));
        Assert.Equal(leftOut is not null, page.Contains("left out", StringComparison.Ordinal));
        Assert.Contains(leftOut ?? "", page, StringComparison.Ordinal);
        Assert.Equal(team?.Length == 0, !page.Contains("Each target,", StringComparison.Ordinal)); // no table without a row
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
        Assert.Contains("40%: 4 of 10 pages", await client.GetStringAsync("/runs", CancellationToken), StringComparison.Ordinal);
        Assert.Contains("4 of 10 pages", await client.GetStringAsync("/runs?outcome=running&text=10%20pages", CancellationToken), StringComparison.Ordinal);
        Assert.DoesNotContain("4 of 10 pages", await client.GetStringAsync("/runs?outcome=running&text=11%20pages", CancellationToken), StringComparison.Ordinal);
        Assert.Contains("Cancel the run of Endless?", await client.GetStringAsync($"{address}/cancel", CancellationToken), StringComparison.Ordinal);
        Assert.DoesNotContain("/again\"", await client.GetStringAsync($"{address}?done=cancel", CancellationToken), StringComparison.Ordinal); // what has not ended is not run again
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
        Assert.Contains($"href=\"{address}/again\">Run it again</a>", await client.GetStringAsync($"{address}?done=cancel", CancellationToken), StringComparison.Ordinal); // the way back
    }
}
