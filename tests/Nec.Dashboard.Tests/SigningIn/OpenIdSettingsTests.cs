using System.Net;
using Microsoft.Extensions.Options;

namespace Nec.Dashboard.Tests.SigningIn;

public sealed class OpenIdSettingsTests : AccountTests
{
    protected override Dictionary<string, string?> Settings => ByHand;

    [Fact]
    public async Task Endpoints_that_are_set_by_hand_let_people_in()
    {
        using var client = Host.Anonymous();
        Assert.True(await ComesIn(client));
        Assert.DoesNotContain(Host.Logged, line => line.Contains("Nobody can sign in with an account", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Dashboard:OpenId:Issuer and Dashboard:OpenId:JwksUri", "Issuer", "JwksUri")]
    [InlineData("Dashboard:OpenId:Issuer", "Issuer")]
    [InlineData("Dashboard:OpenId:JwksUri", "JwksUri")]
    public async Task Without_what_tokens_are_checked_by_the_start_says_what_is_missing_and_links_in_mail_work(string expected, params string[] missing)
    {
        await using var host = await Start(ByHand.Where(setting => !missing.Contains(setting.Key.Split(':')[^1], StringComparer.Ordinal)).ToDictionary(StringComparer.Ordinal));
        Assert.Single(host.Logged, line => line.StartsWith($"Warning: Nobody can sign in with an account until {expected} is set", StringComparison.Ordinal));
        using var client = host.Anonymous();
        Assert.DoesNotContain("/sign-in/account", await client.GetStringAsync("/sign-in", CancellationToken), StringComparison.Ordinal);
        using var account = await client.GetAsync("/sign-in/account", CancellationToken);
        Assert.NotEqual(HttpStatusCode.Found, account.StatusCode);
        using var asked = await DashboardHost.PressWithAnyToken(client, "/sign-in", [KeyValuePair.Create("email", "admin@example.org")], CancellationToken);
        var letter = await host.Letters.Reader.ReadAsync(CancellationToken);
        using var pressed = await DashboardHost.Press(client, letter.Path, letter.Path, CancellationToken);
        Assert.Equal(HttpStatusCode.Found, pressed.StatusCode);
    }

    [Theory]
    [InlineData("Authority", "http://provider.example.org", "Dashboard:OpenId:Authority must be an https address")]
    [InlineData("Authority", "https://login.microsoftonline.com/common/v2.0", "must name your own tenant")]
    [InlineData("Authority", "https://provider.example.org", "Dashboard:OpenId:Issuer and JwksUri are for a provider without a discovery document")]
    [InlineData("JwksUri", "http://provider.example.org/keys", "Dashboard:OpenId:JwksUri must be an https address")]
    [InlineData("Issuer", "https://login.microsoftonline.com/common/v2.0", "must name your own tenant")]
    [InlineData("TokenEndpoint", null, "Dashboard:OpenId:Authority must be set, or AuthorizationEndpoint, TokenEndpoint, Issuer and JwksUri")]
    [InlineData("ClientId", null, "Dashboard:OpenId:ClientId must be set")]
    [InlineData("ClientSecret", null, "Dashboard__OpenId__ClientSecret")]
    [InlineData("RoleMap:0:Role", "Owner", "Dashboard:OpenId:RoleMap:0:Role must be one of Viewer, Team, Operator, Admin; it is 'Owner'")]
    [InlineData("Scopes:0", "profile", "must hold openid")]
    public async Task A_wrong_setting_stops_the_start_and_is_named_without_the_secret(string setting, string? value, string expected)
    {
        var settings = new Dictionary<string, string?>(ByHand, StringComparer.Ordinal) { [$"Dashboard:OpenId:{setting}"] = value };
        var wrong = await Assert.ThrowsAsync<OptionsValidationException>(() => DashboardHost.Start(settings, CancellationToken));
        Assert.Contains(expected, wrong.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Provider.ClientSecret, wrong.Message, StringComparison.Ordinal);
    }
}
