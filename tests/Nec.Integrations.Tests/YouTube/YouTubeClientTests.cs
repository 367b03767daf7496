using System.Net;
using Nec.Core.Contracts;
using Nec.Integrations.Http;
using Nec.Integrations.Social;
using Nec.Integrations.Tests.Http;
using Nec.Integrations.Tests.Recorded;
using Nec.Integrations.Tests.X;
using Nec.Integrations.YouTube;
using Nec.Simulator;

namespace Nec.Integrations.Tests.YouTube;

public sealed class YouTubeClientTests : NetworkContractTests
{
    private string? _key = Secret;

    protected override SimulatedServer Server => World.YouTube;

    protected override Account Known { get; } = Named("north", SimulatedChannel.North.Id);

    protected override string SourceName => "YouTube";

    protected override ISocialNetwork Network(TimeProvider time) => new YouTubeClient(Rest(World.YouTube.Address, followRedirects: false, time), new YouTubeOptions { Key = _key });

    [Fact]
    public async Task Subscribers_are_counted_by_id()
    {
        World.YouTube.Key = Secret;

        var look = await CountOne(Known);

        var reading = Assert.IsType<Seen>(look.Look).Reading;
        Assert.Equal(("north", "subscribers", At, (long)SimulatedChannel.North.SubscribersOn(Day)), (reading.Account, reading.Metric, reading.At, reading.Count));
        Assert.Equal(SimulatedChannel.North.Id, look.NetworkId);
        Assert.Equal($"/youtube/v3/channels?part=id,statistics&maxResults=50&id={SimulatedChannel.North.Id}", Assert.Single(World.YouTube.Recent).PathAndQuery);
    }

    [Theory]
    [InlineData("999", null)]
    [InlineData("1000", 3)] // from here on rounded down to three figures
    [InlineData("1230000", 3)]
    [InlineData("0", null)]
    public async Task A_reading_says_how_precise_it_is(string shown, int? figures)
    {
        World.YouTube.Fail(HttpFault.Status(200, Channel($"\"{shown}\"")));

        var reading = Assert.IsType<Seen>((await CountOne(Known)).Look).Reading;

        Assert.Equal((shown, figures), ($"{reading.Count}", reading.SignificantFigures));
    }

    [Fact]
    public async Task Numbers_may_be_numbers()
    {
        World.YouTube.Fail(YouTubeFault.NumbersAsNumbers());

        Assert.Equal(SimulatedChannel.North.ShownOn(Day), CountIn(await CountOne(Known)));
    }

    [Theory]
    [InlineData("\"\"")]
    [InlineData("\"1,930\"")]
    [InlineData("-5")]
    [InlineData("1e3")]
    [InlineData("null")]
    [InlineData("[]")]
    public async Task A_number_of_no_sense_is_unable_never_zero(string number)
    {
        World.YouTube.Fail(HttpFault.Status(200, Channel(number)));

        Assert.Equal(
            new Unable($"YouTube did not show the number of subscribers of {SimulatedChannel.North.Id}; the next run asks again", NeedsPerson: false), await WhyNot(Known));
    }

    [Fact]
    public async Task A_number_that_is_missing_is_unable_never_zero()
    {
        World.YouTube.Fail(YouTubeFault.WithoutCount());

        Assert.False((await WhyNot(Known)).NeedsPerson);
    }

    [Fact]
    public async Task A_hidden_number_is_unable_never_zero()
    {
        var unable = await WhyNot(Named("hidden", "@HiddenSim"));

        Assert.Equal(new Unable("the channel @HiddenSim hides its number of subscribers on YouTube: its owner can show it, or record the count by hand", NeedsPerson: true), unable);
    }

    [Theory]
    [InlineData(50, 1)]
    [InlineData(51, 2)]
    [InlineData(120, 3)]
    public async Task Fifty_ids_go_into_a_call(int accounts, int calls)
    {
        var looks = await Count(Team(accounts));

        Assert.Equal(calls, World.YouTube.Requests);
        Assert.Equal(Enumerable.Range(1, accounts).Select(number => (long)SimulatedChannel.All[number + 2].ShownOn(Day)), looks.Select(CountIn));
    }

    [Fact]
    public async Task A_handle_is_resolved_once_and_then_asked_about_by_its_id()
    {
        var first = await CountOne(Named("force", "@forcesim"));
        var second = await CountOne(Named("force", "@forcesim"), first.NetworkId);

        Assert.Equal(SimulatedChannel.Force.Id, first.NetworkId);
        Assert.Equal((SimulatedChannel.Force.ShownOn(Day), SimulatedChannel.Force.ShownOn(Day)), (CountIn(first), CountIn(second)));
        Assert.Equal([$"forHandle={Uri.EscapeDataString("@forcesim")}", $"id={SimulatedChannel.Force.Id}"], World.YouTube.Recent.Select(seen => seen.PathAndQuery.Split('&')[^1]));
    }

    [Fact]
    public async Task Handles_and_ids_are_counted_in_one_go()
    {
        var looks = await Count(new AskedAccount(Named("force", "@ForceSim")), new AskedAccount(Known), new AskedAccount(Named("nobody", "@nobody")));

        Assert.Equal(3, World.YouTube.Requests);
        Assert.Equal(["force", "north"], looks.Where(look => look.Look is Seen).Select(look => look.Account.Id).Order(StringComparer.Ordinal));
        Assert.Equal(new Unable("YouTube knows no channel @nobody: correct the handle in the contract file", NeedsPerson: true), looks.Single(look => look.Account.Id == "nobody").Look);
    }

    [Fact]
    public async Task A_channel_that_is_left_out_is_named()
    {
        var looks = await Count(new AskedAccount(Named("gone", "UC0000000000000000000000")), new AskedAccount(Named("moved", "@ForceSim"), "UC1111111111111111111111"), new AskedAccount(Known));

        Assert.Equal(
            ["YouTube knows no channel UC0000000000000000000000: correct the handle in the contract file", "YouTube knows no channel @ForceSim (UC1111111111111111111111): correct the handle in the contract file", null],
            looks.Select(look => (look.Look as Unable)?.Reason));
    }

    [Theory]
    [InlineData("")]
    [InlineData("ForceSim")] // a handle has its @
    [InlineData("@ab")]
    [InlineData("@a b c")]
    [InlineData("UC123")]
    [InlineData("@force,other")]
    public async Task A_wrong_handle_is_not_asked_about(string handle)
    {
        var unable = await WhyNot(Named("wrong", handle));

        Assert.Equal(new Unable($"'{handle}' is neither a channel's id (UC…) nor a handle (@…) on YouTube; correct the account wrong in the contract file", NeedsPerson: true), unable);
        Assert.Equal(0, World.YouTube.Requests);
    }

    public static TheoryData<string, string, bool> Refusals => new()
    {
        { "quotaExceeded", "YouTube's units of the day are used up, which begins anew at midnight in California: the next run after that asks again", false },
        { "rateLimitExceeded", "YouTube asks us to wait: its call limit is reached, the next run asks again", false },
        { "keyInvalid", "YouTube does not accept the key: make a new API key and set YouTube:Key", true },
        { "API_KEY_INVALID", "YouTube does not accept the key: make a new API key and set YouTube:Key", true },
        { "plain", Unknown("“invalid_grant”", 401), true },
        { "accessNotConfigured", "the YouTube Data API v3 is not switched on in the key's project: enable it in the Google Cloud console", true },
        { "forbidden", Unknown("“forbidden”", 403), true },
    };

    private static string Unknown(string said, int code) =>
        $"YouTube gave an error that Nec does not know: {said} (error {code}); YouTube's list of errors is at developers.google.com/youtube/v3/docs/errors";

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task A_refusal_says_who_acts_and_the_rest_of_the_run_is_not_asked(string kind, string reason, bool needsPerson)
    {
        World.YouTube.Fail(Refusal(kind), HttpFault.Always);

        var looks = await Count([.. Team(51), new AskedAccount(Named("force", "@ForceSim"))]);

        Assert.Equal(52, looks.Count);
        Assert.All(looks, look => Assert.Equal(new Unable(reason, needsPerson) { StopAsking = true }, look.Look));
        Assert.Equal(1, World.YouTube.Requests);
    }

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task A_refusal_stands_in_the_probe_with_the_same_words(string kind, string reason, bool needsPerson)
    {
        World.YouTube.Fail(Refusal(kind), HttpFault.Always);

        Assert.Equal(new Probe(needsPerson ? ProbeOutcome.Fails : ProbeOutcome.Silent, reason), await Network(TimeProvider.System).Probe(At, Cancel));
        Assert.Equal(needsPerson, !reason.Contains("next run", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(400, """{"code":400,"message":"Bad","errors":[{"reason":"newReason","message":"Bad"}]}""", "“newReason: Bad”")]
    [InlineData(404, """{"code":404,"message":"<b>Not</b> here\n\u0007","errors":[]}""", "“Not here”")]
    [InlineData(400, """{"message":"See https://example.org/x?key=1 for API_KEY_OF_THIRTY_CHARACTERS_OR_MORE"}""", "“See … for …”")]
    [InlineData(400, """{"code":400,"message":"the key a-secret is odd"}""", "“the key … is odd”")]
    [InlineData(400, "\"a word\"", "“a word”")]
    public async Task An_unknown_error_is_quoted_without_what_nobody_may_see(int status, string error, string said)
    {
        _key = "a-secret";
        World.YouTube.Fail(HttpFault.Status(status, $$"""{"error":{{error}}}"""), HttpFault.Always);

        Assert.Equal(new Unable(Unknown(said, status), NeedsPerson: true), await WhyNot(Known));
    }

    [Fact]
    public async Task A_long_error_is_cut_and_one_without_words_has_none()
    {
        World.YouTube.Fail(HttpFault.Status(400, $$$"""{"error":{"code":400,"message":"{{{string.Concat(Enumerable.Repeat("word ", 100))}}}"}}"""));
        var cut = (await WhyNot(Known)).Reason;
        World.YouTube.Fail(HttpFault.Status(400, """{"error":{"message":"\ud800"}}"""));

        Assert.Contains("word word…” (error 400)", cut, StringComparison.Ordinal);
        Assert.StartsWith("YouTube gave an error that Nec does not know (error 400);", (await WhyNot(Known)).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_that_the_server_does_not_know_is_told_and_not_shown()
    {
        World.YouTube.Key = "another";

        Assert.Equal("YouTube does not accept the key: make a new API key and set YouTube:Key", (await WhyNot(Known)).Reason);
    }

    [Fact]
    public async Task A_server_out_of_order_does_not_stop_the_run()
    {
        World.YouTube.Fail(YouTubeFault.Error("backendError"), times: 3); // the first call and its retries

        var looks = await Count(Team(51));

        Assert.Equal(new Unable("YouTube: HTTP 503", NeedsPerson: false), looks[0].Look);
        Assert.IsType<Seen>(looks[50].Look);
    }

    [Fact]
    public async Task A_redirect_is_not_followed_with_the_key()
    {
        World.YouTube.Fail(HttpFault.Redirect($"{World.X.Address}youtube"), HttpFault.Always);

        Assert.Equal("YouTube: HTTP 302", (await WhyNot(Known)).Reason);
        Assert.Equal(0, World.X.Requests);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public async Task Without_a_key_nothing_is_asked(string? key)
    {
        _key = key;

        Assert.Equal(new Unable("YouTube:Key is not set", NeedsPerson: true), await WhyNot(Known));
        Assert.Equal(ProbeOutcome.NotConfigured, (await Network(TimeProvider.System).Probe(At, Cancel)).Outcome);
        Assert.Equal(0, World.YouTube.Requests);
    }

    [Fact]
    public async Task Recorded_replies_are_understood()
    {
        using var outside = Samples.Of("youtube");
        var account = Named("recorded", "UC_x5XG1OV2P6uZZ5FSM9Ttw");

        Assert.Equal(1_927_873, CountIn(await Over(outside, account, Secret)));
        var unable = Assert.IsType<Unable>((await Over(outside, account, "wrong")).Look);
        Assert.Equal("YouTube does not accept the key: make a new API key and set YouTube:Key", unable.Reason);
    }

    private static async Task<AccountLook> Over(Stub outside, Account account, string key) => Assert.Single(
        await new YouTubeClient(TestOutside.Over(outside, "https://www.googleapis.com"), new YouTubeOptions { Key = key })
            .Count([new AskedAccount(account)], At, Cancel));

    private static Account Named(string id, string handle) => new(id, "youtube", handle, "subscribers");

    private static IEnumerable<AskedAccount> Team(int accounts) => SimulatedChannel.All.Skip(3).Take(accounts).Select(channel => new AskedAccount(Named(channel.Handle, channel.Id)));

    private static string Channel(string count) =>
        $$$"""{"kind":"youtube#channelListResponse","items":[{"id":"{{{SimulatedChannel.North.Id}}}","statistics":{"subscriberCount":{{{count}}},"hiddenSubscriberCount":false}}]}""";

    private static HttpFault Refusal(string kind) => kind switch
    {
        "plain" => YouTubeFault.PlainError(),
        "API_KEY_INVALID" => YouTubeFault.InvalidKey(),
        _ => YouTubeFault.Error(kind),
    };
}
