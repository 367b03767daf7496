using System.Net;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;

namespace Nec.Dashboard.Tests;

public sealed class SigningInTests : DashboardTests
{
    [Fact]
    public async Task Whoever_has_not_signed_in_gets_nothing_but_the_named_exceptions()
    {
        var endpoints = Host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().ToList();
        Assert.Contains(endpoints, endpoint => endpoint.RoutePattern.RawText == "/notices/{id:long}/html");
        Assert.Equal(
            [
                "/accessibility", "/calendar/{token}.ics", "/calendar/{token}/{team}/{**file}", "/healthz", "/nec.css", "/r/{token}", "/r/{token}", "/r/{token}/correct/{fact:long}", "/r/{token}/correct/{fact:long}", "/r/{token}/due.ics", "/r/{token}/on-record",
                "/sign-in", "/sign-in", "/sign-in/sent", "/sign-in/{Token}", "/sign-in/{token}",
            ],
            endpoints.Where(endpoint => endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null).Select(endpoint => endpoint.RoutePattern.RawText).Order(StringComparer.Ordinal));

        using var client = Host.Anonymous();
        foreach (var endpoint in endpoints.Where(endpoint => endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null))
        {
            var address = string.Join('/', endpoint.RoutePattern.PathSegments.Select(segment => segment.Parts[0] is RoutePatternLiteralPart literal ? literal.Content : "1"));
            foreach (var method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"])
            {
                using var request = new HttpRequestMessage(new HttpMethod(method), $"/{address}");
                using var reply = await client.SendAsync(request, CancellationToken);
                Assert.True(reply.StatusCode == HttpStatusCode.Unauthorized, $"{method} /{address} answered {reply.StatusCode}");
            }
        }

        using var unknown = await client.GetAsync("/no-such-page", CancellationToken);
        Assert.Equal(HttpStatusCode.Unauthorized, unknown.StatusCode);
        Assert.Contains("You need to sign in", await unknown.Content.ReadAsStringAsync(CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Looking_at_a_link_ten_times_does_not_use_it_up_and_pressing_its_button_does_so_once()
    {
        var link = await Host.Link(Roles.Viewer, CancellationToken);
        using var scanner = Host.Anonymous();
        for (var look = 0; look < 10; look++)
        {
            using var request = new HttpRequestMessage(look % 2 == 0 ? HttpMethod.Get : HttpMethod.Head, link);
            using var looked = await scanner.SendAsync(request, CancellationToken);
            Assert.Equal(HttpStatusCode.OK, looked.StatusCode);
        }

        using var client = Host.Anonymous();
        using var first = await DashboardHost.Press(client, link, link, CancellationToken);
        Assert.Equal((HttpStatusCode.Found, "/"), (first.StatusCode, first.Headers.Location?.ToString()));
        var cookie = Assert.Single(first.Headers.GetValues("Set-Cookie"), cookie => cookie.StartsWith("nec-session=", StringComparison.Ordinal));
        Assert.Contains("; httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("; samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("Sign out", await client.GetStringAsync("/", CancellationToken), StringComparison.Ordinal);

        using var other = Host.Anonymous();
        using var second = await DashboardHost.Press(other, link, link, CancellationToken);
        Assert.Equal(HttpStatusCode.Gone, second.StatusCode);
        Assert.Contains("ask", await second.Content.ReadAsStringAsync(CancellationToken), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_link_that_has_expired_lets_nobody_in()
    {
        var link = await Host.Link(Roles.Viewer, CancellationToken);
        Host.Time.Now += TimeSpan.FromHours(1);
        using var client = Host.Anonymous();
        using var reply = await DashboardHost.Press(client, link, link, CancellationToken);
        Assert.Equal(HttpStatusCode.Gone, reply.StatusCode);
        Assert.DoesNotContain("nec-session", string.Concat(reply.Headers.TryGetValues("Set-Cookie", out var cookies) ? cookies : []), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/sign-in/some-token", false)]
    [InlineData("/sign-out", true)]
    public async Task A_button_without_its_forgery_token_changes_nothing(string address, bool signedIn)
    {
        using var client = signedIn ? await Host.SignedIn(Roles.Admin, CancellationToken) : Host.Anonymous();
        using var reply = await client.PostAsync(address, null, CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, reply.StatusCode);
        Assert.Contains("Nothing was changed", await reply.Content.ReadAsStringAsync(CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(7.9, 0, HttpStatusCode.OK)] // within the idle time
    [InlineData(8.1, 0, HttpStatusCode.Unauthorized)] // idle for longer
    [InlineData(7, 4.9, HttpStatusCode.OK)] // busy, and within the session
    [InlineData(7, 5, HttpStatusCode.Unauthorized)] // busy, but twelve hours after signing in
    public async Task A_session_ends_when_idle_and_in_any_case_after_twelve_hours(double firstHours, double thenHours, HttpStatusCode expected)
    {
        using var client = await Host.SignedIn(Roles.Viewer, CancellationToken);
        Host.Time.Now += TimeSpan.FromHours(firstHours);
        using var first = await client.GetAsync("/notices", CancellationToken);
        Host.Time.Now += TimeSpan.FromHours(thenHours);
        using var then = await client.GetAsync("/notices", CancellationToken);
        Assert.Equal(expected, then.StatusCode);
    }

    [Fact]
    public async Task Signing_out_ends_the_session()
    {
        using var client = await Host.SignedIn(Roles.Viewer, CancellationToken);
        using var reply = await DashboardHost.Press(client, "/", "/sign-out", CancellationToken);
        Assert.Contains("You have signed out", await reply.Content.ReadAsStringAsync(CancellationToken), StringComparison.Ordinal);
        using var after = await client.GetAsync("/", CancellationToken);
        Assert.Equal(HttpStatusCode.Unauthorized, after.StatusCode);
    }

    [Fact]
    public async Task A_link_for_an_unknown_role_is_refused_when_it_is_made() =>
        await Assert.ThrowsAsync<ArgumentException>(() => Host.Link("Owner", CancellationToken));
}
