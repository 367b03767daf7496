using System.Collections.Concurrent;

namespace Nec.Testing;

/// <summary>
/// A browser at <c>https://nec.example.org</c>, behind a proxy that ends TLS. It keeps its cookies, the secure ones too, which a client without TLS
/// would not send back, and follows no redirect.
/// </summary>
public sealed class ProxiedBrowser : DelegatingHandler
{
    private readonly Uri _host;
    private readonly string _publicHost;
    private readonly bool _keepsHost;
    private readonly ConcurrentDictionary<string, string> _cookies = new(StringComparer.Ordinal);

    private ProxiedBrowser(Uri host, string publicHost, bool keepsHost)
        : base(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) => (_host, _publicHost, _keepsHost) = (host, publicHost, keepsHost);

    /// <summary>Every cookie that was set, as the server wrote it.</summary>
    public ConcurrentQueue<string> SetCookies { get; } = new();

    /// <summary>A client whose requests to a host's own address come through the proxy; others go where they say.</summary>
    /// <param name="keepsHost">Whether the proxy passes the host name on as <c>Host</c>, or else in <c>X-Forwarded-Host</c>.</param>
    public static (HttpClient Client, ProxiedBrowser Browser) Open(Uri host, bool keepsHost = false, string publicHost = "nec.example.org")
    {
        var browser = new ProxiedBrowser(host, publicHost, keepsHost);
        return (new HttpClient(browser) { BaseAddress = host }, browser);
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var asked = request.RequestUri!; // HttpClient has set it
        if (asked.Host != _publicHost && asked.Authority != _host.Authority)
        {
            return await base.SendAsync(request, cancellationToken);
        }

        request.RequestUri = new Uri(_host, asked.PathAndQuery);
        request.Headers.Add("X-Forwarded-For", "203.0.113.9");
        request.Headers.Add("X-Forwarded-Proto", "https");
        if (_keepsHost)
        {
            request.Headers.Host = _publicHost;
        }
        else
        {
            request.Headers.Add("X-Forwarded-Host", _publicHost);
        }

        request.Headers.TryAddWithoutValidation("Cookie", string.Join("; ", _cookies.Select(cookie => $"{cookie.Key}={cookie.Value}")));
        var reply = await base.SendAsync(request, cancellationToken);
        foreach (var set in reply.Headers.TryGetValues("Set-Cookie", out var values) ? values : [])
        {
            SetCookies.Enqueue(set);
            if (set.Split(';')[0].Split('=', 2) is [var name, { Length: > 0 } value])
            {
                _cookies[name] = value;
            }
            else
            {
                _cookies.TryRemove(set.Split('=')[0], out _);
            }
        }

        return reply;
    }
}
