using Nec.Core.Contracts;
using Nec.Integrations.Facebook;
using Nec.Integrations.Http;
using Nec.Integrations.Tests.Http;
using WireMock.ResponseBuilders;

namespace Nec.Integrations.Tests.Facebook;

public sealed class FacebookClientTests(Stub outside) : IClassFixture<Stub>
{
    private static readonly DateTimeOffset At = new(2026, 3, 2, 6, 15, 0, TimeSpan.Zero);
    private static readonly Account Page = new("north", "facebook", "1234567890", "followers");
    private static readonly FacebookOptions Options = new() { Token = "token-of-the-test" };

    private const string Good = """{"id":"1234567890","followers_count":2600,"fan_count":2590}""";

    [Theory]
    [InlineData("followers", 2600)]
    [InlineData("page-likes", 2590)]
    public async Task Each_metric_has_its_own_field(string metric, long expected)
    {
        var look = await Count(Page with { Metric = metric }, 200, Good);

        var reading = Assert.IsType<Seen>(look).Reading;
        Assert.Equal((("north", metric), (At, expected)), ((reading.Account, reading.Metric), (reading.At, reading.Count)));
    }

    [Fact]
    public async Task The_token_travels_in_a_header_and_the_fields_in_the_address()
    {
        await Count(Page, 200, Good);

        var asked = Assert.Single(outside.Asked);
        Assert.Equal("https://graph.facebook.com", Options.BaseAddress);
        Assert.Equal("http://graph.facebook.com/v26.0/1234567890?fields=id,followers_count,fan_count", asked.AbsoluteUrl);
        Assert.Equal("Bearer token-of-the-test", Assert.Single(asked.Headers!["Authorization"]));
        Assert.Matches(@"^Nec/\d+\.\d+\.\d+ \(\+webmaster@example\.org\)$", Assert.Single(asked.Headers["User-Agent"]));
    }

    [Fact]
    public async Task The_app_secret_is_proved_never_sent()
    {
        await Count(Page, 200, Good, Options with { Token = "Jefe-token", AppSecret = "Jefe" });

        // Reckoned beside the code: printf 'Jefe-token' | openssl dgst -sha256 -hmac Jefe
        Assert.EndsWith("&appsecret_proof=2b612c59bbbb8407287d8bb2f360719702ac093a453c151af4f31195e3d1721e", Assert.Single(outside.Paths), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_field_that_is_missing_is_unable_never_zero()
    {
        var look = await Count(Page, 200, """{"id":"1234567890","fan_count":2590}""");

        Assert.Equal(new Unable("Facebook does not show followers_count of 1234567890: give the token pages_read_engagement for this Page", NeedsPerson: true), look);
    }

    [Fact]
    public async Task Another_page_than_the_one_asked_for_is_not_counted()
    {
        var look = await Count(Page, 200, """{"id":"99","followers_count":1}""");

        Assert.Equal(new Unable("Facebook answered for another Page than 1234567890", NeedsPerson: true), look);
    }

    [Theory]
    [InlineData(200, "", "Facebook: the reply is not the JSON that was asked for")]
    [InlineData(200, "<html><body>Sign in</body></html>", "Facebook: the reply is not the JSON that was asked for")]
    [InlineData(200, "null", "Facebook: the reply is not the JSON that was asked for")]
    [InlineData(404, "<html></html>", "Facebook: HTTP 404")]
    [InlineData(404, Good, "Facebook: HTTP 404")]
    [InlineData(503, "", "Facebook: HTTP 503")]
    public async Task A_reply_of_no_use_is_unable_with_the_reason(int status, string body, string reason)
    {
        var look = await Count(Page, status, body);

        Assert.Equal(new Unable(reason, NeedsPerson: false), look);
    }

    [Fact]
    public async Task A_reply_cut_anywhere_is_unable()
    {
        for (var length = 0; length < Good.Length; length++)
        {
            var look = await Count(Page, 200, Good[..length]);

            Assert.Equal(new Unable("Facebook: the reply is not the JSON that was asked for", NeedsPerson: false), look);
        }
    }

    [Theory]
    [InlineData("""{"id":"\ud800","followers_count":1}""")] // half a character
    [InlineData("""{"\ud800":1,"followers_count":1}""")]
    [InlineData("""{"id":"1234567890","followers_count":-1}""")]
    [InlineData("""{"id":"1234567890","followers_count":1.5}""")]
    [InlineData("""{"id":"1234567890","followers_count":1e99}""")]
    [InlineData("""{"id":"1234567890","followers_count":null}""")]
    [InlineData("""{"id":"1234567890","followers_count":"many"}""")]
    [InlineData("""{"id":"1234567890","followers_count":[1]}""")]
    [InlineData("""{"id":"","followers_count":1}""")]
    [InlineData("""{"followers_count":1}""")]
    [InlineData("""{"error":"a word","id":"1234567890","followers_count":1}""")]
    [InlineData("""{"error":{"code":"a word"},"id":"1234567890","followers_count":1}""")]
    [InlineData("""[{"id":"1234567890","followers_count":1}]""")]
    [InlineData("7")]
    [InlineData("\"text\"")]
    public async Task An_odd_reply_is_unable_never_a_number(string body) =>
        Assert.IsType<Unable>(await Count(Page, 200, body));

    [Fact]
    public async Task A_server_that_stumbles_once_is_asked_again()
    {
        outside.Answers(Stub.Reply(500, ""), Stub.Reply(200, Good));

        Assert.IsType<Seen>(await Count(Page));
        Assert.Equal(2, outside.Asked.Count);
    }

    [Theory]
    [InlineData(1, null, false, false)] // out of order: passes
    [InlineData(2, null, false, false)]
    [InlineData(4, null, false, true)] // call limits: wait, and leave the other accounts alone
    [InlineData(17, null, false, true)]
    [InlineData(32, null, false, true)]
    [InlineData(341, null, false, true)]
    [InlineData(613, 1996, false, true)]
    [InlineData(80001, null, false, true)]
    [InlineData(10, null, true, false)] // permissions: somebody must act
    [InlineData(200, null, true, false)]
    [InlineData(299, null, true, false)]
    [InlineData(100, 33, true, false)]
    [InlineData(100, null, true, false)]
    [InlineData(190, 463, true, true)] // the token: no other account would fare better
    [InlineData(102, null, true, true)]
    [InlineData(368, null, true, true)]
    [InlineData(803, null, true, false)]
    [InlineData(987654, null, true, false)] // a code that we do not know
    public async Task Every_error_number_says_who_acts_and_whether_to_stop(int code, int? subcode, bool needsPerson, bool stopAsking)
    {
        var sub = subcode is { } known ? $",\"error_subcode\":{known}" : "";
        var body = $$$"""{"error":{"message":"(#{{{code}}}) Texts differ by language","type":"OAuthException","code":{{{code}}}{{{sub}}},"fbtrace_id":"AbC"}}""";

        // Errors come with 400 and, now and then, with 200: the number decides.
        foreach (var status in new[] { 400, 200 })
        {
            var unable = Assert.IsType<Unable>(await Count(Page, status, body));
            Assert.Equal((needsPerson, stopAsking), (unable.NeedsPerson, unable.StopAsking));
            Assert.Contains($"(error {code}{(subcode is { } number ? $"/{number}" : "")})", unable.Reason, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("(#100) Pages Public Content Access requires either app secret proof or an app token", "")]
    [InlineData("Unsupported get request. Object does not exist, or cannot be loaded due to missing permissions", ",\"error_subcode\":33")]
    public async Task A_hundred_says_both_that_it_can_mean(string message, string sub)
    {
        var unable = Assert.IsType<Unable>(await Count(Page, 400, $$$"""{"error":{"message":"{{{message}}}","code":100{{{sub}}}}}"""));

        Assert.StartsWith(
            "Facebook knows no Page 1234567890, or does not let this token read it: check the handle in the contract file and the token's permissions, and set Facebook:AppSecret",
            unable.Reason,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_expired_token_says_what_to_do()
    {
        var body = """{"error":{"message":"Session has expired","type":"OAuthException","code":190,"error_subcode":463}}""";

        var look = await Count(Page, 400, body);

        Assert.Equal("Facebook says that the token has expired: make a new one and set Facebook:Token (error 190/463)", Assert.IsType<Unable>(look).Reason);
    }

    [Fact]
    public async Task The_wait_that_facebook_names_is_told()
    {
        outside.Answers(Stub.Reply(
            400, """{"error":{"code":80001,"message":"limit"}}""",
            headers: ("X-Business-Use-Case-Usage", """{"77":[{"type":"pages","call_count":100,"estimated_time_to_regain_access":35}]}""")));

        Assert.Equal("Facebook asks us to wait 35 minutes: its call limit is reached (error 80001)", Assert.IsType<Unable>(await Count(Page)).Reason);
    }

    [Theory]
    [InlineData("facebook", "1234567890", "followers", null, "Facebook:Token is not set")]
    [InlineData("facebook", "1234567890", "followers", " ", "Facebook:Token is not set")]
    [InlineData("myspace", "1234567890", "followers", "t", "the network myspace is not connected")]
    [InlineData("facebook", "1234567890", "subscribers", "t", "Facebook has no metric subscribers; use page-likes or followers")]
    [InlineData("facebook", "..", "followers", "t", "'..' is not a Page's id or username; correct the account north in the contract file")]
    [InlineData("facebook", "me/accounts", "followers", "t", "'me/accounts' is not a Page's id or username; correct the account north in the contract file")]
    public async Task What_cannot_be_asked_is_not_asked(string network, string handle, string metric, string? token, string reason)
    {
        var look = await Count(new Account("north", network, handle, metric), 200, Good, Options with { Token = token });

        Assert.Equal(new Unable(reason, NeedsPerson: true), look);
        Assert.Empty(outside.Asked);
    }

    [Fact]
    public async Task Stopping_the_host_stops_the_question()
    {
        using var stop = new CancellationTokenSource();
        outside.Answers(Response.Create().WithCallback(_ =>
        {
            stop.Cancel();
            return new WireMock.ResponseMessage();
        }));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Count(Page, Options, stop.Token));
    }

    private Task<Look> Count(Account account, int status, string body, FacebookOptions? options = null)
    {
        outside.Answers(Stub.Reply(status, body));

        return Count(account, options ?? Options, TestContext.Current.CancellationToken);
    }

    private Task<Look> Count(Account account) => Count(account, Options, TestContext.Current.CancellationToken);

    private async Task<Look> Count(Account account, FacebookOptions options, CancellationToken cancellationToken)
    {
        using var rest = TestOutside.Over(outside, options.BaseAddress);

        return await new FacebookClient(rest, options).Count(account, At, cancellationToken);
    }
}
