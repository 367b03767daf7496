using System.Net;
using System.Text.Json.Nodes;

namespace Nec.Simulator.Tests.Mastodon;

public sealed class MastodonApiTests : Simulated
{
    [Theory]
    [InlineData("north")]
    [InlineData("North")]
    [InlineData("north@social.example.org")]
    public async Task An_account_is_found_at_its_own_instance(string acct)
    {
        World.Now = London("2020-02-01 06:15");
        var (status, body) = await Get("social.example.org", acct);

        Assert.Equal((HttpStatusCode.OK, "109000000000000001"), (status, (string?)body["id"]));
        Assert.Equal(SimulatedMastodonAccount.North.FollowersOn(Day("2020-02-01")), (int?)body["followers_count"]);
        Assert.Matches("^2020-01-[0-9]{2}$|^2020-02-01$", (string?)body["last_status_at"]);
        Assert.False(body.ContainsKey("suspended")); // told only when it is so
    }

    [Theory]
    [InlineData("other.example.org", "south")]
    [InlineData("social.example.org", "north@other.example.org")] // never looked up elsewhere
    public async Task Who_lives_elsewhere_is_not_found(string instance, string acct)
    {
        var (status, body) = await Get(instance, acct);

        Assert.Equal((HttpStatusCode.NotFound, "Record not found"), (status, (string?)body["error"]));
    }

    [Fact]
    public async Task Moved_suspended_and_silent_accounts_say_so()
    {
        Assert.Equal("north@other.example.org", (string?)(await Get("social.example.org", "moved")).Body["moved"]!["acct"]);
        var suspended = (await Get("social.example.org", "suspended")).Body;
        Assert.Equal((true, 0), ((bool?)suspended["suspended"], (int?)suspended["followers_count"]));
        var silent = (await Get("social.example.org", "silent")).Body;
        Assert.True(silent.ContainsKey("last_status_at"));
        Assert.Null(silent["last_status_at"]);
    }

    [Fact]
    public async Task An_instance_in_limited_mode_asks_for_sign_in() => Assert.Equal(HttpStatusCode.Unauthorized, (await Get(MastodonApi.LimitedInstance, "north")).Status);

    [Fact]
    public async Task Any_instance_describes_itself()
    {
        var body = JsonNode.Parse(await Http.GetStringAsync(new Uri($"{World.Mastodon.AddressOf("social.example.org")}/api/v2/instance"), Cancelled))!;

        Assert.Equal("social.example.org", (string?)body["domain"]);
        Assert.NotNull((string?)body["version"]);
    }

    [Fact]
    public async Task The_reset_is_told_as_a_date_and_time_with_microseconds()
    {
        World.Mastodon.Fail(MastodonFault.RateLimited(London("2019-08-02 00:05")), path: MastodonApi.LookupPath("social.example.org"));
        using var limited = await Http.GetAsync(Lookup("social.example.org", "north"), Cancelled);
        using var fine = await Http.GetAsync(Lookup("social.example.org", "north"), Cancelled);

        Assert.Equal((HttpStatusCode.TooManyRequests, "2019-08-01T23:05:00.000000Z"), (limited.StatusCode, limited.Headers.GetValues("X-RateLimit-Reset").Single()));
        Assert.Equal((HttpStatusCode.OK, "299"), (fine.StatusCode, fine.Headers.GetValues("X-RateLimit-Remaining").Single()));
    }

    [Fact]
    public async Task A_field_may_be_missing_and_a_name_may_pass_to_another()
    {
        World.Mastodon.Fail(MastodonFault.WithoutField("followers_count"));
        World.Mastodon.Reassign(SimulatedMastodonAccount.North, "42");

        var (_, body) = await Get("social.example.org", "north");

        Assert.Equal((false, "42"), (body.ContainsKey("followers_count"), (string?)body["id"]));
    }

    private Uri Lookup(string instance, string acct) => new($"{World.Mastodon.AddressOf(instance)}/api/v1/accounts/lookup?acct={acct}");

    private async Task<(HttpStatusCode Status, JsonObject Body)> Get(string instance, string acct)
    {
        using var reply = await Http.GetAsync(Lookup(instance, acct), Cancelled);
        return (reply.StatusCode, JsonNode.Parse(await reply.Content.ReadAsStringAsync(Cancelled))!.AsObject());
    }
}
