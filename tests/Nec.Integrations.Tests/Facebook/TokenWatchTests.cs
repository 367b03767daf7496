using Nec.Integrations.Facebook;
using Nec.Integrations.Http;
using Nec.Integrations.Instagram;
using Nec.Simulator;

namespace Nec.Integrations.Tests.Facebook;

public sealed class TokenWatchTests : MetaWorld
{
    private const string AppId = "900";

    private static readonly DateTimeOffset Now = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    private FacebookOptions Watched => Options with { AppId = AppId };

    [Fact]
    public async Task A_token_that_never_dies_works()
    {
        var probe = await Probe(Facebook(Watched));

        Assert.Equal(
            new Probe(ProbeOutcome.Works, "the token works; its permissions are pages_show_list, pages_read_engagement, instagram_basic, instagram_manage_insights; it does not expire by time"), probe);
        Assert.Equal($"Bearer {AppId}|{Secret}", Graph.Recent[^1].Headers["Authorization"]);
    }

    [Theory]
    [InlineData("2026-03-16T12:00:00Z", null, ProbeOutcome.Warns, "2026-03-16T12:00:00Z")] // fourteen days
    [InlineData("2026-03-16T12:00:01Z", null, ProbeOutcome.Works, "2026-03-16T12:00:01Z")]
    [InlineData(null, "2026-03-10T00:00:00Z", ProbeOutcome.Warns, "2026-03-10T00:00:00Z")]
    [InlineData("2026-04-20T00:00:00Z", "2026-03-10T00:00:00Z", ProbeOutcome.Warns, "2026-03-10T00:00:00Z")]
    [InlineData("2026-03-10T00:00:00Z", "2026-04-20T00:00:00Z", ProbeOutcome.Warns, "2026-03-10T00:00:00Z")]
    [InlineData("2026-03-02T12:00:00Z", null, ProbeOutcome.Fails, "2026-03-02T12:00:00Z")] // this instant
    [InlineData(null, "2026-03-01T12:00:00Z", ProbeOutcome.Fails, "2026-03-01T12:00:00Z")]
    public async Task The_nearer_of_both_ends_decides(string? expires, string? access, ProbeOutcome outcome, string nearer)
    {
        (Graph.TokenExpiresAt, Graph.DataAccessExpiresAt) = (Instant(expires), Instant(access));

        var probe = await Probe(Facebook(Watched));

        Assert.Equal((outcome, Instant(nearer)), (probe.Outcome, probe.ExpiresAt));
    }

    [Fact]
    public async Task Both_ends_are_told_with_what_to_do()
    {
        (Graph.TokenExpiresAt, Graph.DataAccessExpiresAt, Graph.Scopes) = (Instant("2026-03-10T23:30:00Z"), Instant("2026-03-30T23:30:00Z"), ["pages_show_list"]);

        var probe = await Probe(Facebook(Watched));

        Assert.Equal(
            "the token works; its permissions are pages_show_list; it lacks pages_read_engagement: grant that to the app again; it expires on 10 March 2026; "
            + "its access to data ends on 31 March 2026; make a new one and set Facebook:Token before then", probe.Says); // London's summer time has begun by the 30th
    }

    [Fact]
    public async Task A_scope_that_is_missing_warns()
    {
        Graph.Scopes = ["pages_show_list"];

        Assert.Equal(ProbeOutcome.Warns, (await Probe(Facebook(Watched))).Outcome);
    }

    [Fact]
    public async Task A_token_that_expired_fails_in_words()
    {
        World.Now = Now;
        Graph.TokenExpiresAt = Now.AddHours(-1);

        var probe = await Probe(Facebook(Watched));

        Assert.Equal((ProbeOutcome.Fails, "Facebook says that the token has expired: make a new one and set Facebook:Token (error 190/463)"), (probe.Outcome, probe.Says));
    }

    [Fact]
    public async Task A_token_of_nobody_fails()
    {
        Graph.AccessToken = "another";

        Assert.Equal(ProbeOutcome.Fails, (await Probe(Facebook(Watched))).Outcome);
        Assert.Equal(ProbeOutcome.Fails, (await Probe(Facebook())).Outcome);
    }

    [Fact]
    public async Task The_apps_own_token_needs_no_scope()
    {
        Graph.AppId = AppId;

        var probe = await Probe(Facebook(Watched with { Token = null }));

        Assert.Equal(
            new Probe(ProbeOutcome.Works, "the app's own token works; to read others' Pages the app needs the feature Page Public Metadata Access; it does not expire by time"), probe);
    }

    [Fact]
    public async Task Without_the_apps_token_the_end_cannot_be_seen()
    {
        var probe = await Probe(Facebook());

        Assert.Equal(new Probe(ProbeOutcome.Warns, "Facebook accepts the token; when it dies cannot be seen until Facebook:AppId and Facebook:AppSecret are set"), probe);
        Assert.StartsWith("/v26.0/me?fields=id&", Graph.Recent[^1].PathAndQuery, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_credentials_nothing_is_asked()
    {
        Assert.Equal(new Probe(ProbeOutcome.NotConfigured, "Facebook:Token is not set, so no Page can be counted: put a token into the environment as Facebook__Token"), await Probe(Facebook(Options with { Token = " " })));
        Assert.Equal(new Probe(ProbeOutcome.NotConfigured, "Instagram:Token is not set, so no account can be counted: put a token into the environment as Instagram__Token"), await Instagram(InstagramOptions with { Token = null }).Probe(Now, Cancel));
        Assert.Equal(0, Graph.Requests);
    }

    [Fact]
    public async Task An_app_that_is_refused_is_told_apart_from_the_token()
    {
        Graph.AppId = "another";

        var probe = await Probe(Facebook(Watched));

        Assert.Equal(ProbeOutcome.Fails, probe.Outcome);
        Assert.StartsWith("asking about the token failed, check AppId and AppSecret: ", probe.Says, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("html", "Facebook: the reply is not the JSON that was asked for")]
    [InlineData("empty", "Facebook: the reply is not the JSON that was asked for")]
    [InlineData("cut short", "Facebook: the reply is not the JSON that was asked for")]
    [InlineData("500", "Facebook: HTTP 500")]
    [InlineData("drop", "Facebook: no reply")]
    public async Task No_answer_of_use_says_nothing_of_the_token(string fault, string says)
    {
        Graph.Fail(FacebookBatchTests.Fault(fault), HttpFault.Always);

        Assert.Equal(new Probe(ProbeOutcome.Silent, says), await Probe(Facebook(Watched)));
        Assert.Equal(new Probe(ProbeOutcome.Silent, says), await Probe(Facebook()));
    }

    [Fact]
    public async Task Instagram_needs_its_own_three_scopes()
    {
        var works = await Instagram(InstagramOptions with { AppId = AppId }).Probe(Now, Cancel);
        Graph.Scopes = ["instagram_basic"];
        var warns = await Instagram(InstagramOptions with { AppId = AppId }).Probe(Now, Cancel);
        var blind = await Instagram().Probe(Now, Cancel);

        Assert.Equal(ProbeOutcome.Works, works.Outcome);
        Assert.Equal(ProbeOutcome.Warns, warns.Outcome);
        Assert.Contains("it lacks instagram_manage_insights, pages_read_engagement: grant that", warns.Says, StringComparison.Ordinal);
        Assert.Equal((ProbeOutcome.Warns, "Instagram accepts the token; when it dies cannot be seen until Instagram:AppId and Instagram:AppSecret are set"), (blind.Outcome, blind.Says));
    }

    private static Task<Probe> Probe(FacebookClient client) => client.Probe(Now, Cancel);

    private static DateTimeOffset? Instant(string? text) => text is null ? null : DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
