using System.Net;
using System.Text.Json.Nodes;
using Nec.Core.Contracts;
using Nec.Integrations.Http;
using Nec.Integrations.Social;
using Nec.Integrations.Tests.Http;
using Nec.Integrations.Tests.Recorded;
using Nec.Integrations.X;
using Nec.Simulator;

namespace Nec.Integrations.Tests.X;

public sealed class XClientTests : NetworkContractTests
{
    private static readonly DateTimeOffset Reset = new(2019, 9, 2, 5, 30, 0, TimeSpan.Zero);

    private string? _token = Secret;

    protected override SimulatedServer Server => World.X;

    protected override Account Known { get; } = Named("north", "NorthTeamSim");

    protected override string SourceName => "X";

    protected override ISocialNetwork Network(TimeProvider time) => new XClient(Rest(World.X.Address, followRedirects: false, time), new XOptions { Token = _token });

    [Fact]
    public async Task Followers_are_counted_with_the_id_to_keep()
    {
        World.X.BearerToken = Secret;

        var look = await CountOne(Named("north", "northteamsim")); // names have no case

        var reading = Assert.IsType<Seen>(look.Look).Reading;
        Assert.Equal(("north", "followers", At), (reading.Account, reading.Metric, reading.At));
        Assert.Equal(SimulatedXUser.North.FollowersOn(Day), reading.Count);
        Assert.Equal((null, null), (reading.SignificantFigures, reading.LastPostOn));
        Assert.Equal(SimulatedXUser.North.Id, look.NetworkId);
        Assert.Equal("/2/users/by?usernames=northteamsim&user.fields=public_metrics", Assert.Single(World.X.Recent).PathAndQuery);
    }

    [Theory]
    [InlineData(100, 1)]
    [InlineData(101, 2)]
    [InlineData(250, 3)]
    public async Task A_hundred_names_go_into_a_call(int accounts, int calls)
    {
        var looks = await Count(Team(accounts));

        Assert.Equal(calls, World.X.Requests);
        Assert.Equal(Enumerable.Range(1, accounts).Select(number => (long)SimulatedXUser.All[number + 1].FollowersOn(Day)), looks.Select(CountIn));
    }

    [Fact]
    public async Task A_name_that_two_accounts_share_is_asked_once_and_told_to_both()
    {
        var looks = await Count(new AskedAccount(Known), new AskedAccount(Named("again", "@northTEAMsim")));

        Assert.Equal(2, looks.Select(CountIn).Count(count => count == SimulatedXUser.North.FollowersOn(Day)));
        Assert.Contains("usernames=NorthTeamSim&", Assert.Single(World.X.Recent).PathAndQuery, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Sixteen_letters_")]
    [InlineData("north-team")]
    [InlineData("a,b")]
    [InlineData("https://x.com/north")]
    [InlineData("nörth")]
    public async Task A_wrong_handle_is_not_asked_and_does_not_spoil_the_call(string handle)
    {
        var looks = await Count(new AskedAccount(Named("wrong", handle)), new AskedAccount(Known));

        Assert.Equal(
            new Unable($"'{handle}' is not a name on X (1 to 15 letters, digits or underscores); correct the account wrong in the contract file", NeedsPerson: true),
            looks.Single(look => look.Account.Id == "wrong").Look);
        Assert.Equal(SimulatedXUser.North.FollowersOn(Day), CountIn(looks.Single(look => look.Account.Id == "north")));
    }

    [Theory]
    [InlineData(""" "title":"Odd","detail":"Never <i>seen</i> before." """, ": “Odd: Never seen before.”")]
    [InlineData(""" "type":"https://api.x.com/2/problems/new-kind" """, "")]
    public async Task An_error_that_we_do_not_know_is_quoted(string error, string said)
    {
        World.X.Fail(HttpFault.Status(200, $$"""{"data":[],"errors":[{"value":"NorthTeamSim",{{error}}}]}"""));

        Assert.Equal($"X gave an error about @NorthTeamSim that Nec does not know{said}", (await WhyNot(Known)).Reason);
    }

    [Fact]
    public async Task Errors_beside_the_counts_are_told_name_by_name()
    {
        var looks = await Count(new AskedAccount(Named("gone", "GoneSim")), new AskedAccount(Known), new AskedAccount(Named("bad", XApi.SuspendedUsername)));

        Assert.Equal(
            ["X knows no account @GoneSim: correct the handle in the contract file", "", "X has suspended @SuspendedSim"],
            looks.Select(look => (look.Look as Unable)?.Reason ?? ""));
        Assert.All(looks.Select(look => look.Look).OfType<Unable>(), unable => Assert.Equal((true, false), (unable.NeedsPerson, unable.StopAsking)));
    }

    [Fact]
    public async Task Nobody_found_leaves_out_the_data_and_is_still_an_answer() =>
        Assert.Equal("X knows no account @GoneSim: correct the handle in the contract file", (await WhyNot(Named("gone", "GoneSim"))).Reason);

    [Fact]
    public async Task A_user_left_out_without_a_word_is_unable()
    {
        World.X.Fail(XFault.Omitting("SouthTeamSim"));

        var looks = await Count(new AskedAccount(Known), new AskedAccount(Named("south", "SouthTeamSim")));

        Assert.Equal(new Unable("X left out @SouthTeamSim without saying why; the next run asks again", NeedsPerson: false), looks[1].Look);
        Assert.IsType<Seen>(looks[0].Look);
    }

    [Fact]
    public async Task Numbers_that_are_missing_are_unable_never_zero()
    {
        World.X.Fail(XFault.WithoutMetrics());

        Assert.Equal(new Unable("X did not show the number of followers of @NorthTeamSim; the next run asks again", NeedsPerson: false), await WhyNot(Known));
    }

    [Theory]
    [InlineData("\"many\"")]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData("null")]
    [InlineData("99999999999999999999")]
    public async Task A_number_of_no_sense_spoils_its_own_account_only(string number)
    {
        World.X.Fail(HttpFault.Status(200, $$$"""{"data":[null,{"id":"1","username":"NorthTeamSim","public_metrics":{"followers_count":{{{number}}}}},{"id":"2","username":"SouthTeamSim","public_metrics":{"followers_count":7}}]}"""));

        var looks = await Count(new AskedAccount(Known), new AskedAccount(Named("south", "SouthTeamSim")));

        Assert.IsType<Unable>(looks[0].Look);
        Assert.Equal(7, CountIn(looks[1]));
    }

    [Fact]
    public async Task A_name_that_passed_to_another_account_is_not_counted()
    {
        World.X.Reassign("NorthTeamSim", "42");

        var look = await CountOne(Known, SimulatedXUser.North.Id);

        Assert.Equal(new Unable("the name @NorthTeamSim on X now belongs to another account: correct the account north in the contract file", NeedsPerson: true), look.Look);
        Assert.Null(look.NetworkId);
    }

    [Fact]
    public async Task The_id_kept_is_compared_with_the_one_that_comes() =>
        Assert.IsType<Seen>((await CountOne(Known, SimulatedXUser.North.Id)).Look);

    [Fact]
    public async Task Until_a_usage_cap_ends_nothing_is_asked_and_every_look_says_so()
    {
        const string Capped = "X's usage cap is reached until 1 October 2019 00:00 UTC, and X is not asked before: raise it in X's developer console and start Nec again, or wait";
        var (ends, network) = (new DateTimeOffset(2019, 10, 1, 0, 0, 0, TimeSpan.Zero), Network(TimeProvider.System));
        World.X.Fail(XFault.UsageCapped(until: ends));

        Assert.All(await network.Count([.. Team(250)], At, Cancel), look => Assert.Equal(new Unable(Capped, NeedsPerson: true) { StopAsking = true }, look.Look));
        Assert.Equal((1, ProbeOutcome.Fails, Capped), (World.X.Requests, (await network.Probe(At, Cancel)).Outcome, (await network.Probe(At, Cancel)).Says));
        var night = Assert.Single(await network.Count([new AskedAccount(Known)], ends.AddSeconds(-1), Cancel));
        Assert.Equal((Capped, 1), ((night.Look as Unable)?.Reason, World.X.Requests));

        Assert.IsType<Seen>(Assert.Single(await network.Count([new AskedAccount(Known)], ends, Cancel)).Look);
        Assert.Equal(ProbeOutcome.Works, (await network.Probe(ends, Cancel)).Outcome);
    }

    [Theory]
    [InlineData(15)] // the window of the rate limit, not the cap's end
    [InlineData(60 * 24 * 400)] // no billing period is that long
    public async Task A_usage_cap_without_an_end_is_asked_about_again_the_next_night(int minutes)
    {
        var network = Network(TimeProvider.System);
        World.X.Fail(XFault.UsageCapped(until: At.AddMinutes(minutes)));

        Assert.EndsWith("or wait for the next billing period", ((Unable)(await network.Count([new AskedAccount(Known)], At, Cancel))[0].Look).Reason, StringComparison.Ordinal);
        Assert.IsType<Seen>(Assert.Single(await network.Count([new AskedAccount(Known)], At.AddDays(1), Cancel)).Look);
    }

    public static TheoryData<string, string, bool> Refusals => new()
    {
        { "rate", "X asks us to wait until 05:30 UTC: its call limit is reached, the next run asks again", false },
        { "cap", "X's usage cap is reached: raise it in X's developer console, or wait for the next billing period", true },
        { "cap-old-host", "X's usage cap is reached: raise it in X's developer console, or wait for the next billing period", true },
        { "credits", "X's prepaid credits are used up: buy more in X's developer console (HTTP 402)", true },
        { "token", "X does not accept the token: make a new bearer token in X's developer console and set X:Token (HTTP 401)", true },
        { "token-200", "X does not accept the token: make a new bearer token in X's developer console and set X:Token (HTTP 401)", true },
        { "client", "X lets this app read nothing: attach it to a project with access in X's developer console (HTTP 403, client-forbidden)", true },
        { "client-old-host", "X lets this app read nothing: attach it to a project with access in X's developer console (HTTP 403, client-forbidden)", true },
        { "403", "X refuses this app: look at its state in X's developer console (HTTP 403)", true },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task A_refusal_says_who_acts_and_the_rest_of_the_run_is_not_asked(string kind, string reason, bool needsPerson)
    {
        World.X.Fail(Refusal(kind), HttpFault.Always);

        var looks = await Count(Team(250));

        Assert.Equal(250, looks.Count);
        Assert.All(looks, look => Assert.Equal(new Unable(reason, needsPerson) { StopAsking = true }, look.Look));
        Assert.All(World.X.Recent, seen => Assert.Contains("TeamSim001", seen.PathAndQuery, StringComparison.Ordinal)); // the first call alone, with its retries
    }

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task A_refusal_stands_in_the_probe_with_the_same_words(string kind, string reason, bool needsPerson)
    {
        World.X.Fail(Refusal(kind), HttpFault.Always);

        Assert.Equal(new Probe(needsPerson ? ProbeOutcome.Fails : ProbeOutcome.Silent, reason), await Network(TimeProvider.System).Probe(At, Cancel));
        Assert.True(needsPerson || reason.Contains("wait", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_refusal_on_the_way_keeps_what_was_counted_before()
    {
        World.X.BearerToken = Secret;
        var first = true;
        World.X.Fail(new HttpFault("second call", (context, good) =>
        {
            (var isFirst, first) = (first, false);
            return isFirst ? good(context) : XFault.NoCredits().Answer(context, good);
        }), HttpFault.Always);

        var looks = await Count(Team(101));

        Assert.Equal(100, looks.Count(look => look.Look is Seen));
        Assert.True(Assert.IsType<Unable>(looks[100].Look).StopAsking);
    }

    [Fact]
    public async Task A_redirect_is_not_followed_with_the_token()
    {
        World.X.Fail(HttpFault.Redirect($"{World.YouTube.Address}2/users/by"), HttpFault.Always);

        Assert.Equal("X: HTTP 302", (await WhyNot(Known)).Reason);
        Assert.Equal(0, World.YouTube.Requests);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("  ")]
    public async Task Without_a_token_nothing_is_asked(string? token)
    {
        _token = token;

        Assert.Equal(new Unable("X:Token is not set", NeedsPerson: true), await WhyNot(Known));
        Assert.Equal(ProbeOutcome.NotConfigured, (await Network(TimeProvider.System).Probe(At, Cancel)).Outcome);
        Assert.Equal(0, World.X.Requests);
    }

    [Fact]
    public async Task The_probe_reads_no_user_which_would_cost_money()
    {
        await Network(TimeProvider.System).Probe(At, Cancel);

        Assert.Equal("/2/usage/tweets", Assert.Single(World.X.Recent).PathAndQuery);
    }

    [Fact]
    public async Task Recorded_replies_are_understood()
    {
        using var outside = Samples.Of("x");
        var account = Named("recorded", "TwitterDev");

        Assert.Equal(514_020, CountIn(await Over(outside, account)));
        foreach (var failed in Samples.List("x/errors-transcribed.json").Where(entry => (int)entry!["status"]! == 429))
        {
            outside.Answers(Stub.Reply(429, failed!["body"]!.ToJsonString()));
            var unable = Assert.IsType<Unable>((await Over(outside, account)).Look);
            Assert.Equal((true, failed["body"]!["title"] is not null), (unable.StopAsking, unable.NeedsPerson));
        }
    }

    private static async Task<AccountLook> Over(Stub outside, Account account) =>
        Assert.Single(await new XClient(TestOutside.Over(outside, "https://api.x.com"), new XOptions { Token = Secret })
            .Count([new AskedAccount(account)], At, Cancel));

    private static Account Named(string id, string handle) => new(id, "x", handle, "followers");

    private static IEnumerable<AskedAccount> Team(int accounts) => Enumerable.Range(1, accounts).Select(number => new AskedAccount(Named($"t{number}", $"TeamSim{number:000}")));

    private static HttpFault Refusal(string kind) => kind switch
    {
        "rate" => XFault.RateLimited(Reset),
        "cap" => XFault.UsageCapped(),
        "cap-old-host" => XFault.UsageCapped(oldHost: true),
        "credits" => XFault.NoCredits(),
        "token" => XFault.BadToken(),
        "token-200" => XFault.ProblemAsSuccess(),
        "client" => XFault.ClientForbidden(),
        "client-old-host" => XFault.ClientForbidden(oldHost: true),
        "403" => HttpFault.Status(403, "Forbidden"),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
