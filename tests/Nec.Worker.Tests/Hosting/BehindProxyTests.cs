using System.Net;
using Nec.Simulator;
using Nec.Testing;
using Nec.Worker.Tests.Cli;

namespace Nec.Worker.Tests.Hosting;

/// <summary>The whole host behind a proxy that ends TLS: what the proxy says is known before anybody is signed in.</summary>
public sealed class BehindProxyTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_account_comes_in_at_the_public_address_with_secure_cookies_and_other_names_are_refused()
    {
        await using var provider = await OpenIdProvider.Start(Token);
        provider.RedirectAddress = "https://nec.example.org/sign-in/account/back";
        await using var place = await Workplace.Open("2019-09-16T07:00Z", TeamFile.Of("newsletter", TeamFile.Newsletter));
        place.Settings["Dashboard:OpenId:Authority"] = provider.Issuer;
        place.Settings["Dashboard:OpenId:ClientId"] = provider.ClientId;
        place.Settings["Dashboard:OpenId:ClientSecret"] = provider.ClientSecret;
        place.Settings["Dashboard:OpenId:RoleMap:0:Claim"] = "nec-viewer";
        place.Settings["Dashboard:OpenId:RoleMap:0:Role"] = "Viewer";
        var app = await place.Host(servesPages: true);
        await app.StartAsync(Token);
        var (client, browser) = ProxiedBrowser.Open(new Uri(app.Urls.Single()));
        using (client)
        {
            using var leaving = await client.GetAsync("/sign-in/account", Token);
            using var atProvider = await client.GetAsync(leaving.Headers.Location, Token);
            using var back = await client.GetAsync(atProvider.Headers.Location, Token);
            Assert.Equal((HttpStatusCode.Found, "/"), (back.StatusCode, back.Headers.Location?.ToString()));
            Assert.True(back.Headers.Contains("Strict-Transport-Security"));
            Assert.Contains(browser.SetCookies, cookie => cookie.StartsWith("nec-session=", StringComparison.Ordinal));
            Assert.All(browser.SetCookies, cookie => Assert.Contains("; secure", cookie, StringComparison.OrdinalIgnoreCase));
        }

        var (stranger, _) = ProxiedBrowser.Open(new Uri(app.Urls.Single()), publicHost: "elsewhere.example.org");
        using (stranger)
        {
            using var page = await stranger.GetAsync("/sign-in", Token);
            using var health = await stranger.GetAsync("/healthz/ready", Token);
            Assert.Equal((HttpStatusCode.MisdirectedRequest, HttpStatusCode.OK), (page.StatusCode, health.StatusCode));
        }
    }
}
