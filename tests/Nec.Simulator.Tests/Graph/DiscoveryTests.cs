using System.Globalization;
using System.Text.Json.Nodes;

namespace Nec.Simulator.Tests.Graph;

public sealed class DiscoveryTests : Simulated
{
    private const string Own = "17841400000000001";

    [Fact]
    public async Task Anothers_business_account_is_seen_through_our_own()
    {
        var answer = await Get(Own, "business_discovery.username(bridport.police_sim){id,username,followers_count,media_count,media.limit(1){timestamp}}");
        var found = answer["business_discovery"]!;

        Assert.Equal((Own, "17841400000000002", "bridport.police_sim"), ((string?)answer["id"], (string?)found["id"], (string?)found["username"]));
        Assert.Equal(SimulatedInstagram.FollowersOn(SimulatedInstagram.Bridport, Day("2019-08-02")), (int?)found["followers_count"]);
        Assert.EndsWith("T17:30:00+0000", (string?)found["media"]!["data"]![0]!["timestamp"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Our_own_shows_its_fields()
        => Assert.Equal(["username", "followers_count", "id"], (await Get(Own, "id,username,followers_count")).AsObject().Select(field => field.Key));

    [Theory]
    [InlineData(Own, "business_discovery.username(somebody){followers_count}", 110, 2207013)] // a personal account, or none
    [InlineData("17841400000000002", "followers_count", 100, 33)] // not ours
    [InlineData(Own, "shoe_size", 100, null)]
    public async Task What_is_not_shown_is_an_error(string id, string fields, int code, int? subcode)
    {
        var error = (await Get(id, fields))["error"]!;

        Assert.Equal((code, subcode), ((int)error["code"]!, (int?)error["error_subcode"]));
    }

    [Fact]
    public async Task A_pages_newest_post_is_never_of_the_future_and_often_of_this_week()
    {
        var recent = 0;
        for (var day = 0; day < 60; day++)
        {
            World.Now = London("2020-01-01 12:00").AddDays(day);
            var written = (string)(await Get("102000000000001", "published_posts.limit(1){created_time}"))["published_posts"]!["data"]![0]!["created_time"]!;
            var age = World.Now - DateTimeOffset.ParseExact(written, "yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);

            Assert.InRange(age, TimeSpan.Zero, TimeSpan.FromDays(30));
            recent += age < TimeSpan.FromDays(7) ? 1 : 0;
        }

        Assert.InRange(recent, 40, 60);
    }

    [Fact]
    public async Task Hidden_posts_are_refused_and_others_pages_to_all_but_the_app()
    {
        (World.Graph.HidesPosts, World.Graph.AppId, World.Graph.AppSecret, World.Graph.OthersPages) = (true, "900", "secret", ["102000000000002"]);

        Assert.Equal(190, (int?)(await Get("102000000000001", "published_posts.limit(1){created_time}"))["error"]!["code"]);
        Assert.Equal(10, (int?)(await Get("102000000000002", "fan_count"))["error"]!["code"]);
        Assert.Equal(3044, (int?)(await Get("102000000000002", "fan_count", "900%7Csecret"))["fan_count"]);
    }

    [Fact]
    public async Task The_old_usage_header_has_single_quotes()
    {
        World.Graph.Fail(GraphFault.OldUsage(85));
        using var reply = await Http.GetAsync(Graph("102000000000001"), Cancelled);

        Assert.Equal("{'call_count' : 85, 'total_cputime' : 1, 'total_time' : 2}", Assert.Single(reply.Headers.GetValues("X-Page-Usage")));
        Assert.False(reply.Headers.Contains("X-App-Usage"));
        Assert.Contains("2610", await reply.Content.ReadAsStringAsync(Cancelled), StringComparison.Ordinal);
    }

    private async Task<JsonNode> Get(string id, string fields, string token = "t")
    {
        using var reply = await Http.GetAsync(new Uri(World.GraphAddress, $"v26.0/{id}?fields={fields}&access_token={token}"), Cancelled);
        return JsonNode.Parse(await reply.Content.ReadAsStringAsync(Cancelled))!;
    }
}
