using System.Diagnostics;
using Nec.Worker.Jobs.Engine;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Nec.Worker.Hosting;

/// <summary>Traces and metrics by OTLP, when <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> or <c>Telemetry:Otlp</c> says where to; nothing at all otherwise.</summary>
internal sealed class Telemetry(Uri endpoint) : IHostedService, IDisposable
{
    private static readonly string[] Sources = [JobRunner.SpanSource, "System.Net.Http", "Npgsql", "Microsoft.AspNetCore"];
    private static readonly string[] Meters = ["System.Net.Http", "Npgsql", "Microsoft.AspNetCore.Hosting", "System.Runtime"];
    private TracerProvider? _traces;
    private MeterProvider? _metrics;

    /// <summary>Registers it if it is asked for.</summary>
    /// <exception cref="SettingException">The address is none.</exception>
    public static void AddTo(IServiceCollection services, IConfiguration configuration)
    {
        var given = configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] is { Length: > 0 } usual ? usual : configuration["Telemetry:Otlp"];
        if (string.IsNullOrEmpty(given))
        {
            return;
        }

        if (!Uri.TryCreate(given, UriKind.Absolute, out var endpoint) || endpoint.Scheme is not ("http" or "https"))
        {
            throw new SettingException("Telemetry:Otlp (or OTEL_EXPORTER_OTLP_ENDPOINT) must be an http or https address, such as http://127.0.0.1:4317.");
        }

        services.AddSingleton<IHostedService>(_ => new Telemetry(endpoint));
    }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        var resource = ResourceBuilder.CreateDefault().AddService("nec", serviceVersion: typeof(Telemetry).Assembly.GetName().Version?.ToString());
        _traces = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(resource).AddSource(Sources).AddProcessor(new WithoutPeople())
            .AddOtlpExporter(otlp => otlp.Endpoint = endpoint).Build();
        _metrics = Sdk.CreateMeterProviderBuilder().SetResourceBuilder(resource).AddMeter(Meters)
            .AddOtlpExporter(otlp => otlp.Endpoint = endpoint).Build();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        _traces?.Dispose();
        _metrics?.Dispose();
    }
}

/// <summary>
/// Takes out of a span whatever may hold a token, a mail address or a query: the address that was asked for (its path may be a sign-in link, or a mailbox), who asked,
/// and what an error said. What is left says which route, which host, which statement, how long, and whether it failed.
/// </summary>
internal sealed class WithoutPeople : BaseProcessor<Activity>
{
    private static readonly string[] Kept =
    [
        "http.request.method", "http.response.status_code", "http.route", "server.address", "server.port", "network.protocol.version", "error.type", "url.scheme",
        "db.system", "db.system.name", "db.namespace", "db.name", "db.operation.name", "db.response.status_code",
    ];

    public override void OnEnd(Activity data)
    {
        foreach (var (name, _) in data.TagObjects.ToList())
        {
            if (!Kept.Contains(name, StringComparer.Ordinal)
                && !name.StartsWith("job.", StringComparison.Ordinal)
                && !name.StartsWith("otel.", StringComparison.Ordinal))
            {
                data.SetTag(name, null);
            }
        }

        if (data.Source.Name != JobRunner.SpanSource)
        {
            data.DisplayName = data.GetTagItem("http.request.method") is { } method ? $"{method} {data.GetTagItem("http.route") ?? data.GetTagItem("server.address")}".TrimEnd() : data.OperationName;
        }

        if (data.Status == ActivityStatusCode.Error)
        {
            data.SetStatus(ActivityStatusCode.Error); // without its description
        }

        // Events hold exceptions, whose messages may hold anything: a span that has some is not sent.
        if (data.Events.Any())
        {
            data.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
        }
    }
}
