using System.Net;
using System.Text.Json.Nodes;
using Nec.Core.Contracts;
using Nec.Integrations.Bluesky;
using Nec.Integrations.Http;
using Nec.Integrations.Social;
using Nec.Integrations.Tests.Http;
using Nec.Integrations.Tests.Recorded;
using Nec.Integrations.Tests.X;
using Nec.Simulator;

namespace Nec.Integrations.Tests.Bluesky;

public sealed class BlueskyClientTests : NetworkContractTests
{
    private static readonly DateTimeOffset Reset = new(2019, 9, 2, 5, 20, 0, TimeSpan.Zero);

    private bool _lastPost = true;

    protected override SimulatedServer Server => World.Bluesky;

    protected override Account Known { get; } = Named("north", "north.example.org");

    protected override string SourceName => "Bluesky";

    protected override ISocialNetwork Network(TimeProvider time) =>
        new BlueskyClient(Rest(World.Bluesky.Address, followRedirects: false, time), new BlueskyOptions { LastPost = _lastPost });

    [Theory]
    [InlineData("north.example.org")]
    [InlineData("@North.Example.org")]
    [InlineData("did:plc:simnorthaaaaaaaaaaaaaaaa")]
    public async Task Followers_are_counted_with_the_identifier_to_keep(string handle)
    {
        var look = await CountOne(Named("north", handle));

        var reading = Assert.IsType<Seen>(look.Look).Reading;
        Assert.Equal(("north", "followers", At, (long)SimulatedActor.North.FollowersOn(Day)), (reading.Account, reading.Metric, reading.At, reading.Count));
        Assert.Equal((null, SimulatedActor.North.Did), (reading.SignificantFigures, look.NetworkId));
    }

    [Theory]
    [InlineData(25, 1)]
    [InlineData(26, 2)]
    [InlineData(60, 3)]
    public async Task Twenty_five_actors_go_into_a_call(int accounts, int calls)
    {
        _lastPost = false;

        var looks = await Count(Team(accounts));

        Assert.Equal((calls, calls), (World.Bluesky.Requests, World.Bluesky.RequestsTo(BlueskyApi.ProfilesPath)));
        Assert.Equal(SimulatedActor.All.Skip(5).Take(accounts).Select(actor => (long)actor.FollowersOn(Day)), looks.Select(CountIn));
    }

    [Fact]
    public async Task Who_is_known_is_asked_about_by_what_stays_since_handles_move()
    {
        var first = await CountOne(Known);
        World.Bluesky.Move(SimulatedActor.North, "north-team.example.org");

        Assert.Equal(SimulatedActor.North.FollowersOn(Day), CountIn(await CountOne(Known, first.NetworkId)));
        Assert.StartsWith("Bluesky does not show north.example.org: ", (await WhyNot(Known)).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_is_left_out_without_a_word_is_named()
    {
        var looks = await Count(
            new AskedAccount(Named("gone", "nobody.example.org")), new AskedAccount(Known), new AskedAccount(Named("down", SimulatedActor.TakenDown.Handle), SimulatedActor.TakenDown.Did));

        Assert.Equal(
            [
                "Bluesky does not show nobody.example.org: it is unknown, taken down or switched off; look at it on bsky.app, and correct the handle in the contract file if it is wrong",
                null,
                "Bluesky does not show taken-down.example.org: it is unknown, taken down or switched off; look at it on bsky.app, and correct the handle in the contract file if it is wrong",
            ],
            looks.Select(look => (look.Look as Unable)?.Reason));
        Assert.All(looks.Select(look => look.Look).OfType<Unable>(), unable => Assert.Equal((true, false), (unable.NeedsPerson, unable.StopAsking)));
    }

    [Fact]
    public async Task A_number_that_is_missing_is_unable_never_zero()
    {
        World.Bluesky.Fail(BlueskyFault.WithoutCounts());

        Assert.Equal(new Unable("Bluesky did not show the number of followers of north.example.org; the next run asks again", NeedsPerson: false), await WhyNot(Known));
    }

    [Theory]
    [InlineData("\"9\"")]
    [InlineData("-1")]
    [InlineData("0.5")]
    public async Task A_number_of_no_sense_spoils_its_own_account_only(string number)
    {
        World.Bluesky.Fail(HttpFault.Status(200, $$$"""{"profiles":[null,{"did":"did:plc:n","handle":"north.example.org","followersCount":{{{number}}}},{"did":"did:plc:s","handle":"south.example.org","followersCount":7}]}"""));

        var looks = await Count(new AskedAccount(Known), new AskedAccount(Named("south", "south.example.org")));

        Assert.IsType<Unable>(looks[0].Look);
        Assert.Equal(7, CountIn(looks[1]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("north")]
    [InlineData("north.example.org/../x")]
    [InlineData("-north.example.org")]
    [InlineData("127.0.0.1")]
    [InlineData("did:")]
    public async Task A_wrong_handle_is_not_asked_about(string handle)
    {
        Assert.Equal(
            new Unable($"'{handle}' is neither a handle on Bluesky (name.bsky.social) nor a did; correct the account wrong in the contract file", NeedsPerson: true), await WhyNot(Named("wrong", handle)));
        Assert.Equal(0, World.Bluesky.Requests);
    }

    [Fact]
    public async Task The_day_of_the_last_post_is_Londons()
    {
        World.Bluesky.Fail(HttpFault.Status(200, """{"feed":[{"post":{"indexedAt":"2019-08-31T23:30:00.000Z"}}]}"""), path: BlueskyApi.FeedPath);

        Assert.Equal(new DateOnly(2019, 9, 1), LastPost(await CountOne(Known))); // half past midnight in London
        Assert.Equal(DateOnly.FromDateTime(SimulatedActor.North.LastPostAt(At)!.Value.UtcDateTime), LastPost(await CountOne(Known)));
    }

    [Fact]
    public async Task A_post_of_others_passed_on_counts_on_the_day_it_was_passed_on()
    {
        World.Bluesky.Fail(HttpFault.Status(200, """{"feed":[{"post":{"indexedAt":"2018-01-01T12:00:00.000Z"},"reason":{"indexedAt":"2019-08-30T12:00:00.000Z"}}]}"""), path: BlueskyApi.FeedPath);

        Assert.Equal(new DateOnly(2019, 8, 30), LastPost(await CountOne(Known)));
    }

    [Fact]
    public async Task Who_never_posted_has_no_last_post() => Assert.Null(LastPost(await CountOne(Named("silent", SimulatedActor.Silent.Handle))));

    [Theory]
    [InlineData("html")]
    [InlineData("500")]
    [InlineData("429")]
    [InlineData("400")]
    [InlineData("nonsense")]
    [InlineData("null")]
    public async Task A_last_post_that_cannot_be_had_never_costs_the_count(string kind)
    {
        World.Bluesky.Fail(
            kind switch
            {
                "html" => HttpFault.Html(),
                "429" => BlueskyFault.RateLimited(Reset),
                "400" => BlueskyFault.Error(400, "BlockedActor"),
                "nonsense" => HttpFault.Status(200, """{"feed":[{"post":{"indexedAt":"yesterday"}}]}"""),
                "null" => HttpFault.Status(200, """{"feed":[null]}"""),
                _ => HttpFault.Status(500),
            },
            HttpFault.Always,
            BlueskyApi.FeedPath);

        var look = await CountOne(Known);

        Assert.Equal((SimulatedActor.North.FollowersOn(Day), null), (CountIn(look), LastPost(look)));
    }

    [Fact]
    public async Task After_a_refused_feed_the_others_are_left_alone()
    {
        World.Bluesky.Fail(BlueskyFault.RateLimited(Reset), HttpFault.Always, BlueskyApi.FeedPath);

        Assert.All(await Count(Team(25)), look => Assert.IsType<Seen>(look.Look));
        Assert.Equal(3, World.Bluesky.RequestsTo(BlueskyApi.FeedPath)); // one, with its retries
    }

    [Fact]
    public async Task The_last_post_is_not_asked_for_when_switched_off()
    {
        _lastPost = false;

        Assert.Null(LastPost(await CountOne(Known)));
        Assert.Equal(0, World.Bluesky.RequestsTo(BlueskyApi.FeedPath));
    }

    [Fact]
    public async Task One_actor_that_spoils_the_call_is_found_by_asking_one_by_one()
    {
        World.Bluesky.Fail(BlueskyFault.Error(400, "InvalidRequest", "Error: actors/1 must be a valid did or a handle"));
        _lastPost = false;

        var looks = await Count(new AskedAccount(Known), new AskedAccount(Named("south", "south.example.org")));

        Assert.All(looks, look => Assert.IsType<Seen>(look.Look));
        Assert.Equal(3, World.Bluesky.Requests);
    }

    [Theory]
    [InlineData(400, "InvalidRequest", "Profile not found", "Bluesky knows no account north.example.org: correct the handle in the contract file")]
    [InlineData(400, "AccountTakedown", "Account has been suspended", "Bluesky has taken down north.example.org")]
    [InlineData(400, "AccountDeactivated", "Account is deactivated", "north.example.org on Bluesky was switched off by its owner")]
    [InlineData(400, "InvalidRequest", "Error: something else", "Bluesky did not understand the question about north.example.org: check the handle in the contract file (HTTP 400)")]
    public async Task An_error_about_one_account_needs_a_person(int status, string error, string message, string reason)
    {
        World.Bluesky.Fail(BlueskyFault.Error(status, error, message));

        Assert.Equal(new Unable(reason, NeedsPerson: true), await WhyNot(Known));
    }

    [Theory]
    [InlineData("rate", "Bluesky asks us to wait until 05:20 UTC: its call limit is reached, the next run asks again", false)]
    [InlineData("auth", "Bluesky refuses to show its public profiles from here: look whether Bluesky:BaseAddress is still right", true)]
    public async Task A_refusal_stops_the_rest_of_the_run(string kind, string reason, bool needsPerson)
    {
        World.Bluesky.Fail(kind == "rate" ? BlueskyFault.RateLimited(Reset) : BlueskyFault.Error(401, "AuthMissing"), HttpFault.Always);

        var looks = await Count(Team(60));

        Assert.Equal(60, looks.Count);
        Assert.All(looks, look => Assert.Equal(new Unable(reason, needsPerson) { StopAsking = true }, look.Look));
        Assert.All(World.Bluesky.Recent, seen => Assert.Contains("team-01.example.org", seen.PathAndQuery, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Redirects_are_not_followed()
    {
        World.Bluesky.Fail(HttpFault.Redirect($"{World.X.Address}x"), HttpFault.Always);

        Assert.Equal("Bluesky: HTTP 302", (await WhyNot(Known)).Reason);
        Assert.Equal(0, World.X.Requests);
    }

    [Fact]
    public async Task What_the_schema_names_is_what_is_asked_and_read()
    {
        // There is no recorded reply, only the network's own schema of the call.
        var main = JsonNode.Parse(Samples.Text("bluesky/lexicon-getProfiles.json"))!["defs"]!["main"]!;
        var (parameter, output) = (Assert.Single(main["parameters"]!["properties"]!.AsObject()), Assert.Single(main["output"]!["schema"]!["properties"]!.AsObject()));
        var profile = new JsonObject { ["did"] = "did:plc:n", ["handle"] = "north.example.org", ["followersCount"] = 5 };
        using var outside = new Stub();
        outside.Answers(Stub.Reply(200, new JsonObject { [output.Key] = new JsonArray(profile) }.ToJsonString()));

        using var rest = TestOutside.Over(outside, "https://public.api.bsky.app");
        var look = Assert.Single(await new BlueskyClient(rest, new BlueskyOptions { LastPost = false }).Count([new AskedAccount(Known)], At, Cancel));

        Assert.Equal(5, CountIn(look));
        Assert.Equal($"/xrpc/app.bsky.actor.getProfiles?{parameter.Key}=north.example.org", Assert.Single(outside.Paths));
        Assert.Equal(25, (int)parameter.Value!["maxLength"]!);
    }

    private static DateOnly? LastPost(AccountLook look) => Assert.IsType<Seen>(look.Look).Reading.LastPostOn;

    private static Account Named(string id, string handle) => new(id, "bluesky", handle, "followers");

    private static IEnumerable<AskedAccount> Team(int accounts) => SimulatedActor.All.Skip(5).Take(accounts).Select(actor => new AskedAccount(Named(actor.Handle, actor.Handle)));
}
