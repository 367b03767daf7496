using System.Reflection;
using Nec.Application.Jobs;
using Nec.Core.Compliance;
using Nec.Core.Facts;
using Nec.Simulator;
using Nec.Worker.Jobs;
using Nec.Worker.Tests.Cli;
using Nec.Worker.Tests.Hosting;
using Npgsql;

namespace Nec.Worker.Tests.Jobs;

/// <summary>Every neighbourhood's priorities, people and events, over real sockets.</summary>
public sealed class PollNeighbourhoodsTests
{
    private const string Three = "WD-BRIDPORT, WD-DORCHESTER, WD-SHERBORNE";

    private static string Contract(string neighbourhoods = Three, string extra = "each: quarter, evidence: { priorities: true }") =>
        TeamFile.Of("priorities", extra, from: "2019-08-02").Replace("force: invented", "force: dorset", StringComparison.Ordinal).Replace("[N1]", $"[{neighbourhoods}]", StringComparison.Ordinal);

    [Fact]
    public async Task A_night_leaves_a_fact_of_each_kind_and_the_next_one_only_what_changed()
    {
        await using var place = await Workplace.Open("2019-09-11T01:30Z", Contract());
        var app = await place.Host();

        var first = await Workplace.Run<PollNeighbourhoods>(app);
        place.MoveTo("2019-09-12T01:30Z"); // Dorchester and Sherborne were updated on the 11th
        var second = await Workplace.Run<PollNeighbourhoods>(app);

        Assert.Matches(@"^3 of 3 neighbourhoods seen(, \d newly advertised)?$", first.Summary);
        Assert.StartsWith("3 of 3 neighbourhoods seen, 2 changed", second.Summary, StringComparison.Ordinal);
        var facts = await Workplace.Facts(app);
        Assert.Equal([false, false, false, false, true, true], facts.OfType<PriorityCheck>().OrderBy(check => check.At).ThenBy(check => check.Neighbourhood).Select(check => check.Changed));
        Assert.Equal(new DateOnly(2019, 6, 11), facts.OfType<PriorityCheck>().First().NewestIssueOn);
        Assert.Equal(new DateOnly(2019, 9, 11), facts.OfType<PriorityCheck>().Last().NewestActionOn);
        Assert.All(facts.OfType<PeopleCheck>(), check => Assert.Equal(4, check.Count));
        Assert.Equal(6, facts.OfType<SourceCheck>().Count(check => check is { Source: "police-uk", Outcome: CheckOutcome.Ok }));
        Assert.Equal(3, await place.Ask<int>("select count(*)::int from nec.page_text where page = 'police-uk/WD-DORCHESTER' or page = 'police-uk/WD-BRIDPORT'"));
    }

    [Fact]
    public async Task An_event_is_one_fact_from_its_first_night_on_and_its_sighting_tells_the_last()
    {
        await using var place = await Workplace.Open("2019-08-02T01:30Z", Contract());
        var app = await place.Host();
        for (var night = 0; night < 30; night++)
        {
            place.MoveTo(Workplace.At("2019-08-02T01:30Z").AddDays(night));
            await Workplace.Run<PollNeighbourhoods>(app);
        }

        var events = (await Workplace.Facts(app)).OfType<EventSeen>().ToList();
        Assert.NotEmpty(events);
        Assert.Distinct(events.Where(seen => seen.GoneAt is null).Select(seen => (seen.Neighbourhood, seen.EventId)));
        Assert.All(events, seen => Assert.InRange(LeadTime.DaysOf(seen) ?? -1, 0, 20));
        Assert.Equal(events.Count(seen => seen.GoneAt is null), await place.Ask<int>("select count(*)::int from nec.event_sighting"));
        Assert.True(await place.Ask<bool>("select bool_or(last_seen_at > first_seen_at) from nec.event_sighting"));
    }

    [Fact]
    public async Task An_event_that_is_taken_away_lies_ahead_no_more_until_it_is_back()
    {
        const string Surgery = """[{"title":"Street surgery","type":"surgery","start_date":"2019-09-20T10:00:00","end_date":"2019-09-20T11:00:00","description":null,"address":"The square","contact_details":{}}]""";
        await using var place = await Workplace.Open("2019-09-11T01:30Z", Contract("WD-BRIDPORT", "always: true, evidence: { events: upcoming }"));
        var app = await place.Host();

        Assert.Equal("met: an event lies ahead on 20 September 2019", await Judged("2019-09-11", PoliceUkFault.Body(Surgery)));
        Assert.Equal("met: an event lies ahead on 20 September 2019", await Judged("2019-09-12", PoliceUkFault.Outage())); // not seen is not gone
        Assert.Equal("at-risk: no event lies ahead; the one of 20 September 2019 is no longer advertised", await Judged("2019-09-13", PoliceUkFault.NothingThere()));
        Assert.Equal("at-risk: no event lies ahead; the one of 20 September 2019 is no longer advertised", await Judged("2019-09-14", PoliceUkFault.NothingThere()));
        Assert.Equal("met: an event lies ahead on 20 September 2019", await Judged("2019-09-15", PoliceUkFault.Body(Surgery)));
        Assert.Equal("at-risk: no event lies ahead; the one of 20 September 2019 is no longer advertised", await Judged("2019-09-16", PoliceUkFault.NothingThere()));
        Assert.Equal(4, (await Workplace.Facts(app)).OfType<EventSeen>().Count()); // seen, gone, back, gone

        async Task<string> Judged(string day, HttpFault events)
        {
            place.MoveTo($"{day}T01:30Z");
            place.World.PoliceUk.Recover();
            place.World.PoliceUk.Fail(events, path: "/api/dorset/WD-BRIDPORT/events");
            await Workplace.Run<PollNeighbourhoods>(app);
            place.MoveTo($"{day}T06:00Z");
            await Workplace.Run<AssessCommitments>(app);
            return await place.Ask<string>("select status || ': ' || reason from nec.finding");
        }
    }

    [Fact]
    public async Task One_neighbourhoods_failure_is_told_with_its_reason_and_never_stops_the_next()
    {
        await using var place = await Workplace.Open("2019-09-11T01:30Z", Contract());
        var app = await place.Host();
        foreach (var part in (string[])["priorities", "people", "events"])
        {
            place.World.PoliceUk.Fail(PoliceUkFault.Outage(), path: $"/api/dorset/WD-BRIDPORT/{part}");
        }

        var report = await Workplace.Run<PollNeighbourhoods>(app);

        Assert.StartsWith("2 of 3 neighbourhoods seen", report.Summary, StringComparison.Ordinal);
        Assert.EndsWith("1 unable: WD-BRIDPORT: HTTP 503", report.Summary, StringComparison.Ordinal);
        var facts = await Workplace.Facts(app);
        Assert.Equal(("police-uk", "HTTP 503"), facts.OfType<SourceCheck>().Where(check => check.Target == "WD-BRIDPORT").Select(check => (check.Source, check.Reason)).Single());
        Assert.DoesNotContain(facts, fact => fact is PriorityCheck { Neighbourhood: "WD-BRIDPORT" } or PeopleCheck { Neighbourhood: "WD-BRIDPORT" });
        Assert.Equal(2, facts.OfType<PriorityCheck>().Count());
    }

    [Fact]
    public async Task A_failure_that_nobody_foresaw_leaves_its_row_and_never_stops_the_next()
    {
        await using var place = await Workplace.Open("2019-09-11T01:30Z", Contract());
        var app = await place.Host();
        await place.Refuse("page_text", "new.page = 'police-uk/WD-BRIDPORT'", "22000");

        var report = await Workplace.Run<PollNeighbourhoods>(app);

        Assert.StartsWith("2 of 3 neighbourhoods seen", report.Summary, StringComparison.Ordinal);
        var bridport = (await Workplace.Facts(app)).OfType<SourceCheck>().Single(check => check.Target == "WD-BRIDPORT");
        Assert.Equal((CheckOutcome.Unable, "the look failed in a way that nobody foresaw; the worker's log says how"), (bridport.Outcome, bridport.Reason));
    }

    [Fact]
    public async Task A_database_that_refuses_everything_ends_the_run()
    {
        await using var place = await Workplace.Open("2019-09-11T01:30Z", Contract());
        var app = await place.Host();
        await place.Refuse("page_text", "true", "57P01");

        await Assert.ThrowsAsync<PostgresException>(() => Workplace.Run<PollNeighbourhoods>(app));
    }

    [Fact]
    public async Task A_section_that_gives_no_answer_is_named_and_the_others_are_recorded()
    {
        await using var place = await Workplace.Open("2019-09-11T01:30Z", Contract("WD-BRIDPORT"));
        var app = await place.Host();
        place.World.PoliceUk.Fail(PoliceUkFault.NotFound(), path: "/api/dorset/WD-BRIDPORT/priorities");

        var report = await Workplace.Run<PollNeighbourhoods>(app);

        Assert.Contains("1 unable: WD-BRIDPORT: priorities: HTTP 404", report.Summary, StringComparison.Ordinal);
        var facts = await Workplace.Facts(app);
        Assert.Equal(
            [("police-uk/priorities", CheckOutcome.Unable, "priorities: HTTP 404"), ("police-uk/people", CheckOutcome.Ok, null), ("police-uk/events", CheckOutcome.Ok, null)],
            facts.OfType<SourceCheck>().Select(check => (check.Source, check.Outcome, check.Reason)));
        Assert.Empty(facts.OfType<PriorityCheck>());
        Assert.Single(facts.OfType<PeopleCheck>());
    }

    [Fact]
    public async Task An_empty_list_is_no_update_and_neither_is_the_same_text_after_it()
    {
        await using var place = await Workplace.Open("2019-09-15T01:30Z", Contract("WD-BRIDPORT"));
        var app = await place.Host();
        await Workplace.Run<PollNeighbourhoods>(app);
        place.MoveTo("2019-09-16T01:30Z");
        place.World.PoliceUk.Fail(PoliceUkFault.NothingThere(), path: "/api/dorset/WD-BRIDPORT/priorities");
        await Workplace.Run<PollNeighbourhoods>(app);
        place.MoveTo("2019-09-17T01:30Z");
        await Workplace.Run<PollNeighbourhoods>(app);

        var checks = (await Workplace.Facts(app)).OfType<PriorityCheck>().ToList();
        Assert.Equal([new DateOnly(2019, 9, 13), null, new DateOnly(2019, 9, 13)], checks.Select(check => check.NewestIssueOn));
        Assert.All(checks, check => Assert.False(check.Changed));
    }

    [Fact]
    public async Task What_was_seen_today_is_left_alone_and_what_was_not_is_looked_at_again()
    {
        await using var place = await Workplace.Open("2019-09-11T01:30Z", Contract());
        var app = await place.Host();
        place.World.PoliceUk.Fail(PoliceUkFault.NotFound(), path: "/api/dorset/WD-SHERBORNE/events");
        await Workplace.Run<PollNeighbourhoods>(app);
        place.MoveTo("2019-09-11T22:30Z"); // 23:30 in London, still the same day
        var asked = place.World.PoliceUk.Requests;

        var again = await Workplace.Run<PollNeighbourhoods>(app);

        Assert.StartsWith("3 of 3 neighbourhoods seen, 2 already seen today, 1 changed", again.Summary, StringComparison.Ordinal); // Sherborne, at 11:00
        Assert.Equal(3, place.World.PoliceUk.Requests - asked);
        place.MoveTo("2019-09-11T23:30Z"); // half past midnight
        await Workplace.Run<PollNeighbourhoods>(app);
        Assert.Equal(12, place.World.PoliceUk.Requests - asked);
    }

    [Fact]
    public async Task A_run_asked_for_by_hand_looks_at_everything_again()
    {
        await using var place = await Workplace.Open("2019-09-11T01:30Z", Contract());
        var app = await place.Host();
        await Workplace.Run<PollNeighbourhoods>(app);
        place.MoveTo("2019-09-11T11:00Z");

        var again = await Workplace.Run<PollNeighbourhoods>(app, isAsked: true);

        Assert.StartsWith("3 of 3 neighbourhoods seen, 2 changed", again.Summary, StringComparison.Ordinal);
        Assert.Equal(18, place.World.PoliceUk.Requests);
    }

    [Fact]
    public async Task A_run_by_hand_that_was_killed_goes_on_where_it_was()
    {
        await using var place = await Workplace.Open("2019-09-11T01:30Z", Contract());
        var app = await place.Host();
        await Workplace.Run<PollNeighbourhoods>(app);

        var again = await Workplace.Run<PollNeighbourhoods>(app);

        Assert.Equal("3 of 3 neighbourhoods seen, 3 already seen today", again.Summary);
    }

    [Fact]
    public async Task Only_contracts_in_force_are_read_for()
    {
        await using var place = await Workplace.Open("2019-08-01T01:30Z", Contract());

        var report = await Workplace.Run<PollNeighbourhoods>(await place.Host());

        Assert.Equal(RunOutcome.Skipped, report.Outcome);
        Assert.Equal(0, place.World.PoliceUk.Requests);
    }

    [Fact]
    public async Task Switched_off_it_asks_nothing_and_its_promises_are_not_connected()
    {
        await using var place = await Workplace.Open("2019-09-11T01:30Z", Contract());
        place.Settings["PoliceUk:Enabled"] = "false";
        var app = await place.Host();

        var report = await Workplace.Run<PollNeighbourhoods>(app);
        await Workplace.Run<AssessCommitments>(app);

        Assert.Equal((RunOutcome.Skipped, "PoliceUk:Enabled is false"), (report.Outcome, report.Summary));
        Assert.Equal(0, place.World.PoliceUk.Requests);
        Assert.Equal("unable-to-check", await place.Ask<string>("select status from nec.finding"));
    }

    [Fact]
    public async Task Two_weeks_without_the_network_turn_no_promise_red()
    {
        string[] evidence = ["each: month, evidence: { priorities: true }", "each: month, evidence: { events: 1 }", "always: true, evidence: { people: shown }", "always: true, evidence: { events: upcoming }"];
        foreach (var rule in evidence)
        {
            await using var place = await Workplace.Open("2019-09-20T01:30Z", Contract(extra: rule));
            var app = await place.Host();
            place.World.PoliceUk.Fail(HttpFault.Drop(), HttpFault.Always);
            for (var night = 0; night < 15; night++)
            {
                place.MoveTo(Workplace.At("2019-09-20T01:30Z").AddDays(night));
                await Workplace.Run<PollNeighbourhoods>(app);
            }

            await Workplace.Run<AssessCommitments>(app);
            Assert.Equal("unable-to-check", await place.Ask<string>("select status from nec.finding"));
        }
    }
}
