using Nec.Core.Contracts;
using Nec.Integrations.Http;
using Nec.Integrations.Social;
using Nec.Integrations.Tests.Http;
using Nec.Simulator;

namespace Nec.Integrations.Tests.Facebook;

public sealed class FacebookBatchTests : MetaWorld
{
    [Fact]
    public async Task One_account_is_asked_plainly_and_several_in_one_batch()
    {
        var one = await Count(Facebook(), Bridport);
        var three = await Count(Facebook(), Dorchester, Sherborne, Bridport);

        Assert.Equal(2610, CountOf(Assert.Single(one)));
        Assert.Equal([("dorchester", 3044L), ("sherborne", 1808L), ("bridport", 2610L)], three.Select(look => (look.Account.Id, CountOf(look))));
        Assert.Equal(["GET", "POST"], Graph.Recent.Select(request => request.Method));
        Assert.Equal("/v26.0/", Graph.Recent[1].PathAndQuery);
        Assert.Equal($"Bearer {Token}", Graph.Recent[1].Headers["Authorization"]);
        Assert.StartsWith("application/x-www-form-urlencoded", Graph.Recent[1].Headers["Content-Type"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_batch_holds_fifty()
    {
        var looks = await Count(Facebook(), Many(103));

        Assert.Equal(3, Graph.Requests);
        Assert.Equal(Many(103).Select(account => account.Id), looks.Select(look => look.Account.Id));
        Assert.All(looks, (look, index) => Assert.Equal(index % 3 == 0 ? 2610 : index % 3 == 1 ? 3044 : 1808, CountOf(look)));
    }

    [Fact]
    public async Task What_did_not_finish_is_asked_once_more_with_the_next_batch()
    {
        Graph.Fail(GraphFault.Unfinished(0, 49));

        var looks = await Count(Facebook(), Many(98));

        Assert.Equal(2, Graph.Requests); // 50, then the 48 left and the two again
        Assert.All(looks, look => CountOf(look));
    }

    [Fact]
    public async Task What_does_not_finish_twice_is_unable_and_passes()
    {
        Graph.Fail(HttpFault.Drop(), HttpFault.Always, $"/v26.0/{SimulatedPage.Dorchester.Id}");
        Graph.Fail(GraphFault.Unfinished(0, 1));

        var looks = await Count(Facebook(), Bridport, Dorchester, Sherborne);

        Assert.Equal((2610, 1808), (CountOf(looks[0]), CountOf(looks[2])));
        Assert.Equal(new Unable("Facebook: it did not finish its answer, twice over; the next run asks again", NeedsPerson: false), looks[1].Look);
    }

    [Fact]
    public async Task One_pages_trouble_is_its_own()
    {
        Graph.Fail(GraphFault.ErrorAsSuccess(10), HttpFault.Always, $"/v26.0/{SimulatedPage.Dorchester.Id}");
        Graph.Fail(GraphFault.MissingField("fan_count"), HttpFault.Always, $"/v26.0/{SimulatedPage.Sherborne.Id}");

        var looks = await Count(Facebook(), Bridport, Dorchester, Sherborne, Bridport with { Id = "nobody", Handle = "NobodySim" });

        Assert.Equal(2610, CountOf(looks[0]));
        Assert.Equal("Facebook does not let this token read 102000000000002: grant pages_read_engagement for the Page again (error 10)", Refusal(looks[1]).Reason);
        Assert.Equal("Facebook does not show fan_count of 102000000000003: give the token pages_read_engagement for this Page", Refusal(looks[2]).Reason);
        Assert.Equal("Facebook knows no Page NobodySim: correct the handle in the contract file (error 803)", Refusal(looks[3]).Reason);
        Assert.All(looks.Skip(1), look => Assert.Equal((true, false), (Refusal(look).NeedsPerson, Refusal(look).StopAsking)));
        Assert.Equal(1, Graph.Requests);
    }

    [Fact]
    public async Task An_error_that_passes_is_asked_once_more()
    {
        Graph.Fail(GraphFault.Error(2), 1, $"/v26.0/{SimulatedPage.Dorchester.Id}");

        var looks = await Count(Facebook(), Bridport, Dorchester, Sherborne);

        Assert.All(looks, look => CountOf(look));
        Assert.Equal(2, Graph.Requests);
    }

    [Theory]
    [MemberData(nameof(UselessReply.All), MemberType = typeof(UselessReply))]
    [InlineData("object", UselessReply.NotJson)]
    [InlineData("redirect", "HTTP 302")]
    public async Task A_batch_of_no_use_is_asked_once_more_and_then_unable(string fault, string reason)
    {
        Graph.Fail(Fault(fault), HttpFault.Always);
        var looks = await Count(Facebook(), Bridport, Dorchester);

        Assert.All(looks, look => Assert.Equal(new Unable($"Facebook: {reason}", NeedsPerson: false), look.Look));
        Assert.Equal(2, Graph.Requests);

        Graph.Recover();
        Graph.Fail(Fault(fault));
        Assert.All(await Count(Facebook(), Bridport, Dorchester), look => CountOf(look));
    }

    [Theory]
    [InlineData(4)]
    [InlineData(17)]
    [InlineData(32)]
    [InlineData(341)]
    [InlineData(613)]
    [InlineData(80001)]
    public async Task A_limit_stops_the_rest_of_the_run_with_its_minutes(int code)
    {
        Graph.Fail(GraphFault.Limited(code, minutes: 35));

        var looks = await Count(Facebook(), Many(120));

        Assert.Equal(1, Graph.Requests);
        Assert.All(looks, look => Assert.Equal(
            new Unable($"Facebook asks us to wait 35 minutes: its call limit is reached (error {code})", NeedsPerson: false) { StopAsking = true }, look.Look));
    }

    [Fact]
    public async Task A_limit_within_a_batch_keeps_what_was_answered_and_stops_the_next()
    {
        Graph.Fail(GraphFault.Limited(80001, minutes: 7), 1, $"/v26.0/{SimulatedPage.Dorchester.Id}");

        var looks = await Count(Facebook(), Many(60));

        Assert.Equal(1, Graph.Requests);
        Assert.Equal(49, looks.Count(look => look.Look is Seen));
        Assert.All(looks.Where(look => look.Look is Unable), look => Assert.Equal(
            new Unable("Facebook asks us to wait 7 minutes: its call limit is reached (error 80001)", NeedsPerson: false) { StopAsking = true }, look.Look));
    }

    [Fact]
    public async Task A_dead_token_stops_the_run()
    {
        Graph.Fail(GraphFault.ErrorAsSuccess(190, 463));

        var looks = await Count(Facebook(), Many(120));

        Assert.Equal(1, Graph.Requests);
        Assert.All(looks, look => Assert.Equal(
            new Unable("Facebook says that the token has expired: make a new one and set Facebook:Token (error 190/463)", NeedsPerson: true) { StopAsking = true }, look.Look));
    }

    [Theory]
    [InlineData(79, 0)]
    [InlineData(80, 2)] // before each further call
    [InlineData(99, 2)]
    public async Task Near_the_limit_each_further_call_waits(int percent, int pauses)
    {
        Graph.UsagePercent = percent;

        var looks = await Count(Facebook(), Many(150));

        Assert.All(looks, look => CountOf(look));
        Assert.Equal(Enumerable.Repeat(TimeSpan.FromSeconds(5), pauses), Time.Waits);
    }

    [Theory]
    [InlineData(12, "Facebook asks us to wait 12 minutes: its call limit is reached")]
    [InlineData(0, "Facebook asks us to wait: its call limit is reached, the next run asks again")]
    public async Task At_the_limit_what_was_answered_counts_and_the_rest_is_not_asked(int minutes, string reason)
    {
        (Graph.UsagePercent, Graph.MinutesToWait) = (100, minutes);

        var looks = await Count(Facebook(), Many(51));

        Assert.All(looks.Take(50), look => CountOf(look));
        Assert.Equal(new Unable(reason, NeedsPerson: false) { StopAsking = true }, looks[50].Look);
        Assert.Equal(1, Graph.Requests);
    }

    [Fact]
    public async Task The_old_header_is_read_in_its_single_quotes()
    {
        Graph.Fail(GraphFault.OldUsage(85));

        await Count(Facebook(), Many(51));

        Assert.Equal([TimeSpan.FromSeconds(5)], Time.Waits);
    }

    [Theory]
    [InlineData(20, "no answer within 20 seconds")]
    [InlineData(30, "the reply was not complete within 30 seconds")]
    public async Task No_reply_in_time_is_unable(int limit, string reason)
    {
        var time = new HandTime();
        Graph.Fail(time.RunOut(TimeSpan.FromSeconds(limit), HttpFault.Slow(TimeSpan.FromHours(1))), HttpFault.Always);
        var client = Facebook(outside: time);

        Assert.All(
            [.. await Count(client, Bridport), .. await Count(client, Bridport, Dorchester)],
            look => Assert.Equal(new Unable($"Facebook: {reason}", NeedsPerson: false), look.Look));
    }

    [Theory]
    [MemberData(nameof(UselessReply.All), MemberType = typeof(UselessReply))]
    [InlineData("redirect", "HTTP 302")]
    public async Task A_reply_of_no_use_about_one_page_is_unable(string fault, string reason)
    {
        Graph.Fail(Fault(fault), HttpFault.Always);

        Assert.Equal(new Unable($"Facebook: {reason}", NeedsPerson: false), Assert.Single(await Count(Facebook(), Bridport)).Look);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Stopping_the_host_stops_the_question(int accounts)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        Graph.Fail(HttpFault.Slow(TimeSpan.FromHours(1)), HttpFault.Always);
        AskedAccount[] asked = [.. Many(accounts).Select(account => new AskedAccount(account))];

        var counting = Facebook().Count(asked, World.Now, stop.Token);
        while (Graph.Requests == 0)
        {
            Cancel.ThrowIfCancellationRequested();
            await Task.Yield();
        }

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => counting);
    }

    [Fact]
    public async Task Nothing_is_asked_for_nobody()
    {
        Assert.Empty(await Count(Facebook()));
        Assert.Equal(0, Graph.Requests);
    }

    internal static HttpFault Fault(string name) => name switch
    {
        "object" => HttpFault.Status(200, """{"data":[]}"""),
        "redirect" => HttpFault.RedirectToPrivate(),
        _ => UselessReply.Fault(name),
    };

    private static Account[] Many(int count) => [.. Enumerable.Range(0, count).Select(index => new Account($"account-{index}", "facebook", SimulatedPage.All[index % 3].Id, "page-likes"))];
}
