using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Nec.Dashboard.Tests.Calendar;
using Nec.Storage;

namespace Nec.Dashboard.Tests;

/// <summary>Under which names Nec is served, and which one it gives itself.</summary>
public sealed class ServedHostsTests
{
    private static readonly Dictionary<string, string?> Public = new(StringComparer.Ordinal)
    {
        ["Mail:PublicAddress"] = "https://nec.example.org/", // a slash at its end is no part of it
        ["Dashboard:Hosts:0"] = "nec.internal.example.org",
    };

    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("nec.example.org", true)]
    [InlineData("NEC.example.org:8443", true)] // neither case nor port matters
    [InlineData("nec.example.org.", true)]
    [InlineData("nec.internal.example.org", true)]
    [InlineData("localhost:5080", true)]
    [InlineData("127.0.0.1", true)]
    [InlineData("127.8.9.10", true)]
    [InlineData("[::1]:5080", true)]
    [InlineData("[::]:5080", true)] // as the first link names every interface
    [InlineData("elsewhere.example.org", false)]
    [InlineData("nec.example.org.elsewhere.example.org", false)]
    [InlineData("evil-nec.example.org", false)]
    [InlineData("localhost.elsewhere.example.org", false)]
    [InlineData("203.0.113.5", false)]
    [InlineData("[2001:db8::1]", false)]
    public async Task Only_the_configured_names_and_this_machines_own_are_served(string name, bool expected)
    {
        await using var host = await DashboardHost.Start(Public, CancellationToken);
        using var client = host.Anonymous();
        client.DefaultRequestHeaders.Host = name;
        foreach (var path in (string[])["/sign-in", "/nec.css", "/promises", "/r/token", "/calendar/token.ics", "/hangfire"])
        {
            using var reply = await client.GetAsync(path, CancellationToken);
            Assert.True((reply.StatusCode != HttpStatusCode.MisdirectedRequest) == expected, $"{path} answered {reply.StatusCode}");
            if (!expected)
            {
                Assert.Equal("Nec is not served under this name: open https://nec.example.org instead.\n", await reply.Content.ReadAsStringAsync(CancellationToken));
                Assert.Equal("text/plain", reply.Content.Headers.ContentType?.MediaType);
                Assert.True(reply.Headers.Contains("Content-Security-Policy"));
            }
        }
    }

    [Fact]
    public async Task Health_checks_are_served_under_every_name_and_scripts_are_refused_in_their_own_way()
    {
        await using var host = await DashboardHost.Start(Public, CancellationToken);
        using var client = host.Anonymous();
        client.DefaultRequestHeaders.Host = "10.1.2.3:5080";
        Assert.Equal("Healthy", await client.GetStringAsync("/healthz", CancellationToken));
        using var script = await client.GetAsync("/api/v1/findings", CancellationToken);
        Assert.Equal((HttpStatusCode.MisdirectedRequest, "application/problem+json"), (script.StatusCode, script.Content.Headers.ContentType?.MediaType));
        Assert.Contains("https://nec.example.org", await script.Content.ReadAsStringAsync(CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Unset", null, true, 1)]
    [InlineData("Dashboard:Hosts:0", "*", true, 0)]
    [InlineData("Dashboard:Hosts:0", "nec.internal.example.org", false, 0)]
    [InlineData("Mail:PublicAddress", "http://nec.example.org", false, 0)]
    public async Task Without_any_name_every_one_is_served_and_the_start_says_so_once(string setting, string? value, bool expected, int warnings)
    {
        await using var host = await DashboardHost.Start(new Dictionary<string, string?>(StringComparer.Ordinal) { [setting] = value }, CancellationToken);
        Assert.Equal(warnings, Warnings());
        using var client = host.Anonymous();
        client.DefaultRequestHeaders.Host = "elsewhere.example.org";
        using var reply = await client.GetAsync("/sign-in", CancellationToken);
        Assert.Equal(expected ? HttpStatusCode.OK : HttpStatusCode.MisdirectedRequest, reply.StatusCode);
        Assert.Equal(warnings, Warnings());

        int Warnings() => host.Logged.Count(line => line == "Warning: Requests for any host name are served: set Mail:PublicAddress to the address that people use");
    }

    [Theory]
    [InlineData("2001:DB8:0::1", "[2001:db8::1]:5080")]
    [InlineData("[2001:db8::1]", "[2001:0db8:0::1]")]
    [InlineData("Bücher.example", "xn--bcher-kva.example")] // as browsers write it
    [InlineData("xn--bcher-kva.example", "XN--BCHER-KVA.example.")]
    [InlineData("NEC.example.org.", "nec.EXAMPLE.org:8443")]
    [InlineData("nec_internal", "nec_internal")]
    [InlineData("192.0.2.7", "192.0.2.7:80")]
    public async Task A_name_is_the_same_however_the_settings_and_the_request_write_it(string set, string asked)
    {
        foreach (var setting in (string[])["Dashboard:Hosts:0", "Mail:PublicAddress"])
        {
            var value = setting == "Dashboard:Hosts:0" ? set : $"http://{(set.Contains(':') && set[0] != '[' ? $"[{set}]" : set)}:5080";
            Dictionary<string, string?> settings = new(StringComparer.Ordinal) { ["Dashboard:Hosts:0"] = "other.example.org", [setting] = value };
            await using var host = await DashboardHost.Start(settings, CancellationToken);
            using var client = host.Anonymous();
            client.DefaultRequestHeaders.Host = asked;
            using var reply = await client.GetAsync("/sign-in", CancellationToken);
            Assert.Equal((setting, HttpStatusCode.OK), (setting, reply.StatusCode));
        }
    }

    [Theory]
    [InlineData("https://nec.example.org")]
    [InlineData("nec.example.org:443")]
    [InlineData("[2001:db8::1]:443")]
    [InlineData("*.example.org")]
    [InlineData("nec.example.org/path")]
    [InlineData("999.1.1.1")] // neither a number nor a name
    [InlineData("[nec.example.org]")]
    [InlineData("[2001:db8::1")]
    [InlineData("[]")]
    [InlineData(".")]
    [InlineData(" ")]
    [InlineData("")]
    public async Task What_is_no_host_name_stops_the_start(string name)
    {
        var wrong = await Assert.ThrowsAsync<OptionsValidationException>(
            () => DashboardHost.Start(new Dictionary<string, string?>(StringComparer.Ordinal) { ["Dashboard:Hosts:0"] = name }, CancellationToken));
        Assert.Contains("Dashboard:Hosts must hold host names", wrong.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https", "nec.example.org", "max-age=31536000")]
    [InlineData("https", "elsewhere.example.org", null)] // refused: what a name that is not ours is held to is not ours to say
    [InlineData("https", "localhost", null)] // other programs of this machine have no TLS
    [InlineData("https", "127.0.0.1:5080", null)]
    [InlineData("http", "nec.example.org", null)] // not to be said without TLS, and of no effect
    public async Task Browsers_are_held_to_TLS_where_it_is_used(string scheme, string name, string? expected)
    {
        await using var host = await DashboardHost.Start(Public, CancellationToken);
        using var client = host.Anonymous();
        client.DefaultRequestHeaders.Host = name;
        client.DefaultRequestHeaders.Add("X-Forwarded-Proto", scheme);
        foreach (var path in (string[])["/sign-in", "/promises", "/broken", "/healthz"])
        {
            using var reply = await client.GetAsync(path, CancellationToken);
            Assert.Equal(expected, reply.Headers.TryGetValues("Strict-Transport-Security", out var values) ? string.Join(',', values) : null);
        }
    }

    [Fact]
    public async Task Calendars_and_printed_pages_name_the_public_address_whatever_the_request_says()
    {
        await using var host = await DashboardHost.Start(Public, CancellationToken);
        await Sample.Fill(host, CancellationToken);
        var token = await host.Services.GetRequiredService<CalendarFeeds>().Create("inspector@example.org", host.Time.Now, null, CancellationToken);
        using var client = await host.SignedIn(Roles.Viewer, CancellationToken);
        client.DefaultRequestHeaders.Host = "localhost:1234";
        client.DefaultRequestHeaders.Add("X-Forwarded-Host", "127.0.0.77");
        foreach (var path in (string[])[$"/calendar/{token}.ics", $"/calendar/{token}/north/clerk-meeting/lyme-regis.ics"])
        {
            var calendar = CalendarReader.Read(await client.GetStringAsync(path, CancellationToken));
            Assert.All(calendar.Events, one => Assert.StartsWith("https://nec.example.org/promises/north/", one.Url?.OriginalString, StringComparison.Ordinal));
        }

        var page = await client.GetStringAsync("/promises?status=overdue", CancellationToken);
        Assert.Contains("Printed from https://nec.example.org/promises?status=overdue<", page, StringComparison.Ordinal);
    }
}
