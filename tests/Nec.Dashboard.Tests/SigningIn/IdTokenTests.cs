using System.Text.Json.Nodes;
using Nec.Simulator;

namespace Nec.Dashboard.Tests.SigningIn;

/// <summary>Which ID tokens let somebody in.</summary>
public sealed class IdTokenTests : AccountTests
{
    [Theory]
    [InlineData("aud", "\"another-client\"")]
    [InlineData("aud", "null")]
    [InlineData("iss", "\"https://elsewhere.example.org\"")]
    [InlineData("iss", "null")]
    [InlineData("exp", "1000000000")]
    [InlineData("exp", "\"soon\"")]
    [InlineData("exp", "null")]
    [InlineData("nbf", "32503680000")]
    [InlineData("sub", "null")]
    [InlineData("nonce", "null")]
    [InlineData("nonce", "\"of-another-browser\"")]
    public async Task One_that_is_not_for_us_now_does_not(string claim, string value)
    {
        Provider.Over = new() { [claim] = JsonNode.Parse(value) };
        using var client = Host.Anonymous();
        Assert.False(await ComesIn(client));
    }

    [Theory]
    [InlineData(IdTokenSignature.Own, true)]
    [InlineData(IdTokenSignature.OtherKey, false)]
    [InlineData(IdTokenSignature.None, false)]
    [InlineData(IdTokenSignature.ClientSecret, false)] // a shared secret signs nothing: whoever reads our settings could
    public async Task Only_one_that_the_provider_signed_does(IdTokenSignature signature, bool expected)
    {
        Provider.Signature = signature;
        using var client = Host.Anonymous();
        Assert.Equal(expected, await ComesIn(client));
        await using var byHand = await Start(ByHand);
        using var other = byHand.Anonymous();
        Assert.Equal(expected, await ComesIn(other));
    }

    [Theory]
    [InlineData(-1, true)] // clocks differ by two minutes at most
    [InlineData(-3, false)]
    public async Task One_that_has_just_ended_does_for_two_minutes(int minutes, bool expected)
    {
        Provider.TokenLife = TimeSpan.FromMinutes(minutes);
        using var client = Host.Anonymous();
        Assert.Equal(expected, await ComesIn(client));
    }

    [Fact]
    public async Task A_new_key_of_the_provider_is_found_and_no_forger_is_let_in_meanwhile()
    {
        using var before = Host.Anonymous();
        Assert.True(await ComesIn(before));
        Provider.ChangeKey();
        using var client = Host.Anonymous();
        Assert.True(await ComesIn(client) || await ComesIn(client)); // the first may be the one by whom the change is noticed
        Provider.Signature = IdTokenSignature.OtherKey;
        using var forger = Host.Anonymous();
        Assert.False(await ComesIn(forger));
    }
}
