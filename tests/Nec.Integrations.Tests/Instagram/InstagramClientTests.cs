using Nec.Core.Contracts;
using Nec.Core.Facts;
using Nec.Integrations.Http;
using Nec.Integrations.Instagram;
using Nec.Integrations.Social;
using Nec.Integrations.Tests.Facebook;
using Nec.Integrations.Tests.Http;
using Nec.Simulator;

namespace Nec.Integrations.Tests.Instagram;

public sealed class InstagramClientTests : MetaWorld
{
    private static readonly DateOnly First = new(2019, 8, 2);

    [Fact]
    public async Task A_business_account_is_looked_up_through_our_own()
    {
        var look = Assert.Single(await Count(Instagram(), Pictures));

        var reading = Assert.IsType<Seen>(look.Look).Reading;
        Assert.Equal(("pictures", "followers", (long)SimulatedInstagram.FollowersOn(SimulatedInstagram.Bridport, First)), (reading.Account, reading.Metric, reading.Count));
        Assert.Equal((World.Now, SimulatedInstagram.Bridport.Id), (reading.At, look.NetworkId));
        Assert.InRange(reading.LastPostOn!.Value, First.AddDays(-20), First.AddDays(-1));
        Assert.StartsWith($"/v26.0/{SimulatedInstagram.Own.Id}?fields=business_discovery.username(bridport.police_sim)", Graph.Recent[^1].PathAndQuery, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Several_go_in_one_batch()
    {
        var looks = await Count(Instagram(), Pictures, Pictures with { Id = "s", Handle = "@sherborne.police_sim" }, Pictures with { Id = "p", Handle = "somebody" });

        Assert.Equal([SimulatedInstagram.Bridport, SimulatedInstagram.Sherborne], looks.Take(2).Select(look => SimulatedInstagram.All.Single(account => account.Id == look.NetworkId)));
        Assert.Equal(
            new Unable("Instagram shows no business or creator account somebody: personal and age-restricted ones are never shown; correct the handle in the contract file or ask the account's owner (error 110/2207013)", NeedsPerson: true),
            looks[2].Look);
        Assert.Equal(1, Graph.Requests);
    }

    [Fact]
    public async Task Our_own_account_is_asked_directly_by_its_number_and_once_it_is_known()
    {
        var own = Pictures with { Handle = SimulatedInstagram.Own.Id };
        var named = Pictures with { Handle = SimulatedInstagram.Own.Username };

        var byNumber = Assert.Single(await Count(Instagram(), own));
        var byName = Assert.Single(await Instagram().Count([new(named, SimulatedInstagram.Own.Id)], World.Now, Cancel));

        Assert.Equal((long)SimulatedInstagram.FollowersOn(SimulatedInstagram.Own, First), CountOf(byNumber));
        Assert.Equal(CountOf(byNumber), CountOf(byName));
        Assert.All(Graph.Recent, request => Assert.DoesNotContain("business_discovery", request.PathAndQuery, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_token_that_may_not_see_posts_still_counts()
    {
        Graph.HidesPosts = true;

        var reading = Assert.IsType<Seen>(Assert.Single(await Count(Instagram(), Pictures)).Look).Reading;

        Assert.Equal((SimulatedInstagram.FollowersOn(SimulatedInstagram.Bridport, First), null), ((int)reading.Count, reading.LastPostOn));
    }

    [Theory]
    [InlineData("""{"id":"17841400000000001"}""", "Instagram shows no business or creator account bridport.police_sim: personal and age-restricted ones are never shown", true)]
    [InlineData("""{"business_discovery":{"id":"17841400000000002","media_count":3},"id":"17841400000000001"}""", "Instagram does not show followers_count of bridport.police_sim: give the token instagram_basic, instagram_manage_insights, pages_read_engagement", true)]
    [InlineData("""{"business_discovery":{"id":"9","followers_count":3},"id":"2"}""", "Instagram answered for another account than Instagram:UserId", true)]
    [InlineData("""{"business_discovery":{"id":"9","username":"another","followers_count":3},"id":"17841400000000001"}""", "Instagram answered for another account than the one bridport.police_sim was: check the handle in the contract file", true)]
    [InlineData("""{"business_discovery":{"id":9,"followers_count":3},"id":"17841400000000001"}""", "Instagram: the reply is not the JSON that was asked for", false)] // ids are strings
    [InlineData("[]", "Instagram: the reply is not the JSON that was asked for", false)]
    public async Task An_answer_without_the_number_is_unable_never_zero(string body, string reason, bool needsPerson)
    {
        Graph.Fail(HttpFault.Status(200, body));

        Assert.Equal(new Unable(reason, needsPerson), Assert.Single(await Count(Instagram(), Pictures)).Look);
    }

    [Fact]
    public async Task A_user_name_that_changed_hands_needs_a_person()
    {
        var look = Assert.Single(await Instagram().Count([new(Pictures, "17841400000000009")], World.Now, Cancel));

        Assert.Equal(new Unable("Instagram answered for another account than the one bridport.police_sim was: check the handle in the contract file", NeedsPerson: true), look.Look);
    }

    [Theory]
    [MemberData(nameof(UselessReply.All), MemberType = typeof(UselessReply))]
    [InlineData("redirect", "HTTP 302")]
    public async Task A_reply_of_no_use_is_unable(string fault, string reason)
    {
        Graph.Fail(FacebookBatchTests.Fault(fault), HttpFault.Always);

        Assert.Equal(new Unable($"Instagram: {reason}", NeedsPerson: false), Assert.Single(await Count(Instagram(), Pictures)).Look);
        Assert.All(await Count(Instagram(), Pictures, Pictures with { Id = "b" }), look => Assert.Equal(new Unable($"Instagram: {reason}", NeedsPerson: false), look.Look));
    }

    [Theory]
    [InlineData(190, 463, true, true)]
    [InlineData(10, null, true, false)]
    [InlineData(100, 33, true, false)]
    [InlineData(110, 2207013, true, false)]
    [InlineData(4, null, false, true)]
    [InlineData(80002, null, false, true)]
    [InlineData(2, null, false, false)]
    public async Task Errors_are_metas_with_any_status(int code, int? subcode, bool needsPerson, bool stopAsking)
    {
        foreach (var fault in new[] { GraphFault.Error(code, subcode), GraphFault.ErrorAsSuccess(code, subcode) })
        {
            Graph.Fail(fault, HttpFault.Always);
            var unable = Refusal(Assert.Single(await Count(Instagram(), Pictures)));
            Graph.Recover();

            Assert.Equal((needsPerson, stopAsking), (unable.NeedsPerson, unable.StopAsking));
            Assert.StartsWith("Instagram ", unable.Reason, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(20, "no answer within 20 seconds")]
    [InlineData(30, "the reply was not complete within 30 seconds")]
    public async Task No_reply_in_time_is_unable(int limit, string reason)
    {
        var time = new HandTime();
        Graph.Fail(time.RunOut(TimeSpan.FromSeconds(limit), HttpFault.Slow(TimeSpan.FromHours(1))), HttpFault.Always);

        Assert.Equal(
            new Unable($"Instagram: {reason}", NeedsPerson: false),
            Assert.Single(await Count(Instagram(outside: time), Pictures)).Look);
    }

    [Fact]
    public async Task Stopping_the_host_stops_the_question()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        Graph.Fail(HttpFault.Slow(TimeSpan.FromHours(1)), HttpFault.Always);
        var counting = Instagram().Count([new AskedAccount(Pictures)], World.Now, stop.Token);
        while (Graph.Requests == 0)
        {
            Cancel.ThrowIfCancellationRequested();
            await Task.Yield();
        }

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => counting);
    }

    [Theory]
    [InlineData("instagram", "two words", "followers", "'two words' is not an Instagram user name; correct the account pictures in the contract file")]
    [InlineData("instagram", "a)b", "followers", "'a)b' is not an Instagram user name; correct the account pictures in the contract file")]
    [InlineData("instagram", "x", "page-likes", "Instagram has no metric page-likes; use followers")]
    [InlineData("facebook", "x", "followers", "the network facebook is not connected")]
    public async Task What_cannot_be_asked_is_not_asked(string network, string handle, string metric, string reason)
    {
        var looks = await Count(Instagram(), new Account("pictures", network, handle, metric));

        Assert.Equal(new Unable(reason, NeedsPerson: true), Assert.Single(looks).Look);
        Assert.Equal(0, Graph.Requests);
    }

    [Theory]
    [InlineData("dorset.police_1", "dorset.police_1")]
    [InlineData("@dorset", "dorset")]
    [InlineData("https://www.instagram.com/dorset/", "dorset")]
    [InlineData("instagram.com/dorset?hl=en", "dorset")]
    [InlineData("https://instagram.com.example.org/dorset", null)]
    [InlineData("x){id},y.username(z", null)]
    [InlineData("", null)]
    public void A_handle_is_a_user_name_or_an_address(string handle, string? name) => Assert.Equal(name, InstagramHandle.Username(handle));
}
