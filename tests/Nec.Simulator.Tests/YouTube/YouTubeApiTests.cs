using System.Net;
using System.Text.Json.Nodes;

namespace Nec.Simulator.Tests.YouTube;

public sealed class YouTubeApiTests : Simulated
{
    private const string Statistics = "youtube/v3/channels?part=id,statistics&key=k";

    [Fact]
    public async Task Numbers_are_strings_and_rounded_down_to_three_figures()
    {
        var (_, body) = await Get($"{Statistics}&id={SimulatedChannel.Force.Id}");

        var statistics = body["items"]![0]!["statistics"]!;
        Assert.Equal("\"123000\"", statistics["subscriberCount"]!.ToJsonString());
        Assert.Equal("false", statistics["hiddenSubscriberCount"]!.ToJsonString());
    }

    [Theory]
    [InlineData(999, 999)]
    [InlineData(1000, 1000)]
    [InlineData(1009, 1000)]
    [InlineData(123456, 123000)]
    [InlineData(99999, 99900)]
    public void Rounding_goes_down(int count, int shown) =>
        Assert.Equal(shown, new SimulatedChannel("UC", "@x", count, 0).ShownOn(Day("2019-08-02")));

    [Theory]
    [InlineData("@forcesim")]
    [InlineData("ForceSim")]
    public async Task A_handle_finds_its_channel_with_or_without_the_sign(string handle)
    {
        var (_, body) = await Get($"youtube/v3/channels?part=id&key=k&forHandle={Uri.EscapeDataString(handle)}");

        Assert.Equal(SimulatedChannel.Force.Id, (string?)Assert.Single(body["items"]!.AsArray())!["id"]);
    }

    [Fact]
    public async Task No_match_has_no_items_at_all()
    {
        var (status, body) = await Get($"{Statistics}&id=UC0000000000000000000000");

        Assert.Equal((HttpStatusCode.OK, false), (status, body.ContainsKey("items")));
    }

    [Fact]
    public async Task A_hidden_count_is_told_as_zero()
    {
        var (_, body) = await Get($"{Statistics}&id={SimulatedChannel.Hidden.Id}");

        Assert.Equal(("0", true), ((string?)body["items"]![0]!["statistics"]!["subscriberCount"], (bool?)body["items"]![0]!["statistics"]!["hiddenSubscriberCount"]));
    }

    [Theory]
    [InlineData(50, HttpStatusCode.OK)]
    [InlineData(51, HttpStatusCode.BadRequest)]
    public async Task A_call_takes_fifty_ids(int ids, HttpStatusCode expected) =>
        Assert.Equal(expected, (await Get($"{Statistics}&id={string.Join(',', SimulatedChannel.All.Take(ids).Select(channel => channel.Id))}")).Status);

    [Fact]
    public async Task Every_channel_has_an_id_of_its_own_in_the_right_form()
    {
        Assert.All(SimulatedChannel.All, channel => Assert.Matches("^UC[A-Za-z0-9_-]{22}$", channel.Id));
        Assert.Equal(SimulatedChannel.All.Count, SimulatedChannel.All.DistinctBy(channel => channel.Id).Count());
        Assert.Equal(HttpStatusCode.Forbidden, (await Get("youtube/v3/channels?part=id&id=UC")).Status); // no key
    }

    [Fact]
    public async Task The_key_may_travel_in_a_header_and_must_be_good()
    {
        World.YouTube.Key = "good";
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(World.YouTube.Address, $"youtube/v3/channels?part=id&id={SimulatedChannel.North.Id}"));
        request.Headers.Add("X-Goog-Api-Key", "good");
        using var reply = await Http.SendAsync(request, Cancelled);

        var (status, refused) = await Get($"{Statistics}&id={SimulatedChannel.North.Id}");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.BadRequest), (reply.StatusCode, status));
        Assert.Equal("API_KEY_INVALID", (string?)refused["error"]!["details"]![0]!["reason"]);
    }

    [Theory]
    [InlineData("quotaExceeded", HttpStatusCode.Forbidden)]
    [InlineData("rateLimitExceeded", HttpStatusCode.Forbidden)]
    [InlineData("keyInvalid", HttpStatusCode.BadRequest)]
    [InlineData("backendError", HttpStatusCode.ServiceUnavailable)]
    public async Task An_error_says_its_reason(string reason, HttpStatusCode status)
    {
        World.YouTube.Fail(YouTubeFault.Error(reason));
        var (actual, body) = await Get($"{Statistics}&id={SimulatedChannel.North.Id}");

        Assert.Equal((status, reason), (actual, (string?)body["error"]!["errors"]![0]!["reason"]));
    }

    [Fact]
    public async Task A_good_answer_may_be_spoilt_and_an_error_may_be_a_plain_string()
    {
        World.YouTube.Fail(YouTubeFault.NumbersAsNumbers());
        World.YouTube.Fail(YouTubeFault.WithoutCount());
        World.YouTube.Fail(YouTubeFault.PlainError());

        Assert.Equal("870", (await Get($"{Statistics}&id={SimulatedChannel.North.Id}")).Body["items"]![0]!["statistics"]!["subscriberCount"]!.ToJsonString());
        Assert.Null((await Get($"{Statistics}&id={SimulatedChannel.North.Id}")).Body["items"]![0]!["statistics"]!["subscriberCount"]);
        Assert.Equal("invalid_grant", (string?)(await Get($"{Statistics}&id={SimulatedChannel.North.Id}")).Body["error"]);
    }

    private async Task<(HttpStatusCode Status, JsonObject Body)> Get(string path)
    {
        using var reply = await Http.GetAsync(new Uri(World.YouTube.Address, path), Cancelled);
        return (reply.StatusCode, JsonNode.Parse(await reply.Content.ReadAsStringAsync(Cancelled))!.AsObject());
    }
}
