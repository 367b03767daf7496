using System.Net;
using Nec.Testing;

namespace Nec.Dashboard.Tests.SigningIn;

/// <summary>Signing in behind a proxy that ends TLS; the provider insists on the one address that is registered there.</summary>
public sealed class BehindProxyTests : AccountTests
{
    private const string Registered = "https://nec.example.org/sign-in/account/back";

    protected override Dictionary<string, string?> Settings => new(ByAuthority, StringComparer.Ordinal) { ["Mail:PublicAddress"] = "https://nec.example.org" };

    [Theory]
    [InlineData(false)] // the host name comes in X-Forwarded-Host
    [InlineData(true)] // or as Host
    public async Task An_account_comes_in_by_https_and_every_cookie_is_secure(bool keepsHost)
    {
        Provider.RedirectAddress = Registered;
        var (client, browser) = ProxiedBrowser.Open(Host.Address, keepsHost);
        using (client)
        {
            var way = await Away(client);
            Assert.Equal(Registered, way.GetLeftPart(UriPartial.Path));
            using var back = await client.GetAsync(way, CancellationToken);
            Assert.Equal((HttpStatusCode.Found, "/"), (back.StatusCode, back.Headers.Location?.ToString()));
            Assert.Contains("Sign out", await client.GetStringAsync("/promises", CancellationToken), StringComparison.Ordinal);
            AllAreSecure(browser, "nec-session=", "nec-sign-in.", "nec-sign-in-nonce.");
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_mailed_link_gives_a_secure_session(bool keepsHost)
    {
        var (client, browser) = ProxiedBrowser.Open(Host.Address, keepsHost);
        using (client)
        {
            using var asked = await DashboardHost.PressWithAnyToken(client, "/sign-in", [KeyValuePair.Create("email", "admin@example.org")], CancellationToken);
            var letter = await Host.Letters.Reader.ReadAsync(CancellationToken);
            using var pressed = await DashboardHost.Press(client, letter.Path, letter.Path, CancellationToken);
            Assert.Equal(HttpStatusCode.Found, pressed.StatusCode);
            Assert.Contains("Sign out", await client.GetStringAsync("/promises", CancellationToken), StringComparison.Ordinal);
            AllAreSecure(browser, "nec-session=", "nec-form=");
        }
    }

    [Fact]
    public async Task Who_forges_the_headers_of_a_proxy_is_not_believed()
    {
        Host.RemoteAddress = IPAddress.Parse("203.0.113.7");
        using var client = Host.Anonymous();
        client.DefaultRequestHeaders.Add("X-Forwarded-For", "127.0.0.1");
        client.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
        client.DefaultRequestHeaders.Add("X-Forwarded-Host", "nec.example.org");
        using var leaving = await client.GetAsync("/sign-in/account", CancellationToken);
        Assert.Contains(Uri.EscapeDataString($"{Host.Address}sign-in/account/back"), leaving.Headers.Location?.Query, StringComparison.Ordinal);
        Assert.False(leaving.Headers.Contains("Strict-Transport-Security"));
        var link = await Host.Link(Roles.Viewer, CancellationToken);
        using var pressed = await DashboardHost.Press(client, link, link, CancellationToken);
        Assert.DoesNotContain("; secure", pressed.Headers.GetValues("Set-Cookie").Single(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Who_forges_a_host_name_through_the_proxy_is_led_nowhere()
    {
        var (client, _) = ProxiedBrowser.Open(Host.Address, publicHost: "elsewhere.example.org");
        using (client)
        {
            using var leaving = await client.GetAsync("/sign-in/account", CancellationToken);
            Assert.Equal((HttpStatusCode.MisdirectedRequest, null), (leaving.StatusCode, leaving.Headers.Location));
        }
    }

    private static void AllAreSecure(ProxiedBrowser browser, params string[] names)
    {
        Assert.All(names, name => Assert.Contains(browser.SetCookies, cookie => cookie.StartsWith(name, StringComparison.Ordinal)));
        Assert.All(browser.SetCookies, cookie => Assert.Contains("; secure", cookie, StringComparison.OrdinalIgnoreCase));
    }
}
