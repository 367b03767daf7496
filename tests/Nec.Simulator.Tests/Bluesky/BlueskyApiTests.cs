using System.Net;
using System.Text.Json.Nodes;

namespace Nec.Simulator.Tests.Bluesky;

public sealed class BlueskyApiTests : Simulated
{
    private const string Profiles = "xrpc/app.bsky.actor.getProfiles?";

    [Fact]
    public async Task Actors_are_found_by_handle_or_identifier_and_the_others_left_out_without_a_word()
    {
        var (status, body) = await Get($"{Profiles}actors=NORTH.example.org&actors={SimulatedActor.South.Did}&actors=nobody.example.org&actors={SimulatedActor.TakenDown.Handle}&actors={SimulatedActor.Deactivated.Did}");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal([("north.example.org", 240), ("south.example.org", 95)], body["profiles"]!.AsArray().Select(profile => ((string)profile!["handle"]!, (int)profile["followersCount"]!)));
    }

    [Theory]
    [InlineData(25, HttpStatusCode.OK)]
    [InlineData(26, HttpStatusCode.BadRequest)]
    [InlineData(0, HttpStatusCode.BadRequest)]
    public async Task A_call_takes_twenty_five_actors(int actors, HttpStatusCode expected) =>
        Assert.Equal(expected, (await Get(Profiles + string.Join('&', SimulatedActor.All.Take(actors).Select(actor => $"actors={actor.Did}")))).Status);

    [Fact]
    public async Task One_actor_of_another_form_spoils_the_call() =>
        Assert.Equal(HttpStatusCode.BadRequest, (await Get($"{Profiles}actors=north.example.org&actors=north")).Status);

    [Theory]
    [InlineData("nobody.example.org", "InvalidRequest", "Profile not found")]
    [InlineData("taken-down.example.org", "AccountTakedown", "Account has been suspended")]
    [InlineData("deactivated.example.org", "AccountDeactivated", "Account is deactivated")]
    public async Task A_single_profile_says_why_it_is_not_there(string actor, string error, string message)
    {
        var (status, body) = await Get($"xrpc/app.bsky.actor.getProfile?actor={actor}");

        Assert.Equal((HttpStatusCode.BadRequest, error, message), (status, (string?)body["error"], (string?)body["message"]));
    }

    [Fact]
    public async Task A_handle_moves_and_the_identifier_stays()
    {
        World.Bluesky.Move(SimulatedActor.North, "new.example.org");

        Assert.Empty((await Get($"{Profiles}actors=north.example.org")).Body["profiles"]!.AsArray());
        Assert.Equal("new.example.org", (string?)(await Get($"{Profiles}actors={SimulatedActor.North.Did}")).Body["profiles"]![0]!["handle"]);
    }

    [Theory]
    [InlineData("2019-08-04 08:59", "2019-08-01T08:00:00.000Z")]
    [InlineData("2019-08-04 09:00", "2019-08-04T08:00:00.000Z")]
    [InlineData("2019-08-06 23:00", "2019-08-04T08:00:00.000Z")]
    [InlineData("2019-11-05 10:00", "2019-11-05T09:00:00.000Z")] // nine in winter
    public async Task The_last_post_is_at_nine_of_every_third_day(string now, string expected)
    {
        World.Now = London(now);
        var (_, body) = await Get("xrpc/app.bsky.feed.getAuthorFeed?actor=north.example.org&limit=1");

        Assert.Equal(expected, (string?)body["feed"]![0]!["post"]!["indexedAt"]);
    }

    [Fact]
    public async Task Who_never_posted_has_an_empty_feed_and_who_is_not_shown_has_none()
    {
        Assert.Empty((await Get("xrpc/app.bsky.feed.getAuthorFeed?actor=silent.example.org")).Body["feed"]!.AsArray());
        Assert.Equal(HttpStatusCode.BadRequest, (await Get("xrpc/app.bsky.feed.getAuthorFeed?actor=taken-down.example.org")).Status);
    }

    [Fact]
    public async Task A_limit_tells_its_reset_in_unix_seconds()
    {
        World.Bluesky.Fail(BlueskyFault.RateLimited(London("2019-08-02 00:05")));
        using var reply = await Http.GetAsync(new Uri(World.Bluesky.Address, $"{Profiles}actors=north.example.org"), Cancelled);

        Assert.Equal((HttpStatusCode.TooManyRequests, $"{London("2019-08-02 00:05").ToUnixTimeSeconds()}"), (reply.StatusCode, reply.Headers.GetValues("RateLimit-Reset").Single()));
    }

    [Fact]
    public async Task Counts_may_be_left_out()
    {
        World.Bluesky.Fail(BlueskyFault.WithoutCounts());

        Assert.Null((await Get($"{Profiles}actors=north.example.org")).Body["profiles"]![0]!["followersCount"]);
    }

    [Fact]
    public void Every_actor_has_an_identifier_and_a_handle_of_its_own()
    {
        Assert.Equal(SimulatedActor.All.Count, SimulatedActor.All.DistinctBy(actor => actor.Did).Count());
        Assert.Equal(SimulatedActor.All.Count, SimulatedActor.All.DistinctBy(actor => actor.Handle).Count());
    }

    private async Task<(HttpStatusCode Status, JsonObject Body)> Get(string path)
    {
        using var reply = await Http.GetAsync(new Uri(World.Bluesky.Address, path), Cancelled);
        return (reply.StatusCode, JsonNode.Parse(await reply.Content.ReadAsStringAsync(Cancelled))!.AsObject());
    }
}
