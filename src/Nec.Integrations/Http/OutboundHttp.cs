using System.Diagnostics;
using System.Net;
using System.Reflection;
using Microsoft.Extensions.Options;
using RestSharp;

namespace Nec.Integrations.Http;

/// <summary>Makes the clients through which everything outside is asked: polite, patient, bounded and guarded. One for the process; it shares the pace.</summary>
public sealed class OutboundHttp
{
    private readonly HttpOptions _options;
    private readonly TimeProvider _realTime;
    private readonly ProxyChoice? _proxy;
    private readonly HostPace _pace;
    private readonly HostCircuits _circuits;
    private readonly AddressGuard _guard;

    /// <summary>Timeouts, retries and pace stay on real time, whatever the demo's clock says.</summary>
    public OutboundHttp(IOptions<HttpOptions> options)
        : this(options.Value, TimeProvider.System)
    {
    }

    /// <summary>For tests, which give their own time, and may give their own variables and names.</summary>
    internal OutboundHttp(
        HttpOptions options, TimeProvider realTime, Func<string, string?>? environment = null, Func<string, CancellationToken, Task<IPAddress[]>>? resolve = null)
    {
        (_options, _realTime) = (options, realTime);
        _proxy = ProxyChoice.Of(options, environment ?? Environment.GetEnvironmentVariable);
        _pace = new HostPace(options, realTime);
        _circuits = new HostCircuits(realTime);
        _guard = new AddressGuard(options, _proxy, realTime, resolve ?? Dns.GetHostAddressesAsync);
    }

    /// <summary>
    /// A client for one source; a source that sends credentials follows no redirect. It may say how its host is asked unless the settings say otherwise, and that nothing
    /// is tried again.
    /// </summary>
    public IRestClient Client(Uri? baseAddress, bool followRedirects, HostConduct? conduct = null, bool retries = true)
    {
        if (baseAddress is not null && conduct is not null)
        {
            _pace.Say(baseAddress.IdnHost, conduct);
        }

        return Client(baseAddress, Sockets(), followRedirects, retries);
    }

    /// <summary>The same over another wire.</summary>
    internal IRestClient Client(Uri? baseAddress, HttpMessageHandler wire, bool followRedirects = true, bool retries = true) => new RestClient(
        new RetryHandler(retries ? _options : _options with { Retries = 0 }, _realTime, new RedirectHandler(_guard, followRedirects, new ConductHandler(
            _pace, _circuits, new HostWaits(_realTime), new BoundedHandler(_options, _realTime, wire)))),
        disposeHandler: true,
        rest =>
        {
            rest.BaseUrl = baseAddress;
            rest.UserAgent = UserAgent(_options.Contact);
            rest.FollowRedirects = false; // RestSharp would carry the query and cookies along; RedirectHandler follows, through the guard
            rest.Timeout = Timeout.InfiniteTimeSpan; // BoundedHandler limits each try
        });

    private SocketsHttpHandler Sockets() => new()
    {
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.All,
        UseCookies = false,
        UseProxy = _proxy is not null,
        Proxy = _proxy,
        ConnectCallback = _guard.Connect,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        MaxResponseHeadersLength = 64,
        ActivityHeadersPropagator = DistributedContextPropagator.CreateNoOutputPropagator(), // our traces are nobody else's business
    };

    private static string UserAgent(string contact)
    {
        var version = typeof(OutboundHttp).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";

        return contact.Length == 0 ? $"Nec/{version}" : $"Nec/{version} (+{contact})";
    }
}
