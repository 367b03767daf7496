using Nec.Core.Contracts;
using Nec.Core.Facts;
using Nec.Integrations.Facebook;
using Nec.Integrations.Http;
using Nec.Integrations.Social;
using Nec.Simulator;

namespace Nec.Integrations.Tests.Facebook;

/// <summary>Which Page is asked for, by which token, and for what.</summary>
public sealed class FacebookPagesTests : MetaWorld
{
    private static readonly Account Named = Bridport with { Handle = "BridportPoliceSim" };

    [Fact]
    public async Task A_user_name_is_resolved_once_and_its_number_asked_for_from_then_on()
    {
        var first = Assert.Single(await Count(Facebook(), Named));
        var second = Assert.Single(await Facebook().Count([new(Named, first.NetworkId)], World.Now, Cancel));

        Assert.Equal((2610, SimulatedPage.Bridport.Id), (CountOf(first), first.NetworkId));
        Assert.Equal((2610, SimulatedPage.Bridport.Id), (CountOf(second), second.NetworkId));
        Assert.Equal(["/v26.0/BridportPoliceSim", $"/v26.0/{SimulatedPage.Bridport.Id}"], Graph.Recent.Select(request => request.PathAndQuery.Split('?')[0]));
    }

    [Fact]
    public async Task An_answer_for_another_number_than_the_one_known_needs_a_person()
    {
        Graph.Fail(HttpFault.Status(200, """{"id":"77","fan_count":5,"followers_count":5}"""));

        var look = Assert.Single(await Facebook().Count([new(Named, SimulatedPage.Bridport.Id)], World.Now, Cancel));

        Assert.Equal(new AccountLook(Named, new Unable($"Facebook answered for another Page than {SimulatedPage.Bridport.Id}", NeedsPerson: true)), look);
    }

    [Fact]
    public async Task A_number_in_the_contract_file_wins_over_one_from_an_earlier_handle()
    {
        var look = Assert.Single(await Facebook().Count([new(Bridport, SimulatedPage.Dorchester.Id)], World.Now, Cancel));

        Assert.Equal((2610, SimulatedPage.Bridport.Id), (CountOf(look), look.NetworkId));
    }

    [Theory]
    [InlineData("102000000000001", "102000000000001")]
    [InlineData("DorsetPolice", "DorsetPolice")]
    [InlineData("@DorsetPolice", "DorsetPolice")]
    [InlineData("https://www.facebook.com/pages/Dorset-Police/102000000000001", "102000000000001")]
    [InlineData("http://facebook.com/pages/Dorset-Police/102000000000001?ref=ts", "102000000000001")]
    [InlineData("facebook.com/pages/Name/123", "123")]
    [InlineData("pages/Name/123", "123")]
    [InlineData("https://www.facebook.com/pages/category/Police/Dorset-Police-123/", "123")]
    [InlineData("https://www.facebook.com/p/Dorset-Police-61550000000001/", "61550000000001")]
    [InlineData("https://m.facebook.com/profile.php?id=123&sk=about", "123")]
    [InlineData("https://www.facebook.com/dorset.police/", "dorset.police")]
    [InlineData("https://www.facebook.com/", null)]
    [InlineData("https://www.facebook.com/pages/Dorset-Police", null)]
    [InlineData("https://www.facebook.com/profile.php?sk=about", null)]
    [InlineData("https://facebook.com.example.org/DorsetPolice", null)]
    [InlineData("me", null)] // the token's own
    [InlineData("me/accounts", null)]
    [InlineData("..", null)]
    [InlineData("", null)]
    [InlineData("@", null)]
    [InlineData("Dorset Police", null)]
    [InlineData("x?fields=access_token", null)]
    public void A_handle_is_a_number_a_user_name_or_an_address(string handle, string? node) => Assert.Equal(node, FacebookHandle.Node(handle));

    [Fact]
    public async Task The_last_posts_day_is_London_s_and_asked_for_only_when_told_to()
    {
        World.Now = new DateTimeOffset(2020, 6, 30, 5, 15, 0, TimeSpan.Zero);
        var without = Reading(Assert.Single(await Count(Facebook(), Bridport)));
        var with = Reading(Assert.Single(await Count(Facebook(Options with { LastPost = true }), Bridport)));

        Assert.Null(without.LastPostOn);
        Assert.Equal(without with { LastPostOn = with.LastPostOn }, with);
        Assert.InRange(with.LastPostOn!.Value, new DateOnly(2020, 6, 15), new DateOnly(2020, 6, 29));
        Assert.DoesNotContain("published_posts", Graph.Recent[0].PathAndQuery, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(""","published_posts":{"data":[{"created_time":"2026-06-30T23:30:00+0000","id":"1_2"}]}""", "2026-07-01")] // summer: London is an hour ahead
    [InlineData(""","published_posts":{"data":[{"created_time":"2026-01-31T23:30:00+0000"}]}""", "2026-01-31")]
    [InlineData(""","published_posts":{"data":[]}""", null)]
    [InlineData(""","published_posts":{"data":[{"created_time":"yesterday"}]}""", null)]
    [InlineData(""","published_posts":{"data":[7]}""", null)]
    [InlineData(""","published_posts":[]""", null)]
    [InlineData(""","published_posts":{"data":[{"created_time":"\ud800"}]}""", null)] // half a character
    [InlineData("", null)]
    public async Task Whatever_the_posts_are_the_count_stands(string posts, string? expected)
    {
        Graph.Fail(HttpFault.Status(200, $$"""{"id":"{{SimulatedPage.Bridport.Id}}","fan_count":2610,"followers_count":2700{{posts}}}"""));

        var reading = Reading(Assert.Single(await Count(Facebook(Options with { LastPost = true }), Bridport)));

        Assert.Equal((2610, expected), (reading.Count, reading.LastPostOn?.ToString("O")));
    }

    [Fact]
    public async Task A_token_that_may_not_see_posts_still_counts()
    {
        Graph.HidesPosts = true;

        var one = await Count(Facebook(Options with { LastPost = true }), Bridport);
        var several = await Count(Facebook(Options with { LastPost = true }), Bridport, Dorchester, Sherborne);

        Assert.Equal([2610L, 2610L, 3044L, 1808L], one.Concat(several).Select(CountOf));
        Assert.Equal(4, Graph.Requests);
    }

    [Fact]
    public async Task A_dead_token_is_not_taken_for_a_hidden_post()
    {
        Graph.Fail(GraphFault.Error(190, 463), HttpFault.Always);

        var looks = await Count(Facebook(Options with { LastPost = true }), Bridport, Dorchester);

        Assert.All(looks, look => Assert.Equal((true, true), (Refusal(look).NeedsPerson, Refusal(look).StopAsking)));
        Assert.Equal(2, Graph.Requests);
    }

    [Fact]
    public async Task A_limit_is_not_asked_about_again_for_a_hidden_post()
    {
        Graph.Fail(GraphFault.Limited(32, 5), HttpFault.Always);

        Assert.All(await Count(Facebook(Options with { LastPost = true }), Bridport, Dorchester), look => Assert.True(Refusal(look).StopAsking));
        Assert.Equal(1, Graph.Requests);
    }

    [Fact]
    public async Task A_limit_reached_with_a_hidden_post_is_a_limit()
    {
        (Graph.HidesPosts, Graph.UsagePercent, Graph.MinutesToWait) = (true, 100, 4);

        var looks = await Count(Facebook(Options with { LastPost = true }), Bridport, Dorchester, Sherborne);

        Assert.Equal(1, Graph.Requests);
        Assert.All(looks, look => Assert.Equal(new Unable("Facebook asks us to wait 4 minutes: its call limit is reached", NeedsPerson: false) { StopAsking = true }, look.Look));
    }

    [Fact]
    public async Task A_page_of_others_is_asked_for_by_the_app()
    {
        Graph.AppId = "900";
        Graph.OthersPages = [SimulatedPage.Dorchester.Id];

        var byToken = await Count(Facebook(), Bridport, Dorchester);
        var byBoth = await Count(Facebook(Options with { AppId = "900" }), Bridport, Dorchester);
        var byApp = await Count(Facebook(Options with { AppId = "900", Token = null }), Dorchester);

        Assert.True(Refusal(byToken[1]).NeedsPerson);
        Assert.Equal([2610L, 3044L, 3044L], byBoth.Concat(byApp).Select(CountOf));
        Assert.Contains("appsecret_proof=", Graph.Recent[^1].PathAndQuery, StringComparison.Ordinal);
        Assert.Equal($"Bearer 900|{Secret}", Graph.Recent[^1].Headers["Authorization"]);
    }

    [Fact]
    public async Task What_the_app_may_not_see_either_keeps_the_tokens_reason()
    {
        Graph.AppId = "another"; // so that the app's token is not known
        Graph.OthersPages = [SimulatedPage.Dorchester.Id];

        var looks = await Count(Facebook(Options with { AppId = "900" }), Bridport, Dorchester);

        Assert.Equal(2610, CountOf(looks[0]));
        Assert.EndsWith("(error 10)", Refusal(looks[1]).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_of_the_new_kind_counts_its_likes_as_it_says()
    {
        World.Now = new DateTimeOffset(2024, 5, 1, 5, 15, 0, TimeSpan.Zero);

        var look = Assert.Single(await Count(Facebook(), Bridport));

        Assert.Equal(("page-likes", GraphApi.LikesOn(SimulatedPage.Bridport, new(2024, 5, 1))), (Reading(look).Metric, (int)CountOf(look)));
    }

    [Fact]
    public async Task An_account_of_another_network_is_refused_and_stops_nobody()
    {
        var looks = await Count(Facebook(), Bridport with { Network = "myspace" }, Bridport);

        Assert.Equal(new Unable("the network myspace is not connected", NeedsPerson: true), looks[0].Look);
        Assert.Equal(2610, CountOf(looks[1]));
    }

    private static Reading Reading(AccountLook look) => Assert.IsType<Seen>(look.Look).Reading;
}
