using System.Security.Cryptography;
using System.Text;
using Nec.Integrations.Facebook;
using Nec.Integrations.Http;
using Nec.Integrations.Instagram;
using Nec.Integrations.Social;
using Nec.Simulator;

namespace Nec.Integrations.Tests.Facebook;

/// <summary>Whatever goes wrong, what we say of it holds no credential and no address.</summary>
public sealed class SilenceTests : MetaWorld
{
    private static readonly string[] Codes = [.. new[] { 1, 2, 3, 4, 10, 17, 21, 32, 100, 102, 110, 190, 200, 299, 341, 368, 613, 803, 80001, 424242 }.Select(code => $"error {code}")];

    public static TheoryData<string> Faults =>
    [
        "html", "empty", "cut short", "binary", "object", "500", "redirect", "drop", "echo", "echo in error", "echo in scopes", "drop in body", "bomb", "no such host", "limit", "unfinished", .. Codes,
    ];

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task No_reason_tells_a_credential(string fault)
    {
        Graph.AppId = "900";
        Graph.Fail(Spoilt(fault), HttpFault.Always);
        var facebook = Options with { AppId = "900", LastPost = true };
        string[] said =
        [
            .. await Said(Facebook(facebook), Bridport), .. await Said(Facebook(facebook), Bridport, Dorchester, Sherborne), .. await Said(Facebook(), Bridport),
            .. await Said(Facebook(facebook with { Token = null }), Bridport),
            .. await Said(Instagram(InstagramOptions with { AppId = "900" }), Pictures), .. await Said(Instagram(), Pictures, Pictures with { Id = "again" }),
        ];

        Assert.True(Graph.Requests > 6); // it was asked
        Assert.All(said, Discreet);
        Assert.Contains(said, text => text.Length > 0);
    }

    [Theory]
    [InlineData("two words")]
    [InlineData("a line\nbreak")]
    [InlineData("a line\r\nX-Other: header")]
    [InlineData("Ünglyphic")]
    public async Task A_token_that_no_header_can_hold_is_refused_without_being_told(string odd)
    {
        string[] said =
        [
            .. await Said(Facebook(Options with { Token = odd }), Bridport), .. await Said(Facebook(Options with { AppSecret = odd, AppId = "900" }), Bridport),
            .. await Said(Instagram(InstagramOptions with { Token = odd }), Pictures),
        ];

        Assert.Equal(0, Graph.Requests);
        Assert.All(said, text => Assert.DoesNotContain(odd, text, StringComparison.OrdinalIgnoreCase));
        Assert.All(said, text => Assert.Contains("must be one word of plain letters", text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_stop_tells_no_credential()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        Graph.Fail(HttpFault.Slow(TimeSpan.FromHours(1)), HttpFault.Always);
        var probing = Facebook(Options with { AppId = "900" }).Probe(World.Now, stop.Token);
        while (Graph.Requests == 0)
        {
            Cancel.ThrowIfCancellationRequested();
            await Task.Yield();
        }

        await stop.CancelAsync();

        Discreet((await Assert.ThrowsAnyAsync<OperationCanceledException>(() => probing)).ToString());
    }

    [Fact]
    public void Settings_are_printed_without_their_secrets()
    {
        Discreet(Options.ToString());
        Discreet(InstagramOptions.ToString());
    }

    private static HttpFault Spoilt(string name) => name switch
    {
        "echo" => HttpFault.Status(400, $"Bearer {Token} {Secret}"),
        "echo in error" => HttpFault.Status(400, $$$"""{"error":{"message":"{{{Token}}} {{{Secret}}}","type":"{{{Token}}}","code":1,"fbtrace_id":"{{{Token}}}"}}"""),
        "echo in scopes" => HttpFault.Status(200, $$"""{"id":"{{Token}}","data":{"is_valid":false,"type":"{{Token}}","scopes":["http://{{Token}}"],"error":{"code":190,"message":"{{Token}}"} } }"""),
        "drop in body" => HttpFault.DropInBody(),
        "bomb" => HttpFault.GzipBomb(6),
        "no such host" => HttpFault.Redirect("http://no-such-host.invalid/"),
        "limit" => GraphFault.Limited(17, 3),
        "unfinished" => HttpFault.Status(200, "[null,null,null]"),
        _ when name.StartsWith("error ", StringComparison.Ordinal) => GraphFault.Error(int.Parse(name[6..], System.Globalization.CultureInfo.InvariantCulture)),
        _ => FacebookBatchTests.Fault(name),
    };

    private async Task<IEnumerable<string>> Said(ISocialNetwork network, params Core.Contracts.Account[] accounts)
    {
        var looks = await Count(network, accounts);
        var probe = await network.Probe(World.Now, Cancel);

        return [.. looks.Select(look => look.Look is Unable unable ? unable.Reason : throw new InvalidOperationException("it was seen")), probe.Says];
    }

    private void Discreet(string text)
    {
        foreach (var secret in new[] { Token, Secret, Proof(Token), Proof($"900|{Secret}"), "http://", "input_token", "Bearer" })
        {
            Assert.DoesNotContain(secret, text.Replace(World.GraphAddress.AbsoluteUri, "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase);
        }
    }

    private static string Proof(string token) => Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes(token)));
}
