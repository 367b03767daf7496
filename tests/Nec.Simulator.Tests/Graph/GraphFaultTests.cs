using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Nec.Simulator.Tests.Graph;

public sealed class GraphFaultTests : Simulated
{
    [Theory]
    [InlineData(190, 463, HttpStatusCode.Unauthorized)]
    [InlineData(190, 460, HttpStatusCode.Unauthorized)]
    [InlineData(4, null, HttpStatusCode.Forbidden)]
    [InlineData(17, null, HttpStatusCode.Forbidden)]
    [InlineData(32, null, HttpStatusCode.Forbidden)]
    [InlineData(80001, null, HttpStatusCode.BadRequest)]
    [InlineData(1, null, HttpStatusCode.InternalServerError)]
    [InlineData(2, null, HttpStatusCode.ServiceUnavailable)]
    [InlineData(10, null, HttpStatusCode.Forbidden)]
    [InlineData(100, 33, HttpStatusCode.BadRequest)]
    [InlineData(368, null, HttpStatusCode.Forbidden)]
    [InlineData(803, null, HttpStatusCode.NotFound)]
    public async Task Any_error_happens_once_when_asked_for(int code, int? subcode, HttpStatusCode status)
    {
        World.Graph.Fail(GraphFault.Error(code, subcode));
        using var failed = await Http.GetAsync(Graph("102000000000001"), Cancelled);
        using var fine = await Http.GetAsync(Graph("102000000000001"), Cancelled);

        Assert.Equal(status, failed.StatusCode);
        Assert.Equal((code, subcode), await CodeOf(failed));
        Assert.Equal(HttpStatusCode.OK, fine.StatusCode);
    }

    [Fact]
    public async Task An_error_may_come_as_a_success()
    {
        World.Graph.Fail(GraphFault.ErrorAsSuccess(190, 463));
        using var reply = await Http.GetAsync(Graph("102000000000001"), Cancelled);

        Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
        Assert.Equal((190, 463), await CodeOf(reply));
    }

    [Fact]
    public async Task A_limit_tells_the_minutes_to_wait()
    {
        World.Graph.Fail(GraphFault.Limited(80001, minutes: 17));
        using var reply = await Http.GetAsync(Graph("102000000000001"), Cancelled);
        var usage = JsonNode.Parse(reply.Headers.GetValues("X-Business-Use-Case-Usage").Single())!["102000000000000"]![0]!;

        Assert.Equal(17, (int?)usage["estimated_time_to_regain_access"]);
        Assert.Equal((80001, null), await CodeOf(reply));
    }

    [Fact]
    public async Task A_field_may_be_missing()
    {
        World.Graph.Fail(GraphFault.MissingField("fan_count"));
        var page = JsonNode.Parse(await Http.GetStringAsync(Graph("102000000000001"), Cancelled))!.AsObject();

        Assert.Equal(["id"], page.Select(field => field.Key));
    }

    [Fact]
    public async Task Json_may_be_cut_short()
    {
        World.Graph.Fail(HttpFault.CutShort());
        var body = await Http.GetStringAsync(Graph("102000000000001"), Cancelled);

        Assert.ThrowsAny<JsonException>(() => JsonNode.Parse(body));
    }

    [Fact]
    public async Task One_page_may_fail_while_the_others_answer()
    {
        World.Graph.Fail(GraphFault.Error(100, 33), HttpFault.Always, "/v26.0/102000000000002");
        for (var i = 0; i < 3; i++)
        {
            using var failed = await Http.GetAsync(Graph("102000000000002"), Cancelled);
            using var fine = await Http.GetAsync(Graph("102000000000001"), Cancelled);
            Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.OK), (failed.StatusCode, fine.StatusCode));
        }

        World.Graph.Recover();
        using var recovered = await Http.GetAsync(Graph("102000000000002"), Cancelled);
        Assert.Equal(HttpStatusCode.OK, recovered.StatusCode);
        Assert.Equal(4, World.Graph.RequestsTo("/v26.0/102000000000002"));
    }

    private static async Task<(int?, int?)> CodeOf(HttpResponseMessage reply)
    {
        var error = JsonNode.Parse(await reply.Content.ReadAsStringAsync(Cancelled))!["error"]!;
        return ((int?)error["code"], (int?)error["error_subcode"]);
    }
}
