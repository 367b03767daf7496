using System.Net;

namespace Nec.Dashboard.Tests;

public sealed class ResponseTests : DashboardTests
{
    [Theory]
    [InlineData("/", 200)]
    [InlineData("/promises", 200)]
    [InlineData("/nec.css", 200)]
    [InlineData("/healthz", 200)]
    [InlineData("/no-such-page", 404)]
    [InlineData("/broken", 500)]
    public async Task Every_response_carries_the_security_headers(string address, int expected)
    {
        using var client = await Host.SignedIn(Roles.Admin, CancellationToken);
        using var reply = await client.GetAsync(address, CancellationToken);
        Assert.Equal(expected, (int)reply.StatusCode);
        Assert.Equal(
            "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; frame-src 'self'; script-src 'self'; connect-src 'self'",
            Header(reply, "Content-Security-Policy"));
        Assert.Equal("nosniff", Header(reply, "X-Content-Type-Options"));
        Assert.Equal("no-referrer", Header(reply, "Referrer-Policy"));
        Assert.Equal("DENY", Header(reply, "X-Frame-Options"));
        Assert.Equal(address == "/nec.css" ? "public, max-age=31536000, immutable" : "no-store", Header(reply, "Cache-Control"));
    }

    [Fact]
    public async Task Errors_and_unknown_addresses_are_plain_pages_that_give_nothing_away()
    {
        using var client = await Host.SignedIn(Roles.Viewer, CancellationToken);
        using var broken = await client.GetAsync("/broken", CancellationToken);
        var html = await broken.Content.ReadAsStringAsync(CancellationToken);
        Assert.Contains("<title>Sorry, something went wrong – Nec</title>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", html, StringComparison.Ordinal);

        foreach (var address in (string[])["/no-such-page", "/jobs/NoSuchJob", "/promises/north/none", "/promises/nowhere", "/notices/1", "/notices/1/html", "/notices/x"])
        {
            using var missing = await client.GetAsync(address, CancellationToken);
            Assert.True(missing.StatusCode == HttpStatusCode.NotFound, $"{address} answered {missing.StatusCode}");
            Assert.Contains("<title>Page not found – Nec</title>", await missing.Content.ReadAsStringAsync(CancellationToken), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_page_takes_no_post()
    {
        using var client = await Host.SignedIn(Roles.Admin, CancellationToken);
        using var reply = await client.PostAsync("/promises", null, CancellationToken);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, reply.StatusCode);
    }

    [Theory]
    [InlineData("/", Roles.Admin, "Jobs", "jobs")]
    [InlineData("/", Roles.Operator, "Jobs", "jobs")]
    [InlineData("/", Roles.Team, "Promises", "promises")] // a team and a panel begin with the promises
    [InlineData("/", Roles.Viewer, "Promises", "promises")]
    [InlineData("/promises", Roles.Viewer, "Promises", "promises")]
    [InlineData("/evidence", Roles.Viewer, "Evidence", "evidence")]
    [InlineData("/year", Roles.Viewer, "The year", "year")]
    [InlineData("/notices", Roles.Viewer, "Notices", "notices")]
    public async Task Every_page_has_its_frame(string address, string role, string title, string section)
    {
        using var client = await Host.SignedIn(role, CancellationToken);
        var html = await client.GetStringAsync(address, CancellationToken);
        Assert.StartsWith("<!DOCTYPE html>", html, StringComparison.Ordinal);
        Assert.Contains($"<title>{title} – Nec</title>", html, StringComparison.Ordinal);
        Assert.Contains($"href=\"/{section}\" aria-current=\"page\"", html, StringComparison.Ordinal);
        Assert.Contains("Today is 10 February 2026 in London", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>", html, StringComparison.OrdinalIgnoreCase); // scripts are files
        Assert.DoesNotContain(" style=", html, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(2, html.Split("<h1").Length);
    }

    [Fact]
    public async Task The_stylesheet_is_small_and_asks_for_nothing_that_is_not_ours()
    {
        using var client = Host.Anonymous();
        var css = await client.GetStringAsync("/nec.css", CancellationToken);
        Assert.Contains(".govuk-table", css, StringComparison.Ordinal);
        Assert.DoesNotContain("GDS Transport", css, StringComparison.Ordinal);
        Assert.DoesNotContain("url(", css, StringComparison.Ordinal);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/nec.css") { Headers = { { "Accept-Encoding", "gzip" } } };
        using var compressed = await client.SendAsync(request, CancellationToken);
        Assert.InRange((await compressed.Content.ReadAsByteArrayAsync(CancellationToken)).Length, 1000, 30_000);
    }

    private static string Header(HttpResponseMessage reply, string name) =>
        string.Join("; ", reply.Headers.TryGetValues(name, out var values) ? values : ["missing"]);
}
