using System.Net;
using System.Reflection;
using Microsoft.Extensions.Options;
using RestSharp;

namespace Nec.Integrations.Http;

/// <summary>Makes the clients through which everything outside is asked: polite, patient, bounded and guarded. One for the process; it shares the pace.</summary>
public sealed class Outside
{
    private readonly HttpOptions _options;
    private readonly TimeProvider _realTime;
    private readonly HostPace _pace;
    private readonly AddressGuard _guard;

    /// <summary>Timeouts, retries and pace stay on real time, whatever the demo's clock says.</summary>
    public Outside(IOptions<HttpOptions> options)
        : this(options.Value, TimeProvider.System)
    {
    }

    /// <summary>For tests, which give their own time.</summary>
    internal Outside(HttpOptions options, TimeProvider realTime)
    {
        (_options, _realTime) = (options, realTime);
        _pace = new HostPace(options, realTime);
        _guard = new AddressGuard(options);
    }

    /// <summary>A client for one source; a source that sends credentials follows no redirect.</summary>
    public IRestClient Client(Uri? baseAddress, bool followRedirects) => Client(baseAddress, Sockets(followRedirects));

    /// <summary>The same over another wire.</summary>
    internal IRestClient Client(Uri? baseAddress, HttpMessageHandler wire) => new RestClient(
        new RetryHandler(_options, _realTime, new PacedHandler(_pace, new BoundedHandler(_options, _realTime, wire))),
        disposeHandler: true,
        rest =>
        {
            rest.BaseUrl = baseAddress;
            rest.UserAgent = UserAgent(_options.Contact);
            rest.FollowRedirects = false; // RestSharp would carry the query and cookies along; the handler below follows, through the guard
            rest.Timeout = Timeout.InfiniteTimeSpan; // BoundedHandler limits each try
        });

    private SocketsHttpHandler Sockets(bool followRedirects) => new()
    {
        AllowAutoRedirect = followRedirects,
        MaxAutomaticRedirections = 5,
        AutomaticDecompression = DecompressionMethods.All,
        UseCookies = false,
        UseProxy = _options.Proxy is not null,
        Proxy = _options.Proxy is { } proxy ? new WebProxy(new Uri(proxy), BypassOnLocal: true) : null,
        ConnectCallback = _guard.Connect,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        MaxResponseHeadersLength = 64,
    };

    private static string UserAgent(string contact)
    {
        var version = typeof(Outside).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";

        return contact.Length == 0 ? $"Nec/{version}" : $"Nec/{version} (+{contact})";
    }
}
