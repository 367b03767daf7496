using System.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Nec.Worker.Hosting;

namespace Nec.Worker.Tests.Hosting;

[Collection(Jobs.RunTracingTests.Spans)]
public sealed class TelemetryTests
{
    [Theory]
    [InlineData(null, null, 0)]
    [InlineData("", "", 0)]
    [InlineData("http://127.0.0.1:4317", null, 1)]
    [InlineData(null, "https://collector.example.org", 1)]
    public void Nothing_is_sent_unless_an_address_says_where_to(string? environment, string? setting, int services) => Assert.Equal(services, Added(environment, setting).Count);

    [Theory]
    [InlineData("collector.example.org:4317")]
    [InlineData("ftp://collector.example.org")]
    [InlineData("nowhere")]
    public void What_is_no_http_address_stops_the_start(string address) =>
        Assert.Contains("must be an http or https address", Assert.Throws<SettingException>(() => Added(null, address)).Message, StringComparison.Ordinal);

    [Fact]
    public async Task The_spans_of_our_libraries_are_taken_while_it_runs_and_not_afterwards()
    {
        using var source = new ActivitySource("Nec.Tests"); // not one of ours
        using var npgsql = new ActivitySource("Npgsql");
        using (var telemetry = new Telemetry(new("http://127.0.0.1:1")))
        {
            await telemetry.StartAsync(TestContext.Current.CancellationToken);
            using var taken = npgsql.StartActivity("select");
            using var other = source.StartActivity("knit");
            Assert.NotNull(taken);
            Assert.True(taken.Recorded);
            Assert.Null(other);
            taken.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded; // nobody listens there
        }

        using var after = npgsql.StartActivity("select");
        Assert.False(after?.Recorded ?? false);
    }

    [Fact]
    public void A_span_keeps_what_was_asked_of_whom_and_loses_addresses_queries_and_people()
    {
        using var span = new Activity("System.Net.Http.HttpRequestOut");
        span.SetTag("http.request.method", "GET").SetTag("server.address", "data.police.uk").SetTag("http.response.status_code", 404).SetTag("job.name", "CheckPages")
            .SetTag("url.full", "https://nec.example.org/sign-in/secret").SetTag("url.path", "/r/secret").SetTag("url.query", "address=alex@example.org").SetTag("db.statement", "select 'secret'")
            .SetTag("db.query.text", "select 'secret'").SetTag("enduser.id", "alex@example.org").SetTag("user_agent.original", "x").SetTag("client.address", "10.0.0.1");
        span.DisplayName = "GET /sign-in/secret";
        span.SetStatus(ActivityStatusCode.Error, "no user alex@example.org");
        using var clean = new WithoutPeople();
        clean.OnEnd(span);

        Assert.Equal(["http.request.method", "server.address", "http.response.status_code", "job.name"], span.TagObjects.Select(tag => tag.Key));
        Assert.Equal(("GET data.police.uk", ActivityStatusCode.Error, null), (span.DisplayName, span.Status, span.StatusDescription));
    }

    [Fact]
    public void A_request_of_ours_is_named_by_its_route_and_another_span_by_its_operation()
    {
        using var clean = new WithoutPeople();
        using var request = new Activity("Microsoft.AspNetCore.Hosting.HttpRequestIn").SetTag("http.request.method", "GET").SetTag("http.route", "/r/{token}").SetTag("server.address", "nec");
        using var statement = new Activity("query") { DisplayName = "select 'alex@example.org'" };
        clean.OnEnd(request);
        clean.OnEnd(statement);
        Assert.Equal(("GET /r/{token}", "query"), (request.DisplayName, statement.DisplayName));
    }

    [Fact]
    public void A_span_with_an_exception_is_not_sent_because_its_message_may_say_anything()
    {
        using var clean = new WithoutPeople();
        using var failed = new Activity("query") { ActivityTraceFlags = ActivityTraceFlags.Recorded };
        using var fine = new Activity("query") { ActivityTraceFlags = ActivityTraceFlags.Recorded };
        failed.AddEvent(new("exception", tags: new() { ["exception.message"] = "no user alex@example.org" }));
        clean.OnEnd(failed);
        clean.OnEnd(fine);
        Assert.Equal((false, true), (failed.Recorded, fine.Recorded));
    }

    private static ServiceCollection Added(string? environment, string? setting)
    {
        var services = new ServiceCollection();
        var given = new Dictionary<string, string?>(StringComparer.Ordinal) { ["OTEL_EXPORTER_OTLP_ENDPOINT"] = environment, ["Telemetry:Otlp"] = setting };
        Telemetry.AddTo(services, new ConfigurationBuilder().AddInMemoryCollection(given).Build());
        Assert.All(services, service => Assert.Equal(typeof(IHostedService), service.ServiceType));
        return services;
    }
}
