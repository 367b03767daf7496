using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Nec.Simulator.Tests.Graph;

public sealed class GraphApiTests : Simulated
{
    [Fact]
    public async Task A_page_has_the_fields_asked_for_and_its_id_and_no_others()
    {
        var page = await Get(Graph("102000000000001", "name,username,link,followers_count,fan_count,has_transitioned_to_new_page_experience"));
        var little = await Get(Graph("102000000000001", "fan_count"));

        Assert.Equal("BridportPoliceSim", (string?)page["username"]);
        Assert.Equal("https://www.facebook.com/BridportPoliceSim", (string?)page["link"]);
        Assert.Equal(2610, (int?)page["fan_count"]);
        Assert.False((bool?)page["has_transitioned_to_new_page_experience"]);
        Assert.InRange((int)page["followers_count"]!, 2611, 2800); // another metric: slightly larger
        Assert.Equal(["fan_count", "id"], little.Select(field => field.Key));
    }

    [Fact]
    public async Task The_three_pages_make_the_baseline_and_the_target_on_the_wire()
    {
        Assert.Equal(7462, await Total());
        World.Now = London("2019-12-31 06:15");
        Assert.Equal(8204, await Total());
    }

    [Fact]
    public async Task A_user_name_finds_the_same_page_in_any_case()
        => Assert.Equal("102000000000003", (string?)(await Get(Graph("sherbornepolicesim")))["id"]);

    [Fact]
    public async Task New_pages_like_as_many_as_follow()
    {
        World.Now = London("2024-05-01 06:15");
        var page = await Get(Graph("102000000000002", "fan_count,followers_count,has_transitioned_to_new_page_experience"));

        Assert.True((bool?)page["has_transitioned_to_new_page_experience"]);
        Assert.Equal((int?)page["followers_count"], (int?)page["fan_count"]);
    }

    [Theory]
    [InlineData("2019-10-13 23:59", false)]
    [InlineData("2019-10-14 00:00", true)]
    [InlineData("2019-10-15 06:15", true)]
    [InlineData("2019-10-16 23:59", true)]
    [InlineData("2019-10-17 00:00", false)]
    public async Task The_token_is_expired_for_three_days_in_October(string now, bool expired)
    {
        World.Now = London(now);
        using var reply = await Http.GetAsync(Graph("102000000000001"), Cancelled);
        var error = JsonNode.Parse(await reply.Content.ReadAsStringAsync(Cancelled))!["error"];

        Assert.Equal(expired ? HttpStatusCode.Unauthorized : HttpStatusCode.OK, reply.StatusCode);
        Assert.Equal(expired ? (190, 463) : (null, null), ((int?)error?["code"], (int?)error?["error_subcode"]));
    }

    [Theory]
    [InlineData("v26.0/999?fields=id&access_token=t", 100, 33)]
    [InlineData("v26.0/NobodySim?fields=id&access_token=t", 803, null)]
    [InlineData("v26.0/102000000000001?fields=shoe_size&access_token=t", 100, null)]
    [InlineData("v26.0/?ids=102000000000001,102000000000002&access_token=t", 100, null)] // removed from this version
    [InlineData("v26.0/102000000000001?fields=id", 104, null)] // no token
    [InlineData("v26.0/102000000000001?fields=id&access_token=wrong", 190, null)]
    public async Task What_cannot_be_answered_is_an_error_envelope(string address, int code, int? subcode)
    {
        World.Graph.AccessToken = "t";
        var error = (await Get(new Uri(World.GraphAddress, address)))["error"]!;

        Assert.Equal((code, subcode), ((int)error["code"]!, (int?)error["error_subcode"]));
        Assert.Equal(23, ((string?)error["fbtrace_id"])?.Length);
        Assert.NotEmpty((string)error["message"]!);
        Assert.NotEmpty((string)error["type"]!);
    }

    [Fact]
    public async Task A_bearer_header_is_as_good_as_a_parameter()
    {
        World.Graph.AccessToken = "secret-token";
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(World.GraphAddress, "v26.0/102000000000001?fields=fan_count"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "secret-token");
        using var reply = await Http.SendAsync(request, Cancelled);

        Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
        var seen = Assert.Single(World.Graph.Recent);
        Assert.Equal(("GET", "/v26.0/102000000000001?fields=fan_count"), (seen.Method, seen.PathAndQuery));
        Assert.Equal("Bearer secret-token", seen.Headers["authorization"]);
    }

    [Fact]
    public async Task Only_the_latest_requests_are_remembered_and_all_are_counted()
    {
        for (var i = 0; i < 120; i++)
        {
            await Http.GetStringAsync(Graph("102000000000001", i < 119 ? "id" : "name"), Cancelled);
        }

        Assert.Equal((120, 120, 100), (World.Graph.Requests, World.Graph.RequestsTo("/v26.0/102000000000001"), World.Graph.Recent.Count));
        Assert.Contains("fields=name", World.Graph.Recent[^1].PathAndQuery, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("good", null)]
    [InlineData("upper", 100)] // must be lower case
    [InlineData("bad", 100)]
    [InlineData("none", 100)]
    public async Task The_proof_of_the_apps_secret_is_checked(string proof, int? code)
    {
        (World.Graph.AppSecret, World.Graph.RequireProof) = ("app-secret", true);
        var hex = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes("app-secret"), Encoding.UTF8.GetBytes("t")));
        var parameter = proof switch { "good" => hex, "upper" => hex.ToUpperInvariant(), "bad" => new string('0', 64), _ => "" };
        var reply = await Get(new Uri(Graph("102000000000001") + "&appsecret_proof=" + parameter));

        Assert.Equal(code, (int?)reply["error"]?["code"]);
    }

    [Fact]
    public async Task Usage_is_told_in_headers_of_json_text_unless_there_is_none()
    {
        World.Graph.UsagePercent = 81;
        using var used = await Http.GetAsync(Graph("102000000000001"), Cancelled);
        World.Graph.UsagePercent = 0;
        using var unused = await Http.GetAsync(Graph("102000000000001"), Cancelled);

        Assert.Equal(81, (int?)JsonNode.Parse(used.Headers.GetValues("X-App-Usage").Single())!["call_count"]);
        Assert.Equal("pages", (string?)JsonNode.Parse(used.Headers.GetValues("X-Business-Use-Case-Usage").Single())!["102000000000000"]![0]!["type"]);
        Assert.False(unused.Headers.Contains("X-App-Usage"));
    }

    private async Task<JsonObject> Get(Uri address)
    {
        using var reply = await Http.GetAsync(address, Cancelled);
        return JsonNode.Parse(await reply.Content.ReadAsStringAsync(Cancelled))!.AsObject();
    }

    private async Task<int> Total()
    {
        var total = 0;
        foreach (var page in SimulatedPage.All)
        {
            total += (int)(await Get(Graph(page.Id, "fan_count")))["fan_count"]!;
        }

        return total;
    }
}
