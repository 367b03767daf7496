using System.Text.Json.Nodes;

namespace Nec.Simulator.Tests.Graph;

public sealed class GraphTokenTests : Simulated
{
    [Fact]
    public async Task A_tokens_life_and_scopes_are_told_to_the_app()
    {
        (World.Graph.TokenExpiresAt, World.Graph.Scopes) = (London("2019-10-01 00:00"), ["pages_show_list"]);
        var data = (await Debug("t"))["data"]!;

        Assert.Equal((true, 1569884400L, 0L), ((bool)data["is_valid"]!, (long)data["expires_at"]!, (long)data["data_access_expires_at"]!));
        Assert.Equal(["pages_show_list"], data["scopes"]!.AsArray().Select(scope => (string?)scope));
        Assert.Equal("pages_show_list", (string?)data["granular_scopes"]![0]!["scope"]);
    }

    [Theory]
    [InlineData("2019-10-14 06:00", null, "t", 463)] // the script's dead days
    [InlineData("2019-09-01 00:00", "2019-09-01 00:00", "t", 463)]
    [InlineData("2019-09-01 00:00", null, "another", null)]
    public async Task A_dead_token_is_told_as_such(string now, string? expires, string asked, int? subcode)
    {
        World.Now = London(now);
        (World.Graph.AccessToken, World.Graph.TokenExpiresAt) = ("t", expires is null ? null : London(expires));
        var data = (await Debug(asked))["data"]!;

        Assert.False((bool)data["is_valid"]!);
        Assert.Equal((190, subcode), ((int)data["error"]!["code"]!, (int?)data["error"]!["subcode"]));
        Assert.Empty(data["scopes"]!.AsArray());
    }

    [Theory]
    [InlineData("900|secret", true)]
    [InlineData("900|guess", false)]
    [InlineData("t", false)]
    public async Task Only_the_app_may_ask(string caller, bool may)
    {
        (World.Graph.AppId, World.Graph.AppSecret) = ("900", "secret");

        Assert.Equal(may, (await Debug("t", caller))["data"] is not null);
    }

    [Fact]
    public async Task A_token_that_has_run_out_reads_nothing()
    {
        World.Graph.TokenExpiresAt = World.Now;
        using var reply = await Http.GetAsync(Graph("102000000000001"), Cancelled);

        Assert.Equal(463, (int?)JsonNode.Parse(await reply.Content.ReadAsStringAsync(Cancelled))!["error"]!["error_subcode"]);
    }

    private async Task<JsonNode> Debug(string token, string caller = "1|s")
    {
        using var reply = await Http.GetAsync(new Uri(World.GraphAddress, $"v26.0/debug_token?input_token={token}&access_token={Uri.EscapeDataString(caller)}"), Cancelled);
        return JsonNode.Parse(await reply.Content.ReadAsStringAsync(Cancelled))!;
    }
}
