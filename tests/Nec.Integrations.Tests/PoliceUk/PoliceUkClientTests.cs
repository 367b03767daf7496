using Nec.Integrations.Http;
using Nec.Integrations.PoliceUk;
using Nec.Simulator;

namespace Nec.Integrations.Tests.PoliceUk;

public sealed class PoliceUkClientTests : IAsyncLifetime
{
    private const string Force = "dorset";
    private const string Bridport = "WD-BRIDPORT";

    private PoliceUkWorld _world = null!; // set before every test

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private PoliceUkClient Client => _world.Client;

    public static TheoryData<string, HttpFault, string> Faults => new()
    {
        { "over the limit", PoliceUkFault.TooMany(), "HTTP 429" },
        { "bad gateway", PoliceUkFault.BadGateway(), "HTTP 502" },
        { "outage", PoliceUkFault.Outage(), "HTTP 503" },
        { "no answer", PoliceUkFault.NotFound(), "HTTP 404" },
        { "html on 400", PoliceUkFault.HtmlOn400(), "HTTP 400" },
        { "html on 200", HttpFault.Html(), "the reply is not the JSON that was asked for" },
        { "cut short", HttpFault.CutShort(), "the reply is not the JSON that was asked for" },
        { "empty", HttpFault.Empty(), "the reply is not the JSON that was asked for" },
        { "null", PoliceUkFault.Body("null"), "the reply is not the JSON that was asked for" },
        { "an object", PoliceUkFault.Body("""{"error":"no"}"""), "the reply is not the JSON that was asked for" },
        { "half a pair of surrogates", PoliceUkFault.Body("""[{"issue":"\ud83d","title":"\ud83d","name":"\ud83d"}]"""), "the reply is not the JSON that was asked for" },
        { "dropped", HttpFault.Drop(), "no reply" },
        { "dropped half-way", HttpFault.DropInBody(), "the reply broke off" },
        { "shorter than announced", HttpFault.WrongLength(1000), "the reply broke off" },
        { "lying chunks", HttpFault.LyingChunks(), "the reply is larger than 5 MB" },
        { "binary", HttpFault.Binary(), "the reply is not the JSON that was asked for" },
        { "broken", HttpFault.Status(500), "HTTP 500" },
        { "redirect to private", HttpFault.RedirectToPrivate(), "the address redirects to a private address, which we do not follow" },
        { "gzip bomb", HttpFault.GzipBomb(), "the reply is larger than 5 MB" },
    };

    public async ValueTask InitializeAsync()
    {
        _world = await PoliceUkWorld.Open(Cancel);
        _world.Now = new(2019, 9, 14, 1, 30, 0, TimeSpan.Zero);
    }

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Every_force_comes_with_its_id_and_name()
    {
        var forces = await Client.Forces(Cancel);

        Assert.Equal(44, forces.Count);
        Assert.Contains(new Named("devon-and-cornwall", "Devon & Cornwall Police"), forces);
        var force = await Client.Force(Force, Cancel);
        Assert.Equal(("Dorset Police", null), (force.Name, force.Url)); // "url" is there, and empty
        Assert.Equal([new Contact("facebook", "http://www.facebook.com/dorsetsim")], force.EngagementMethods);
    }

    [Fact]
    public async Task Ids_stay_as_they_are_and_names_become_text_however_often_they_were_encoded()
    {
        var all = await Client.Neighbourhoods(Force, Cancel);

        Assert.Contains(new Named("PB 07.1", "Swan's Reach & Langton"), all);
        Assert.Equal("Swan's Reach & Langton", (await Client.Neighbourhood(Force, "PB 07.1", Cancel)).Name);
    }

    [Fact]
    public async Task A_neighbourhood_has_its_page_and_every_channel_that_it_gives()
    {
        var bridport = await Client.Neighbourhood(Force, Bridport, Cancel);

        Assert.EndsWith("/bridport/on-the-team/our-priorities", bridport.Url, StringComparison.Ordinal);
        Assert.Contains(new Contact("twitter", "http://www.twitter.com/BridportSNTsim"), bridport.Contacts);
        Assert.Contains(new Contact("dorset-alert", "https://alert.example.org/"), bridport.Contacts);
        Assert.Null((await Client.Neighbourhood(Force, "PB 07.1", Cancel)).Url);
    }

    [Fact]
    public async Task Priorities_are_text_with_the_days_of_their_hyphenated_keys()
    {
        var priorities = await Client.Priorities(Force, Bridport, Cancel);

        Assert.Equal(3, priorities.Count);
        Assert.Equal([new DateOnly(2019, 6, 11), new DateOnly(2019, 6, 11), new DateOnly(2019, 9, 13)], priorities.Select(priority => priority.IssuedOn));
        Assert.Equal([new DateOnly(2019, 9, 13), null, null], priorities.Select(priority => priority.ActedOn));
        Assert.All(priorities, priority => Assert.DoesNotContain('<', priority.Issue));
        Assert.DoesNotContain(priorities, priority => priority.Issue.Contains("&amp;", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Absent_and_odd_fields_are_nothing_rather_than_a_fault()
    {
        _world.Server.Fail(PoliceUkFault.Body("""
            [null, {}, {"issue":" ","action":null}, {"issue":"<p>One<br />\u0000two</p>","issue-date":null,"action":"","action-date":"0001-01-01T00:00:00"},
             {"issue":"&lt;b&gt;Bo\u0000ld&lt;/b&gt; &amp;amp; more","issue-date":"2026-07-01T00:00:00","action":"h2. Old","action-date":"soon","issue_date":"1999-01-01T00:00:00"}]
            """));

        Assert.Equal(
            [new("One\ntwo", null, null, null), new("Bold & more", new(2026, 7, 1), "h2. Old", null)],
            await Client.Priorities(Force, Bridport, Cancel));
    }

    [Fact]
    public async Task An_empty_list_of_channels_and_one_that_cannot_be_read_are_no_fault()
    {
        _world.Server.Fail(PoliceUkFault.Body("""{"id":"X","name":null,"contact_details":[]}"""));
        _world.Server.Fail(PoliceUkFault.Body("""{"id":"X","name":"","contact_details":{"forum":"\ud83d","web":7,"blog":" ","twitter":"@x"}}"""));

        var bare = await Client.Neighbourhood(Force, "X", Cancel);
        Assert.Equal(("X", null, 0), (bare.Name, bare.Url, bare.Contacts.Count));
        Assert.Equal([new Contact("twitter", "@x")], (await Client.Neighbourhood(Force, "X", Cancel)).Contacts);
    }

    [Fact]
    public async Task Only_officers_with_a_name_are_counted()
    {
        Assert.Equal(4, await Client.People(Force, Bridport, Cancel));
        _world.Server.Fail(PoliceUkFault.Body("""[{"name":"Sam Field","rank":"PC","bio":null,"contact_details":{}},{"name":"","rank":"PC"},{"name":null},{"rank":"PCSO"},{"name":"&nbsp;-"},null]"""));
        Assert.Equal(1, await Client.People(Force, Bridport, Cancel));
    }

    [Fact]
    public async Task An_event_has_the_same_id_every_night_and_another_one_next_month()
    {
        const string Two = """
            [{"title":"Coffee &amp; chat","start_date":"2025-07-03T18:00:00"},{"title":"Coffee &amp; chat","start_date":"2025-08-07T18:00:00"},
             {"title":"Coffee &amp;amp; chat","start_date":"2025-07-03T18:00:00"},{"title":"Some day","start_date":""},{"title":null,"start_date":"2025-12-03T10:00"},
             {"title":"Late","start_date":"2019-07-10T23:30:00.000"},{"title":"Later","start_date":"2019-07-10T23:30:00.000Z"}]
            """;
        _world.Server.Fail(PoliceUkFault.Body(Two), times: 2);

        var events = await Client.Events(Force, Bridport, Cancel);

        Assert.Equal([("Coffee & chat", new(2025, 7, 3), new(18, 0)), ("Coffee & chat", new(2025, 8, 7), new(18, 0)), ("", new DateOnly(2025, 12, 3), new TimeOnly(10, 0)), ("Late", new(2019, 7, 10), new(23, 30)), ("Later", new(2019, 7, 11), new(0, 30))], events.Select(seen => (seen.Title, seen.StartsOn, seen.StartsAt)));
        Assert.Equal(5, events.Select(seen => seen.Id).Distinct().Count());
        Assert.StartsWith("coffee-chat-", events[0].Id, StringComparison.Ordinal);
        Assert.Equal(events, await Client.Events(Force, Bridport, Cancel));
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_section_that_gives_no_answer_says_why_and_never_looks_empty(string what, HttpFault fault, string detail)
    {
        foreach (var look in new Func<Task>[] { () => Client.Priorities(Force, Bridport, Cancel), () => Client.People(Force, Bridport, Cancel), () => Client.Events(Force, Bridport, Cancel) })
        {
            _world.Server.Fail(fault);
            var failure = await Assert.ThrowsAsync<IntegrationException>(look);

            Assert.Equal((what, detail), (what, failure.Detail));
            Assert.Equal("data.police.uk", failure.SourceName);
        }
    }

    [Theory]
    [InlineData(20, "no answer within 20 seconds")]
    [InlineData(30, "the reply was not complete within 30 seconds")]
    public async Task A_reply_that_does_not_come_in_time_is_no_answer(int limit, string detail)
    {
        _world.Server.Fail(_world.Time.RunOut(TimeSpan.FromSeconds(limit), HttpFault.Slow(TimeSpan.FromHours(1))));

        Assert.Equal(detail, (await Assert.ThrowsAsync<IntegrationException>(() => Client.Priorities(Force, Bridport, Cancel))).Detail);
    }

    [Theory]
    [InlineData("""[7]""", "the reply is not the JSON that was asked for")]
    [InlineData("""[{"title":"The form has changed"}]""", "no entry of the list that it sent can be read")]
    [InlineData("""[null,{}]""", "no entry of the list that it sent can be read")]
    [InlineData("""[{"issue":" ","action":null}]""", "no entry of the list that it sent can be read")]
    public async Task A_list_of_priorities_that_cannot_be_read_is_no_empty_one(string body, string detail)
    {
        _world.Server.Fail(PoliceUkFault.Body(body));

        Assert.Equal(detail, (await Assert.ThrowsAsync<IntegrationException>(() => Client.Priorities(Force, Bridport, Cancel))).Detail);
    }

    [Fact]
    public async Task An_empty_list_of_priorities_is_one()
    {
        _world.Server.Fail(PoliceUkFault.Body("[]"));

        Assert.Empty(await Client.Priorities(Force, Bridport, Cancel));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"id":null,"name":"North"}""")]
    [InlineData("""{"id":" ","name":"North"}""")]
    [InlineData("""{"error":"not today"}""")]
    public async Task What_has_no_id_is_refused(string body)
    {
        _world.Server.Fail(PoliceUkFault.Body(body), times: 2);

        Assert.Equal("what it sent is no neighbourhood: it has no id", (await Assert.ThrowsAsync<IntegrationException>(() => Client.Neighbourhood(Force, Bridport, Cancel))).Detail);
        Assert.Equal("what it sent is no force: it has no id", (await Assert.ThrowsAsync<IntegrationException>(() => Client.Force(Force, Cancel))).Detail);
        _world.Server.Fail(PoliceUkFault.Body($"[{body}]"), times: 2);
        Assert.Equal("no entry of the list that it sent can be read", (await Assert.ThrowsAsync<IntegrationException>(() => Client.Neighbourhoods(Force, Cancel))).Detail);
        Assert.Equal("no entry of the list that it sent can be read", (await Assert.ThrowsAsync<IntegrationException>(() => Client.Forces(Cancel))).Detail);
    }

    [Theory]
    [InlineData("""[{"title":"Coffee","start_date":"some day"},null]""")]
    [InlineData("""[{"full-name":"Sam Field","rank":"PC"},{}]""")]
    public async Task A_list_of_which_nothing_can_be_read_never_looks_empty(string body)
    {
        _world.Server.Fail(PoliceUkFault.Body(body), times: 2);

        Assert.Equal("no entry of the list that it sent can be read", (await Assert.ThrowsAsync<IntegrationException>(() => Client.Events(Force, Bridport, Cancel))).Detail);
        Assert.Equal("no entry of the list that it sent can be read", (await Assert.ThrowsAsync<IntegrationException>(() => Client.People(Force, Bridport, Cancel))).Detail);
        _world.Server.Fail(PoliceUkFault.Body("""[{"name":"","rank":"PC"}]"""));
        Assert.Equal(0, await Client.People(Force, Bridport, Cancel));
    }

    [Fact]
    public async Task Only_an_empty_list_says_that_there_is_nothing()
    {
        _world.Server.Fail(PoliceUkFault.NothingThere(), times: 3);

        Assert.Empty(await Client.Priorities(Force, Bridport, Cancel));
        Assert.Equal(0, await Client.People(Force, Bridport, Cancel));
        Assert.Empty(await Client.Events(Force, Bridport, Cancel));
    }

    [Theory]
    [InlineData("wd-bridport")] // ids are compared with their case
    [InlineData("WD-BRIDPORT ")]
    public async Task An_id_that_is_not_known_is_404(string id)
    {
        var failure = await Assert.ThrowsAsync<IntegrationException>(() => Client.Neighbourhood(Force, id, Cancel));

        Assert.Equal(404, failure.Status);
    }

    [Theory]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("..")]
    [InlineData(".")]
    [InlineData("a..b")]
    [InlineData("")]
    [InlineData("a\nb")]
    [InlineData("neighbourhoods")]
    public async Task An_id_that_would_lead_elsewhere_is_not_asked_about(string id)
    {
        await Assert.ThrowsAsync<IntegrationException>(() => Client.Priorities(Force, id, Cancel));
        await Assert.ThrowsAsync<IntegrationException>(() => Client.Neighbourhoods(id, Cancel));
        Assert.Equal(0, _world.Server.Requests);
    }

    [Theory]
    [InlineData("PB 07.1", "/api/dorset/PB%2007.1/priorities")]
    [InlineData("a?b=c#d&e", "/api/dorset/a%3Fb%3Dc%23d%26e/priorities")]
    public async Task An_opaque_id_stays_one_part_of_the_address(string id, string expected)
    {
        _world.Server.Fail(PoliceUkFault.NothingThere());
        await Client.Priorities(Force, id, Cancel);

        Assert.Equal(Uri.UnescapeDataString(expected), Uri.UnescapeDataString(Assert.Single(_world.Server.Recent).PathAndQuery));
        Assert.Equal(1, _world.Server.RequestsTo(Uri.UnescapeDataString(expected)));
    }

    [Fact]
    public async Task Stopping_the_host_stops_the_question()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        _world.Server.Fail(new HttpFault("stopped", (_, _) => stop.CancelAsync()));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Client.Forces(stop.Token));
    }

    [Fact]
    public async Task The_probe_asks_once_and_says_whether_the_force_is_known()
    {
        Assert.Equal(new Probe(ProbeOutcome.Works, "it answers without credentials, and knows the force dorset as Dorset Police"), await Client.Probe(Force, Cancel));
        var unknown = await Client.Probe("dorsett", Cancel);
        Assert.Equal(ProbeOutcome.Warns, unknown.Outcome);
        Assert.Contains("did you mean “dorset, Dorset Police”?", unknown.Says, StringComparison.Ordinal);
        _world.Server.Fail(PoliceUkFault.Outage());
        Assert.Equal(new Probe(ProbeOutcome.Fails, "HTTP 503"), await Client.Probe(Force, Cancel));
        Assert.Equal(3, _world.Server.Requests);
    }

    [Fact]
    public async Task Switched_off_the_probe_asks_nothing()
    {
        using var rest = new OutboundHttp(Http.TestOutside.Options, TimeProvider.System).Client(new Uri(_world.Server.BaseAddress), followRedirects: true);

        var probe = await new PoliceUkClient(rest, new() { Enabled = false }).Probe(Force, Cancel);

        Assert.Equal((ProbeOutcome.NotConfigured, 0), (probe.Outcome, _world.Server.Requests));
    }
}
