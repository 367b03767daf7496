using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using Nec.Integrations.Http;
using Nec.Simulator;
using RestSharp;

namespace Nec.Integrations.Tests.Http;

/// <summary>A token goes to the one who is asked and nowhere else: not into a failure's text, a reason, or a trace.</summary>
public sealed class CredentialTests
{
    private const string Token = "s3cr3t-t0k3n";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<HttpFault?> Faults { get; } = new(
        null, HttpFault.Status(401, $"bad token {Token}"), HttpFault.Status(503), HttpFault.Status(429, "", TimeSpan.FromHours(1)), HttpFault.Html(), HttpFault.Empty(), HttpFault.Drop(), HttpFault.DropInBody(),
        HttpFault.RedirectLoop(), HttpFault.RedirectToPrivate(), HttpFault.Redirect($"http://user:{Token}@example.org/"), HttpFault.GzipBomb(8), HttpFault.CutShort());

    [Theory]
    [MemberData(nameof(Faults), DisableDiscoveryEnumeration = true)]
    public async Task Whatever_goes_wrong_no_text_holds_a_token(HttpFault? fault)
    {
        var traced = new ConcurrentQueue<string>();
        using var listener = Listen(traced);
        await using var world = await OutsideWorld.Start(Cancel);
        if (fault is not null)
        {
            world.Graph.Fail(fault, HttpFault.Always);
        }

        // At a pace, so that the waits and the circuit speak too.
        using var client = new OutboundHttp(TestOutside.Options with { PerHostPerSecond = 1000 }, new HandTime()).Client(world.GraphAddress, followRedirects: true);
        var texts = new List<string>();
        for (var asked = 0; asked < 4; asked++)
        {
            var request = new RestRequest("v26.0/102000000000001").AddHeader("Authorization", $"Bearer {Token}").AddQueryParameter("access_token", Token);
            var response = await client.ExecuteGetAsync<Dictionary<string, object>>(request, Cancel);
            texts.Add(Reply.WhyUnable(response) ?? "");
            texts.Add(Record.Exception(() => response.Require("Facebook"))?.ToString() ?? "");
        }

        Assert.Contains(world.Graph.Recent, seen => seen.PathAndQuery.Contains(Token, StringComparison.Ordinal) && seen.Headers["Authorization"].Contains(Token, StringComparison.Ordinal)); // it went out
        Assert.NotEmpty(traced);
        Assert.DoesNotContain(texts.Concat(traced), text => text.Contains(Token, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task The_outside_is_not_told_of_our_traces()
    {
        using var listener = Listen([]);
        await using var world = await OutsideWorld.Start(Cancel);
        using var client = new OutboundHttp(TestOutside.Options, TimeProvider.System).Client(world.GraphAddress, followRedirects: true);
        await client.ExecuteGetAsync(new RestRequest("v26.0/102000000000001"), Cancel);

        Assert.DoesNotContain(world.Graph.Recent[^1].Headers.Keys, name => name.StartsWith("trace", StringComparison.OrdinalIgnoreCase));
    }

    private static ActivityListener Listen(ConcurrentQueue<string> traced)
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name.Contains("System.Net", StringComparison.Ordinal),
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity => traced.Enqueue(string.Join(' ', activity.TagObjects
                .Select(tag => $"{tag.Key}={tag.Value}").Append(activity.DisplayName).Concat(activity.Events.SelectMany(@event => @event.Tags.Select(tag => $"{tag.Value}"))))),
        };
        ActivitySource.AddActivityListener(listener);

        return listener;
    }
}
