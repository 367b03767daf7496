using System.Net;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Nec.Core.Compliance;
using Nec.Core.Compliance.Rules;
using Nec.Core.Contracts;
using Nec.Core.Facts;
using Nec.Storage;
using Nec.Testing;
using Nec.Testing.Core;

namespace Nec.Dashboard.Tests.Answers;

/// <summary>What nobody but the team can say of an event: by the link in its letter, and signed in.</summary>
public sealed class EventTests : AnswerTests
{
    private const string Label = "2026-02-06/street-stall";
    private const string Footfall = "/record/north/event-footfall?period=2026-02-06%2Fstreet-stall";

    protected override Contract Promised { get; } = Contract with
    {
        Commitments =
        [
            A.Commitment with { Id = "event-footfall", Title = "Record how many people came", Rule = new Standing(null), Evidence = new PerEventEvidence(3, EventNeed.Footfall) },
            A.Commitment with { Id = "event-reference", Title = "Enter each event in the records system", Rule = new Standing(null), Evidence = new PerEventEvidence(3, EventNeed.Reference) },
            A.Commitment,
        ],
    };

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        EventSeen elsewhere = A.Event("2026-02-05", "2026-01-10", id: "elsewhere") with { Neighbourhood = "N2" };
        await Facts.Record(
            "north", [A.Event("2026-02-05", "2026-01-10", id: "1"), A.Event("2026-02-06", "2026-01-10", id: "street-stall"), elsewhere], "PollNeighbourhoods", A.Instant("2026-01-10"), null, CancellationToken);
        await Judge(CancellationToken);
    }

    [Fact]
    public async Task By_the_link_the_number_of_people_is_put_on_record_and_the_promise_judged_again()
    {
        Assert.Contains("0 of 2 events with footfall", (await Finding("event-footfall")).Reason, StringComparison.Ordinal);
        var link = await Link("event-footfall", Label);
        using var client = Host.Anonymous();
        var page = await client.GetStringAsync(link, CancellationToken);
        Assert.Contains("Friday 6 February 2026, 18:00", page, StringComparison.Ordinal);
        Assert.Contains("11 February 2026 (in time on that day)", page, StringComparison.Ordinal);

        var (status, html) = await Press(link, "event", ("attended", "yes"), ("footfall", "34"));
        Assert.Equal(HttpStatusCode.Found, status);
        Assert.Contains("It is on record", html, StringComparison.Ordinal);
        Assert.Contains("1 of 2 events with footfall", (await Finding("event-footfall")).Reason, StringComparison.Ordinal);
        var told = await Told();
        Assert.Equal((true, 34, null, new TimeOnly(18, 0), A.Instant("2026-01-10")), (told.Attended, told.Footfall, told.Reference, told.StartsAtTime, told.FirstSeenAt));
        Assert.Equal(
            [$"record-event|inspector (by link)|north|event-footfall|{Label}: attended not said, footfall not said, reference not said|{Label}: attended yes, footfall 34, reference not said"], await Audited());
    }

    [Fact]
    public async Task Pressed_twice_it_is_recorded_once_and_what_is_left_empty_stays()
    {
        using var client = await Host.SignedIn(Roles.Team, CancellationToken);
        for (var time = 0; time < 2; time++)
        {
            await Press(client, Footfall, "event", ("attended", "yes"), ("footfall", "34"));
        }

        Assert.Single(await Audited());
        await Press(client, "/record/north/event-reference?period=2026-02-06%2Fstreet-stall", "event", ("reference", "OCC-7 <b>"));
        var told = await Told();
        Assert.Equal((true, 34, "OCC-7 <b>"), (told.Attended, told.Footfall, told.Reference));
        Assert.Contains("OCC-7 &lt;b&gt;", await client.GetStringAsync(Footfall, CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_number_that_was_right_after_all_can_be_said_again()
    {
        using var client = await Host.SignedIn(Roles.Admin, CancellationToken);
        foreach (var people in (string[])["34", "35", "34", "35"])
        {
            Host.Time.Now = Host.Time.Now.AddMinutes(1);
            await Press(client, Footfall, "event", ("attended", "yes"), ("footfall", people));
            Assert.Equal(people, $"{(await Told()).Footfall}");
        }

        Assert.Equal(4, (await Audited()).Count);
    }

    [Theory]
    [InlineData("yes", "-1", "", "How many people came must be a whole number from 0 to 100,000")]
    [InlineData("yes", "100001", "", "How many people came must be a whole number from 0 to 100,000")]
    [InlineData("yes", "about 30", "", "How many people came must be a whole number from 0 to 100,000")]
    [InlineData("yes", "", "OCC-7", "Enter how many people came: 0 if nobody did")]
    [InlineData("no", "12", "", "Leave this empty if the team was not there")]
    [InlineData("", "12", "", "Say whether the team was there")]
    [InlineData("yes", "12", "12345678901234567890123456789012345678901", "Shorten the reference to 40 characters or fewer")]
    public async Task What_cannot_be_recorded_is_told_beside_its_field_and_kept_there(string attended, string footfall, string reference, string fault)
    {
        var (status, html) = await Press(await Link("event-footfall", Label), "event", ("attended", attended), ("footfall", footfall), ("reference", reference));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Contains(fault, html, StringComparison.Ordinal);
        Assert.Contains($"value=\"{(footfall.Length > 0 ? footfall : reference)}\"", html, StringComparison.Ordinal);
        Assert.Null((await Told()).Attended);
        Assert.Empty(await Audited());
    }

    [Fact]
    public async Task Where_the_team_was_not_no_number_is_asked()
    {
        var (status, _) = await Press(await Link("event-footfall", Label), "event", ("attended", "no"));
        Assert.Equal(HttpStatusCode.Found, status);
        Assert.Equal(Status.NotApplicable, (await Finding("event-footfall")).Periods.Single(period => period.Period == Label).Status);
    }

    [Fact]
    public async Task A_number_recorded_for_the_wrong_event_is_taken_away_by_saying_that_the_team_was_not_there()
    {
        using var client = await Host.SignedIn(Roles.Team, CancellationToken);
        foreach (var people in (string[])["34", "35"])
        {
            Host.Time.Now = Host.Time.Now.AddMinutes(1);
            await Press(client, Footfall, "event", ("attended", "yes"), ("footfall", people), ("reference", "OCC-7"));
        }

        for (var time = 0; time < 2; time++)
        {
            Host.Time.Now = Host.Time.Now.AddMinutes(1);
            await Press(client, Footfall, "event", ("attended", "no"));
        }

        var told = await Told();
        Assert.Equal((false, null, "OCC-7"), (told.Attended, told.Footfall, told.Reference));
        Assert.Equal(3, (await Audited()).Count);
        Assert.Equal(Status.NotApplicable, (await Finding("event-footfall")).Periods.Single(period => period.Period == Label).Status);
    }

    [Fact]
    public async Task A_link_speaks_of_its_own_event_alone()
    {
        await Press(await Link("event-footfall", Label), "event", ("attended", "yes"), ("footfall", "34"), ("period", "2026-02-05/1"), ("event", "1"));
        Assert.Equal((null, 34), ((await Told("1")).Footfall, (await Told()).Footfall));
        using var client = Host.Anonymous();
        var other = await client.GetStringAsync(await Link("event-footfall", "2026-02-05/elsewhere"), CancellationToken);
        Assert.DoesNotContain("value=\"event\"", other, StringComparison.Ordinal);
        var (status, _) = await Send(client, await Link("newsletter", "2026-Q1"), [Form(other, "snooze").Fields.Single(field => field.Name == "__RequestVerificationToken"), ("press", "event"), ("attended", "yes")]);
        Assert.Equal(HttpStatusCode.BadRequest, status);
    }

    [Fact]
    public async Task Without_a_period_the_event_that_is_owed_first_opens_and_leads_to_the_others_that_lack_their_record()
    {
        using var client = await Host.SignedIn(Roles.Team, CancellationToken);
        var page = await client.GetStringAsync("/record/north/event-footfall", CancellationToken);
        Assert.Contains("Thursday 5 February 2026", page, StringComparison.Ordinal);
        Assert.Contains($"href=\"{Footfall}\"", page, StringComparison.Ordinal);
        Assert.Contains("Another event (1 other lacks its record)", page, StringComparison.Ordinal);
        foreach (var one in (string[])["2026-02-05%2F1", "2026-02-06%2Fstreet-stall"])
        {
            await Press(client, $"/record/north/event-footfall?period={one}", "event", ("attended", "yes"), ("footfall", "0"));
        }

        Assert.Contains("Friday 6 February 2026", await client.GetStringAsync("/record/north/event-footfall", CancellationToken), StringComparison.Ordinal); // nothing is owed: the newest
    }

    [Theory]
    [InlineData(Roles.Viewer, Footfall, HttpStatusCode.Forbidden)]
    [InlineData(Roles.Operator, Footfall, HttpStatusCode.Forbidden)]
    [InlineData(Roles.Team, "/record/north/event-footfall?period=2026-02-05%2Felsewhere", HttpStatusCode.NotFound)] // of a neighbourhood that is not the team's
    [InlineData(Roles.Team, "/record/south/event-footfall?period=2026-02-06%2Fstreet-stall", HttpStatusCode.NotFound)]
    public async Task Who_may_not_record_it_is_refused(string role, string address, HttpStatusCode expected)
    {
        using var client = await Host.SignedIn(role, CancellationToken);
        using var seen = await client.GetAsync(address, CancellationToken);
        using var forged = await DashboardHost.PressWithAnyToken(
            client, address, [KeyValuePair.Create("press", "event"), KeyValuePair.Create("attended", "yes"), KeyValuePair.Create("footfall", "3")], CancellationToken);
        Assert.Equal((expected, expected), (seen.StatusCode, forged.StatusCode));
        Assert.Empty(await Audited());
    }

    private async Task<Finding> Finding(string promise) =>
        (await Host.Services.GetRequiredService<Findings>().Current("north", CancellationToken)).Single(stored => stored.Finding.Obligation == promise).Finding;

    private async Task<EventSeen> Told(string id = "street-stall") =>
        FactIndex.UpTo(Today, await Facts.Read("north", CancellationToken)).Events.Single(seen => seen.EventId == id);

    private async Task<IReadOnlyList<string>> Audited()
    {
        await using var connection = await Source.OpenConnectionAsync(CancellationToken);
        return [.. await connection.QueryAsync<string>("select concat_ws('|', action, who, team, target, before, after) from nec.audit where action <> 'sign-in' order by audit_id")];
    }
}
