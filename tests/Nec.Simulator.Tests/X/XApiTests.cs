using System.Net;
using System.Text.Json.Nodes;

namespace Nec.Simulator.Tests.X;

public sealed class XApiTests : Simulated
{
    [Fact]
    public async Task Users_are_found_by_name_in_any_case_with_their_numbers_when_asked_for()
    {
        var (_, body) = await Get("2/users/by?usernames=NORTHteamsim&user.fields=public_metrics");
        var (_, bare) = await Get("2/users/by?usernames=NorthTeamSim");

        var user = Assert.Single(body["data"]!.AsArray())!;
        Assert.Equal(("900000000000000001", "NorthTeamSim", 1480), ((string?)user["id"], (string?)user["username"], (int?)user["public_metrics"]!["followers_count"]));
        Assert.Null(body["errors"]);
        Assert.Equal(["id", "name", "username"], bare["data"]![0]!.AsObject().Select(field => field.Key));
    }

    [Fact]
    public async Task Who_is_missing_stands_among_the_errors_of_a_success()
    {
        var (status, body) = await Get("2/users/by?usernames=NorthTeamSim,GoneSim,SuspendedSim");
        var (_, nobody) = await Get("2/users/by?usernames=GoneSim");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Single(body["data"]!.AsArray());
        Assert.Equal([("GoneSim", "Not Found Error"), ("SuspendedSim", "Forbidden")], body["errors"]!.AsArray().Select(error => ((string)error!["value"]!, (string)error["title"]!)));
        Assert.All(body["errors"]!.AsArray(), error => Assert.EndsWith("/resource-not-found", (string?)error!["type"], StringComparison.Ordinal));
        Assert.Equal(["errors"], nobody.Select(field => field.Key)); // no data at all
    }

    [Fact]
    public void Followers_grow_with_the_simulated_days_and_never_shrink()
    {
        foreach (var user in SimulatedXUser.All)
        {
            var counts = Enumerable.Range(0, 400).Select(day => user.FollowersOn(Day("2019-08-02").AddDays(day))).ToList();
            Assert.Equal(counts.Order(), counts);
            Assert.Equal(user.PerYear, counts[365] - counts[0]);
        }
    }

    [Fact]
    public async Task The_count_on_the_wire_is_that_of_the_London_day()
    {
        World.Now = London("2020-02-01 06:15");
        var (_, body) = await Get("2/users/by?usernames=SouthTeamSim&user.fields=public_metrics");

        Assert.Equal(SimulatedXUser.South.FollowersOn(Day("2020-02-01")), (int?)body["data"]![0]!["public_metrics"]!["followers_count"]);
    }

    [Theory]
    [InlineData(100, HttpStatusCode.OK)]
    [InlineData(101, HttpStatusCode.BadRequest)]
    public async Task A_call_takes_a_hundred_names(int names, HttpStatusCode expected) =>
        Assert.Equal(expected, (await Get("2/users/by?usernames=" + string.Join(',', Enumerable.Range(1, names).Select(number => $"TeamSim{number:000}")))).Status);

    [Fact]
    public async Task One_name_of_another_form_spoils_the_call()
    {
        var (status, body) = await Get("2/users/by?usernames=NorthTeamSim,north-team");

        Assert.Equal((HttpStatusCode.BadRequest, "https://api.x.com/2/problems/invalid-request"), (status, (string?)body["type"]));
    }

    [Fact]
    public async Task Only_the_good_token_is_let_in()
    {
        World.X.BearerToken = "good";

        Assert.Equal(HttpStatusCode.OK, (await Get("2/usage/tweets", "good")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await Get("2/usage/tweets", "bad")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await Get("2/usage/tweets", token: null)).Status);
    }

    [Fact]
    public async Task There_are_two_kinds_of_429()
    {
        World.X.Fail(XFault.RateLimited(London("2019-08-02 00:15")));
        World.X.Fail(XFault.UsageCapped(oldHost: true));

        var (status, rate) = await Get("2/users/by?usernames=NorthTeamSim");
        var (other, cap) = await Get("2/users/by?usernames=NorthTeamSim");

        Assert.Equal((HttpStatusCode.TooManyRequests, HttpStatusCode.TooManyRequests), (status, other));
        Assert.Equal(88, (int?)rate["errors"]![0]!["code"]);
        Assert.Equal(("UsageCapExceeded", "https://api.twitter.com/2/problems/usage-capped"), ((string?)cap["title"], (string?)cap["type"]));
    }

    [Fact]
    public async Task The_reset_is_told_in_unix_seconds()
    {
        using var request = Request("2/users/by?usernames=NorthTeamSim", "t");
        using var reply = await Http.SendAsync(request, Cancelled);

        Assert.Equal($"{World.Now.AddMinutes(15).ToUnixTimeSeconds()}", reply.Headers.GetValues("x-rate-limit-reset").Single());
    }

    [Fact]
    public async Task Other_refusals_have_their_status()
    {
        HttpStatusCode[] expected = [HttpStatusCode.PaymentRequired, HttpStatusCode.Forbidden, HttpStatusCode.Unauthorized, HttpStatusCode.OK];
        foreach (var fault in new[] { XFault.NoCredits(), XFault.ClientForbidden(), XFault.BadToken(), XFault.ProblemAsSuccess() })
        {
            World.X.Fail(fault);
        }

        foreach (var status in expected)
        {
            var (actual, body) = await Get("2/users/by?usernames=NorthTeamSim");
            Assert.Equal((status, true), (actual, body["title"] is not null));
        }
    }

    [Fact]
    public async Task A_good_answer_may_be_spoilt()
    {
        World.X.Fail(XFault.WithoutMetrics());
        World.X.Fail(XFault.Omitting("SouthTeamSim"));
        World.X.Reassign("NorthTeamSim", "42");

        var (_, bare) = await Get("2/users/by?usernames=NorthTeamSim&user.fields=public_metrics");
        var (_, fewer) = await Get("2/users/by?usernames=NorthTeamSim,SouthTeamSim");

        Assert.Null(bare["data"]![0]!["public_metrics"]);
        Assert.Equal(["42"], fewer["data"]!.AsArray().Select(user => (string?)user!["id"]));
    }

    private async Task<(HttpStatusCode Status, JsonObject Body)> Get(string path, string? token = "t")
    {
        using var request = Request(path, token);
        using var reply = await Http.SendAsync(request, Cancelled);
        return (reply.StatusCode, JsonNode.Parse(await reply.Content.ReadAsStringAsync(Cancelled))!.AsObject());
    }

    private HttpRequestMessage Request(string path, string? token)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, new Uri(World.X.Address, path));
        if (token is not null)
        {
            request.Headers.Authorization = new("Bearer", token);
        }

        return request;
    }
}
