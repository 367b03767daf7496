using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Nec.Simulator.Tests.Graph;

public sealed class GraphBatchTests : Simulated
{
    private static readonly string[] Three = ["102000000000003?fields=id,fan_count", "NobodySim?fields=id", "v26.0/102000000000001?fields=fan_count"];

    [Fact]
    public async Task Each_entry_has_its_own_status_headers_and_body_in_the_order_asked()
    {
        var answers = (await Batch(Three)).AsArray();

        Assert.Equal([200, 404, 200], answers.Select(answer => (int)answer!["code"]!));
        Assert.Equal([1808, null, 2610], answers.Select(answer => (int?)Body(answer)["fan_count"]));
        Assert.Equal(803, (int?)Body(answers[1])["error"]!["code"]);
        Assert.Contains(answers[0]!["headers"]!.AsArray(), header => (string?)header!["name"] == "X-App-Usage");
    }

    [Fact]
    public async Task A_fault_of_one_path_is_that_entrys_alone_and_a_cut_one_is_null()
    {
        World.Graph.Fail(GraphFault.Error(190, 463), path: "/v26.0/102000000000003");
        World.Graph.Fail(HttpFault.Drop(), path: "/v26.0/102000000000001");

        var answers = (await Batch(Three)).AsArray();

        Assert.Equal((190, 401), ((int)Body(answers[0])["error"]!["code"]!, (int)answers[0]!["code"]!));
        Assert.Null(answers[2]);
        Assert.All((await Batch(Three)).AsArray(), Assert.NotNull);
    }

    [Fact]
    public async Task Entries_may_not_finish()
    {
        World.Graph.Fail(GraphFault.Unfinished(0, 2, 40));

        Assert.Equal([true, false, true], (await Batch(Three)).AsArray().Select(answer => answer is null));
    }

    [Theory]
    [InlineData(50, null)]
    [InlineData(51, 100)]
    public async Task More_than_fifty_are_refused(int count, int? code)
    {
        var answer = await Batch([.. Enumerable.Repeat(Three[0], count)]);

        Assert.Equal(code, (answer as JsonObject)?["error"] is { } error ? (int?)error["code"] : null);
    }

    [Fact]
    public async Task What_is_no_list_is_refused()
    {
        using var reply = await Post(new() { ["batch"] = "nonsense" }, "t");

        Assert.Equal(HttpStatusCode.BadRequest, reply.StatusCode);
    }

    [Theory]
    [InlineData("wrong", 190)]
    [InlineData(null, 104)]
    public async Task The_token_is_the_batchs(string? token, int code)
    {
        World.Graph.AccessToken = "t";
        using var reply = await Post(new() { ["batch"] = "[]" }, token);

        Assert.Equal(code, (int?)JsonNode.Parse(await reply.Content.ReadAsStringAsync(Cancelled))!["error"]!["code"]);
    }

    private static JsonNode Body(JsonNode? answer) => JsonNode.Parse((string)answer!["body"]!)!;

    private async Task<JsonNode> Batch(string[] addresses)
    {
        using var reply = await Post(new() { ["batch"] = JsonSerializer.Serialize(addresses.Select(address => new { method = "GET", relative_url = address })) }, "t");
        return JsonNode.Parse(await reply.Content.ReadAsStringAsync(Cancelled))!;
    }

    private async Task<HttpResponseMessage> Post(Dictionary<string, string> form, string? token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(World.GraphAddress, "v26.0/")) { Content = new FormUrlEncodedContent(form) };
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        return await Http.SendAsync(request, Cancelled);
    }
}
