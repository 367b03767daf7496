using System.Net;
using System.Text.Json;
using Nec.Core.Contracts;
using Nec.Integrations.Facebook;
using Nec.Integrations.Http;
using Nec.Integrations.Instagram;
using Nec.Integrations.Tests.Http;

namespace Nec.Integrations.Tests.Facebook;

/// <summary>Replies recorded from the real networks, read from the folder that the variable <c>NEC_SAMPLES</c> names; they are not ours to publish.</summary>
public sealed class SampleTests
{
    private static readonly DateTimeOffset Recorded = new(2019, 12, 20, 12, 0, 0, TimeSpan.Zero);
    private static readonly FacebookOptions Options = new() { Token = "t", AppId = "900", AppSecret = "s" };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_recorded_page_is_counted()
    {
        var body = await Sample("facebook/facebook_apidata_pages_single_fields_page.json");
        var asked = new Account("page", "facebook", "20531316728", "page-likes");

        var likes = await Facebook(HttpStatusCode.OK, body).Count(asked, Recorded, Cancel);
        var followers = await Facebook(HttpStatusCode.OK, body).Count(asked with { Metric = "followers" }, Recorded, Cancel);

        Assert.Equal(214_507_731, Assert.IsType<Seen>(likes).Reading.Count);
        Assert.True(Assert.IsType<Unable>(followers).NeedsPerson); // not among the recorded fields
    }

    [Fact]
    public async Task A_recorded_token_is_told()
    {
        var body = await Sample("facebook/base_token_info.json");

        var before = await Facebook(HttpStatusCode.OK, body).Probe(Recorded, Cancel);
        var after = await Facebook(HttpStatusCode.OK, body).Probe(Recorded.AddDays(7), Cancel);

        Assert.Equal((ProbeOutcome.Warns, DateTimeOffset.FromUnixTimeSeconds(1577347200)), (before.Outcome, before.ExpiresAt));
        Assert.Contains("it lacks pages_read_engagement", before.Says, StringComparison.Ordinal);
        Assert.Contains("it expires on 26 December 2019; its access to data ends on 24 March 2020", before.Says, StringComparison.Ordinal);
        Assert.Equal(ProbeOutcome.Fails, after.Outcome);
    }

    [Fact]
    public async Task A_recorded_refusal_says_what_to_set()
    {
        var look = await Facebook(HttpStatusCode.BadRequest, await Sample("facebook/error.json")).Count(new Account("page", "facebook", "123", "followers"), Recorded, Cancel);

        Assert.Equal(new Unable("Facebook refused the question about 123: check the token's permissions, and set Facebook:AppSecret if the app requires proof of it (error 100)", NeedsPerson: true), look);
    }

    [Fact]
    public async Task Every_transcribed_error_is_known()
    {
        using var samples = JsonDocument.Parse(await Sample("facebook/errors-and-headers-transcribed.json"));
        var errors = samples.RootElement.EnumerateArray().Where(sample => sample.TryGetProperty("body", out _)).Select(sample => sample.GetProperty("body")).ToArray();

        Assert.NotEmpty(errors);
        foreach (var error in errors)
        {
            var code = error.GetProperty("error").GetProperty("code").GetInt32();
            var unable = Assert.IsType<Unable>(await Facebook(HttpStatusCode.BadRequest, error.GetRawText()).Count(new Account("page", "facebook", "123", "followers"), Recorded, Cancel));

            Assert.Contains($"(error {code}", unable.Reason, StringComparison.Ordinal);
            Assert.DoesNotContain("do not know", unable.Reason, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Transcribed_usage_headers_are_read()
    {
        using var samples = JsonDocument.Parse(await Sample("facebook/errors-and-headers-transcribed.json"));
        var percents = samples.RootElement.EnumerateArray().Where(sample => sample.TryGetProperty("headers", out _))
            .Select(sample => Meta.MetaUsage.Of(sample.GetProperty("headers").EnumerateObject().Select(header => ((string?)header.Name, header.Value.GetString()))).Percent);

        Assert.Equal([91, 85], percents);
    }

    [Fact]
    public async Task A_recorded_business_account_is_counted()
    {
        var wire = StubHandler.Answering(StubHandler.Reply(HttpStatusCode.OK, await Sample("instagram/instagram_apidata_discovery_user_fields.json")));
        var client = new InstagramClient(TestOutside.Over(wire, Options.BaseAddress), new InstagramOptions { Token = "t", UserId = "17841406338772941" });

        var look = Assert.Single(await client.Count([new(new Account("a", "instagram", "facebookfordevelopers", "followers"))], Recorded, Cancel));

        Assert.Equal((64_976, "17841407673135339"), ((int)Assert.IsType<Seen>(look.Look).Reading.Count, look.NetworkId));
    }

    private static FacebookClient Facebook(HttpStatusCode status, string body) =>
        new(TestOutside.Over(new StubHandler((_, _) => Task.FromResult(StubHandler.Reply(status, body))), Options.BaseAddress), Options);

    private static async Task<string> Sample(string name)
    {
        var folder = Environment.GetEnvironmentVariable("NEC_SAMPLES");
        Assert.SkipUnless(Directory.Exists(folder), "NEC_SAMPLES names no folder of recorded replies");

        return await File.ReadAllTextAsync(Path.Combine(folder!, name), Cancel); // SkipUnless has seen it
    }
}
