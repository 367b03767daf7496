using System.Net;

namespace Nec.Integrations.Http;

/// <summary>
/// The proxy that an address goes through: <c>Http:Proxy</c>, otherwise the standard variables (<c>http_proxy</c>, <c>https_proxy</c>,
/// <c>all_proxy</c>, <c>no_proxy</c>; lower case first, then upper). This machine itself, and names without a dot, are never asked through a proxy.
/// </summary>
public sealed class ProxyChoice : IWebProxy
{
    private readonly Uri? _http;
    private readonly Uri? _https;
    private readonly NoProxy _except;

    private ProxyChoice(Uri? http, Uri? https, NoProxy except)
    {
        (_http, _https, _except) = (http, https, except);
        var credentials = new CredentialCache();
        foreach (var proxy in new[] { http, https }.OfType<Uri>().Distinct().Where(proxy => proxy.UserInfo.Length > 0))
        {
            var user = proxy.UserInfo.Split(':', 2);
            credentials.Add(Bare(proxy), "Basic", new NetworkCredential(Uri.UnescapeDataString(user[0]), Uri.UnescapeDataString(user.ElementAtOrDefault(1) ?? "")));
        }

        Credentials = credentials;
    }

    /// <inheritdoc/>
    public ICredentials? Credentials { get; set; }

    /// <summary>The proxy that settings or, without one, a program's environment name; null when there is none.</summary>
    /// <exception cref="FormatException">A variable is no address; the text names the variable, and not its value, which may hold a password.</exception>
    public static ProxyChoice? Of(HttpOptions options, Func<string, string?> environment)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(environment);
        if (options.Proxy is { Length: > 0 } setting)
        {
            var proxy = new Uri(setting);
            return new ProxyChoice(proxy, proxy, NoProxy.Parse(null));
        }

        // A web server hands a request's Proxy header to its programs as HTTP_PROXY; such a program has a REQUEST_METHOD.
        var isCgi = !string.IsNullOrEmpty(environment("REQUEST_METHOD"));
        var all = Read(environment, "all_proxy", "ALL_PROXY");
        var (http, https) = (Read(environment, "http_proxy", isCgi ? null : "HTTP_PROXY") ?? all, Read(environment, "https_proxy", "HTTPS_PROXY") ?? all);

        return http is null && https is null ? null : new ProxyChoice(http, https, NoProxy.Parse(First(environment, "no_proxy", "NO_PROXY").Value));
    }

    /// <inheritdoc/>
    public Uri? GetProxy(Uri destination)
    {
        ArgumentNullException.ThrowIfNull(destination);
        var proxy = destination.Scheme == Uri.UriSchemeHttps ? _https : _http;

        return proxy is null || destination.IsLoopback || IsLocal(destination) || _except.Covers(destination) ? null : Bare(proxy);
    }

    /// <inheritdoc/>
    public bool IsBypassed(Uri host) => GetProxy(host) is null;

    private static Uri? Read(Func<string, string?> environment, string lower, string? upper)
    {
        var (name, value) = First(environment, lower, upper);
        if (value is null)
        {
            return null;
        }

        return Uri.TryCreate(value.Contains("://", StringComparison.Ordinal) ? value : $"http://{value}", UriKind.Absolute, out var proxy)
            && proxy.Scheme is "http" or "https" or "socks4" or "socks4a" or "socks5"
            ? proxy
            : throw new FormatException($"The variable {name} must be the address of a proxy, such as http://proxy.example.org:3128.");
    }

    private static (string Name, string? Value) First(Func<string, string?> environment, string lower, string? upper) =>
        environment(lower)?.Trim() is { Length: > 0 } low ? (lower, low)
        : upper is not null && environment(upper)?.Trim() is { Length: > 0 } high ? (upper, high)
        : (lower, null);

    private static bool IsLocal(Uri destination) => destination.HostNameType == UriHostNameType.Dns && !destination.IdnHost.Contains('.');

    private static Uri Bare(Uri proxy) => new UriBuilder(proxy) { UserName = "", Password = "" }.Uri;
}
