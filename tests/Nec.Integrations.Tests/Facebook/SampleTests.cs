using System.Text.Json.Nodes;
using Nec.Core.Contracts;
using Nec.Integrations.Facebook;
using Nec.Integrations.Http;
using Nec.Integrations.Instagram;
using Nec.Integrations.Tests.Http;
using Nec.Integrations.Tests.Recorded;

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
        using var outside = Samples.Of("meta");
        var asked = new Account("page", "facebook", "20531316728", "page-likes");

        var likes = await Facebook(outside).Count(asked, Recorded, Cancel);
        var followers = await Facebook(outside).Count(asked with { Metric = "followers" }, Recorded, Cancel);

        Assert.Equal(214_507_731, Assert.IsType<Seen>(likes).Reading.Count);
        Assert.True(Assert.IsType<Unable>(followers).NeedsPerson); // not among the recorded fields
    }

    [Fact]
    public async Task A_recorded_token_is_told()
    {
        using var outside = Samples.Of("meta");

        var before = await Facebook(outside).Probe(Recorded, Cancel);
        var after = await Facebook(outside).Probe(Recorded.AddDays(7), Cancel);

        Assert.Equal((ProbeOutcome.Warns, DateTimeOffset.FromUnixTimeSeconds(1577347200)), (before.Outcome, before.ExpiresAt));
        Assert.Contains("it lacks pages_read_engagement", before.Says, StringComparison.Ordinal);
        Assert.Contains("it expires on 26 December 2019; its access to data ends on 24 March 2020", before.Says, StringComparison.Ordinal);
        Assert.Equal(ProbeOutcome.Fails, after.Outcome);
    }

    [Fact]
    public async Task A_recorded_refusal_says_what_to_set()
    {
        using var outside = Samples.Of("meta");

        var look = await Facebook(outside).Count(new Account("page", "facebook", "123", "followers"), Recorded, Cancel);

        Assert.Equal(new Unable(
            "Facebook knows no Page 123, or does not let this token read it: check the handle in the contract file and the token's permissions, "
            + "and set Facebook:AppSecret if the app requires proof of it (error 100)",
            NeedsPerson: true), look);
    }

    [Fact]
    public async Task Every_transcribed_error_is_known()
    {
        using var outside = new Stub();
        var errors = Transcribed("body").ToList();

        Assert.NotEmpty(errors);
        foreach (var error in errors)
        {
            var code = (int)error["error"]!["code"]!;
            outside.Answers(Stub.Reply(400, error.ToJsonString()));
            var unable = Assert.IsType<Unable>(await Facebook(outside).Count(new Account("page", "facebook", "123", "followers"), Recorded, Cancel));

            Assert.Contains($"(error {code}", unable.Reason, StringComparison.Ordinal);
            Assert.DoesNotContain("do not know", unable.Reason, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Transcribed_usage_headers_are_read()
    {
        var percents = Transcribed("headers")
            .Select(headers => Meta.MetaUsage.Of(headers.AsObject().Select(header => ((string?)header.Key, (string?)header.Value))).Percent);

        Assert.Equal([91, 85], percents);
    }

    [Fact]
    public async Task A_recorded_business_account_is_counted()
    {
        using var outside = Samples.Of("meta");
        var client = new InstagramClient(TestOutside.Over(outside, Options.BaseAddress), new InstagramOptions { Token = "t", UserId = "17841406338772941" });

        var look = Assert.Single(await client.Count([new(new Account("a", "instagram", "facebookfordevelopers", "followers"))], Recorded, Cancel));

        Assert.Equal((64_976, "17841407673135339"), ((int)Assert.IsType<Seen>(look.Look).Reading.Count, look.NetworkId));
    }

    private static FacebookClient Facebook(Stub outside) => new(TestOutside.Over(outside, Options.BaseAddress), Options);

    private static IEnumerable<JsonNode> Transcribed(string part) =>
        Samples.List("facebook/errors-and-headers-transcribed.json").Select(sample => sample![part]).OfType<JsonNode>();
}
