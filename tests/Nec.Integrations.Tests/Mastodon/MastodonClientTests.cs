using System.Net;
using System.Text.Json.Nodes;
using Nec.Core.Contracts;
using Nec.Integrations.Http;
using Nec.Integrations.Mastodon;
using Nec.Integrations.Social;
using Nec.Integrations.Tests.Http;
using Nec.Integrations.Tests.Recorded;
using Nec.Integrations.Tests.X;
using Nec.Simulator;

namespace Nec.Integrations.Tests.Mastodon;

public sealed class MastodonClientTests : NetworkContractTests
{
    private const string Home = "social.example.org";

    private static readonly DateTimeOffset Reset = new(2019, 9, 2, 5, 20, 0, 809, TimeSpan.Zero);

    protected override SimulatedServer Server => World.Mastodon;

    protected override Account Known { get; } = Named("north", $"north@{Home}");

    protected override string RedirectReason => "the address redirects to a private address, which we do not follow";

    protected override string SourceName => $"Mastodon: {Home}";

    protected override ISocialNetwork Network(TimeProvider time) => new MastodonClient(Rest(null, followRedirects: true, time), new MastodonOptions
    {
        ProbeInstance = Home,
        Instances = new[] { Home, "other.example.org", MastodonApi.LimitedInstance }.ToDictionary(name => name, name => World.Mastodon.AddressOf(name).AbsoluteUri),
    });

    [Theory]
    [InlineData("north@social.example.org")]
    [InlineData("@North@Social.Example.ORG")]
    public async Task Followers_are_counted_at_home_with_the_id_to_keep(string handle)
    {
        var look = await CountOne(Named("north", handle));

        var reading = Assert.IsType<Seen>(look.Look).Reading;
        Assert.Equal(("north", "followers", At, (long)SimulatedMastodonAccount.North.FollowersOn(Day)), (reading.Account, reading.Metric, reading.At, reading.Count));
        Assert.Equal((null, SimulatedMastodonAccount.North.LastPostOn(Day)), (reading.SignificantFigures, reading.LastPostOn));
        Assert.Equal($"{SimulatedMastodonAccount.North.Id}@{Home}", look.NetworkId);
        Assert.Equal($"/{Home}/api/v1/accounts/lookup", Assert.Single(World.Mastodon.Recent).PathAndQuery.Split('?')[0]);
    }

    [Fact]
    public async Task The_same_name_elsewhere_is_another_account()
    {
        var looks = await Count(new AskedAccount(Known), new AskedAccount(Named("elsewhere", "north@other.example.org")));

        Assert.Equal([SimulatedMastodonAccount.North.FollowersOn(Day), (long)SimulatedMastodonAccount.Elsewhere.FollowersOn(Day)], looks.Select(CountIn));
        Assert.Equal("7@other.example.org", looks[1].NetworkId);
    }

    [Fact]
    public async Task Who_never_posted_has_no_last_post() => Assert.Null(Assert.IsType<Seen>((await CountOne(Named("silent", $"silent@{Home}"))).Look).Reading.LastPostOn);

    [Theory]
    [InlineData("\"2019-08-30\"", "2019-08-30")]
    [InlineData("\"2019-08-30T12:00:00.000Z\"", "2019-08-30")] // as instances of old said it
    [InlineData("\"long ago, in spring\"", null)]
    [InlineData("null", null)]
    public async Task The_last_post_is_a_day_or_nothing_and_never_costs_the_count(string told, string? expected)
    {
        World.Mastodon.Fail(HttpFault.Status(200, $$"""{"id":"1","username":"north","followers_count":7,"last_status_at":{{told}}}"""));

        var reading = Assert.IsType<Seen>((await CountOne(Known)).Look).Reading;

        Assert.Equal((7, expected), (reading.Count, reading.LastPostOn?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Theory]
    [InlineData("moved", "moved@social.example.org has moved to north@other.example.org: correct the account moved in the contract file")]
    [InlineData("suspended", "social.example.org has suspended suspended@social.example.org")] // its count is zero
    [InlineData("nobody", "social.example.org knows no account nobody@social.example.org: correct the handle in the contract file")]
    public async Task An_account_that_is_not_there_any_more_needs_a_person(string name, string reason) =>
        Assert.Equal(new Unable(reason, NeedsPerson: true), await WhyNot(Named(name, $"{name}@{Home}")));

    [Theory]
    [InlineData("\"south\"", "south@social.example.org")] // within its own instance the name stands alone
    [InlineData("\"<script>@x\"", "another account")]
    [InlineData("null", "another account")]
    public async Task A_move_names_the_new_handle_if_it_is_one(string acct, string expected)
    {
        World.Mastodon.Fail(HttpFault.Status(200, $$$"""{"id":"1","username":"north","followers_count":7,"moved":{"acct":{{{acct}}}}}"""));

        Assert.Equal($"north@{Home} has moved to {expected}: correct the account north in the contract file", (await WhyNot(Known)).Reason);
    }

    [Fact]
    public async Task A_name_that_passed_to_another_account_is_not_counted()
    {
        var first = await CountOne(Known);
        Assert.IsType<Seen>((await CountOne(Known, first.NetworkId)).Look);
        World.Mastodon.Reassign(SimulatedMastodonAccount.North, "42");

        var look = await CountOne(Known, first.NetworkId);

        Assert.Equal(new Unable($"the name north@{Home} on Mastodon now belongs to another account: correct the account north in the contract file", NeedsPerson: true), look.Look);
        Assert.Null(look.NetworkId);
    }

    [Fact]
    public async Task Another_account_than_the_one_asked_for_is_not_counted()
    {
        World.Mastodon.Fail(HttpFault.Status(200, """{"id":"1","username":"south","followers_count":7}"""));

        Assert.Equal(new Unable($"{Home} answered for another account than north@{Home}", NeedsPerson: true), await WhyNot(Known));
    }

    [Fact]
    public async Task A_number_that_is_missing_is_unable_never_zero()
    {
        World.Mastodon.Fail(MastodonFault.WithoutField("followers_count"));

        Assert.Equal(new Unable($"{Home} did not show the number of followers of north@{Home}; the next run asks again", NeedsPerson: false), await WhyNot(Known));
    }

    [Theory]
    [InlineData(""" "followers_count":0,"pleroma":{"hide_followers_count":true,"hide_followers":true} """)] // Akkoma, Pleroma
    [InlineData(""" "followers_count":7,"pleroma":{"hide_followers_count":true} """)]
    [InlineData(""" "followers_count":0,"other_settings":{"hide_followers_count":true} """)]
    [InlineData(""" "followers_count":0,"hide_followers_count":true """)]
    [InlineData(""" "followers_count":-1 """)] // the glitch edition of Mastodon
    public async Task A_number_that_is_hidden_is_unable_and_asks_its_owner(string shown)
    {
        World.Mastodon.Fail(HttpFault.Status(200, $$"""{"id":"1","username":"north",{{shown}}}"""));

        Assert.Equal(new Unable($"north@{Home} hides its number of followers: its owner can show it, or record the count by hand", NeedsPerson: true), await WhyNot(Known));
    }

    [Theory]
    [InlineData(""" "followers_count":0 """, 0)] // nobody follows it yet
    [InlineData(""" "followers_count":0,"pleroma":{"hide_followers_count":false,"hide_followers":false} """, 0)]
    [InlineData(""" "followers_count":7,"pleroma":{"hide_followers_count":false,"hide_followers":true} """, 7)] // who they are is hidden, not how many
    [InlineData(""" "followers_count":7,"pleroma":{"hide_followers_count":"yes"},"other_settings":[] """, 7)]
    [InlineData(""" "followers_count":7,"pleroma":null,"hide_collections":true """, 7)]
    public async Task A_number_that_is_shown_is_counted_whatever_else_is_hidden(string shown, long expected)
    {
        World.Mastodon.Fail(HttpFault.Status(200, $$"""{"id":"1","username":"north",{{shown}}}"""));

        Assert.Equal(expected, CountIn(await CountOne(Known)));
    }

    [Theory]
    [InlineData("\"7\"")]
    [InlineData("-7")]
    [InlineData("-2")]
    [InlineData("{}")]
    public async Task A_number_of_no_sense_is_unable(string number)
    {
        World.Mastodon.Fail(HttpFault.Status(200, $$"""{"id":"1","username":"north","followers_count":{{number}}}"""));

        Assert.False((await WhyNot(Known)).NeedsPerson);
    }

    [Theory]
    [InlineData("")]
    [InlineData("north")]
    [InlineData("north@")]
    [InlineData("north@social")]
    [InlineData("north@127.0.0.1")]
    [InlineData("north@[::1]")]
    [InlineData("north@social.example.org:8080")]
    [InlineData("north@social.example.org/x")]
    [InlineData("north@user@social.example.org")]
    [InlineData("a?b@social.example.org")]
    public async Task A_wrong_handle_is_not_asked_about(string handle)
    {
        Assert.Equal(new Unable($"'{handle}' is not a handle on Mastodon (name@instance); correct the account wrong in the contract file", NeedsPerson: true), await WhyNot(Named("wrong", handle)));
        Assert.Equal(0, World.Mastodon.Requests);
    }

    [Theory]
    [InlineData(401, "social.example.org answers only those who are signed in there, so north@social.example.org cannot be counted: record its followers by hand")]
    [InlineData(403, "social.example.org refuses us (HTTP 403): ask its owners, who find us through Http:Contact")]
    [InlineData(410, "the account north@social.example.org is gone from its instance: correct the handle in the contract file")]
    public async Task A_refusal_of_the_instance_needs_a_person(int status, string reason)
    {
        World.Mastodon.Fail(MastodonFault.Error(status, "no"));

        Assert.Equal(new Unable(reason, NeedsPerson: true), await WhyNot(Known));
    }

    [Fact]
    public async Task An_instance_in_limited_mode_says_so() =>
        Assert.StartsWith("limited.example.org answers only those who are signed in there", (await WhyNot(Named("limited", $"north@{MastodonApi.LimitedInstance}"))).Reason, StringComparison.Ordinal);

    [Fact]
    public async Task A_host_without_mastodon_is_not_taken_for_a_missing_account()
    {
        World.Mastodon.Fail(HttpFault.Status(404, "<html></html>"));

        Assert.Equal(new Unable($"Mastodon: {Home}: HTTP 404", NeedsPerson: false), await WhyNot(Known));
    }

    [Fact]
    public async Task An_instance_that_asks_us_to_wait_does_not_speak_for_the_others()
    {
        World.Mastodon.Fail(MastodonFault.RateLimited(Reset), HttpFault.Always, MastodonApi.LookupPath(Home));

        var looks = await Count(new AskedAccount(Known), new AskedAccount(Named("south", $"south@{Home}")), new AskedAccount(Named("elsewhere", "north@other.example.org")));

        var wait = new Unable($"{Home} asks us to wait until 05:20 UTC: its call limit is reached, the next run asks again", NeedsPerson: false);
        Assert.Equal([wait, wait], looks.Take(2).Select(look => look.Look));
        Assert.IsType<Seen>(looks[2].Look);
        Assert.All(World.Mastodon.Recent, seen => Assert.DoesNotContain("south", seen.PathAndQuery, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_instance_that_moved_is_followed()
    {
        World.Mastodon.Fail(HttpFault.Redirect($"{World.Mastodon.AddressOf(Home)}/api/v1/accounts/lookup?acct=north", 301));

        Assert.Equal(SimulatedMastodonAccount.North.FollowersOn(Day), CountIn(await CountOne(Known)));
    }

    [Fact]
    public async Task A_redirect_to_a_private_address_is_not_followed()
    {
        World.Mastodon.Fail(HttpFault.Redirect("http://[::1]:9/x"), HttpFault.Always); // 127.0.0.1 alone is allowed here

        Assert.Equal($"Mastodon: {Home}: the address redirects to a private address, which we do not follow", (await WhyNot(Known)).Reason);
    }

    [Fact]
    public async Task Recorded_replies_are_understood()
    {
        var recorded = JsonNode.Parse(Samples.Text("mastodon/mastodon-docs-entity-account-sample.md").Split("```json")[1].Split("```")[0])!;
        using var outside = new Stub();
        using var rest = TestOutside.Over(outside.Answers(Stub.Reply(200, recorded.ToJsonString())));

        var look = Assert.Single(await new MastodonClient(rest, new MastodonOptions()).Count([new AskedAccount(Named("recorded", (string)recorded["acct"]!))], At, Cancel));

        var reading = Assert.IsType<Seen>(look.Look).Reading;
        Assert.Equal((long)recorded["followers_count"]!, reading.Count);
        Assert.Equal((string)recorded["last_status_at"]!, reading.LastPostOn?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
    }

    private static Account Named(string id, string handle) => new(id, "mastodon", handle, "followers");
}
