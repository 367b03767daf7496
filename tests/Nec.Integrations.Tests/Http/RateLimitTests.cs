using Nec.Integrations.Http;
using RestSharp;

namespace Nec.Integrations.Tests.Http;

public sealed class RateLimitTests(Stub outside) : IClassFixture<Stub>
{
    private static readonly DateTimeOffset Now = new(2026, 8, 1, 13, 35, 0, TimeSpan.Zero);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(429, "Retry-After", "90", 90)]
    [InlineData(503, "Retry-After", "Sat, 01 Aug 2026 13:36:00 GMT", 60)]
    [InlineData(429, "Retry-After", "Sat, 01 Aug 2026 13:34:00 GMT", 0)] // that moment is over
    [InlineData(429, "Retry-After", "soon", 0)]
    [InlineData(429, "Retry-After", "-5", 0)]
    [InlineData(429, "x-rate-limit-reset", "1785592200", 900)] // X: 13:50 in Unix seconds
    [InlineData(429, "RateLimit-Reset", "1785592200", 900)] // Bluesky
    [InlineData(429, "RateLimit-Reset", "30", 30)] // the IETF's draft: seconds from now
    [InlineData(429, "X-RateLimit-Reset", "2026-08-01T13:50:00.809356Z", 900.809356)] // Mastodon
    [InlineData(429, "X-RateLimit-Reset", "2026-08-01T13:20:00.809356Z", 0)]
    [InlineData(429, "x-rate-limit-reset", "99999999999", 86400)] // a wrong unit must not silence a source for years
    [InlineData(429, "x-rate-limit-reset", "1785592200000000", 0)]
    [InlineData(200, "x-rate-limit-reset", "1785592200", 0)] // every good reply names when the window ends
    [InlineData(400, "X-Business-Use-Case-Usage", """{"1":[{"type":"pages","call_count":1,"estimated_time_to_regain_access":28,"total_time":1}]}""", 1680)]
    [InlineData(200, "X-Business-Use-Case-Usage", """{"1":[{"estimated_time_to_regain_access":3}],"2":[{"estimated_time_to_regain_access":7}]}""", 420)] // the longest counts
    [InlineData(200, "X-Business-Use-Case-Usage", "{'1':[{'type':'pages','estimated_time_to_regain_access': 5}]}", 300)] // seen in single quotes
    [InlineData(200, "X-Business-Use-Case-Usage", """{"1":[{"call_count":99,"estimated_time_to_regain_access":0}]}""", 0)]
    [InlineData(200, "X-App-Usage", """{"call_count":100,"total_time":25,"total_cputime":25}""", 3600)] // nothing left, and not said for how long
    [InlineData(200, "X-App-Usage", "[]", 0)]
    public async Task The_wait_that_a_reply_asks_for_is_read_in_every_spelling(int status, string header, string value, double seconds)
    {
        Assert.Equal(seconds == 0 ? null : TimeSpan.FromSeconds(seconds), RateLimit.WaitOf(await Answered(status, (header, value)), Now));
    }

    [Fact]
    public async Task A_good_reply_that_was_the_last_of_its_window_asks_to_wait_for_the_next()
    {
        Assert.Equal(TimeSpan.FromMinutes(15), RateLimit.WaitOf(await Answered(200, ("x-rate-limit-remaining", "0"), ("x-rate-limit-reset", "1785592200")), Now));
        Assert.Null(RateLimit.WaitOf(await Answered(200, ("x-rate-limit-remaining", "10"), ("x-rate-limit-reset", "1785592200")), Now));
    }

    [Theory]
    [InlineData("X-App-Usage", """{"call_count":28,"total_time":25,"total_cputime":31}""", 31)]
    [InlineData("X-Business-Use-Case-Usage", """{"1":[{"type":"pages","call_count":81,"total_cputime":1,"total_time":1,"estimated_time_to_regain_access":95}]}""", 81)] // minutes are no share
    [InlineData("X-Page-Usage", "{'call_count': 12, 'total_time': 90, 'total_cputime': 3}", 90)]
    [InlineData("X-App-Usage", "nonsense", 0)]
    [InlineData("Server", "x", 0)]
    public async Task The_highest_share_of_an_allowance_counts(string header, string value, int percent)
    {
        Assert.Equal(percent, RateLimit.UsedPercent(await Answered(200, (header, value))) ?? 0);
    }

    private async Task<RestResponse> Answered(int status, params (string Name, string Value)[] headers)
    {
        outside.Answers(Stub.Reply(status, headers: headers));
        using var rest = new OutboundHttp(TestOutside.Options with { Retries = 0 }, new HandTime(Now)).Client(new Uri("https://example.org"), outside.Wire());

        return await rest.ExecuteGetAsync(new RestRequest("x"), Cancel);
    }
}
