using System.Net;
using System.Net.Sockets;

namespace Nec.Integrations.Http;

/// <summary>
/// Connects to public addresses only. The check stands at the connection, after the name is resolved and after every redirect,
/// so neither a name that points inside nor a redirect can lead us into the force's own network.
/// </summary>
internal sealed class AddressGuard(HttpOptions options)
{
    private static readonly IPNetwork[] NotPublic =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
            "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
            "::/96", "::1/128", "64:ff9b:1::/48", "100::/64", "2001:db8::/32", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8",
        }.Select(IPNetwork.Parse),
    ];

    private static readonly IPNetwork Nat64 = IPNetwork.Parse("64:ff9b::/96");
    private static readonly IPNetwork SixToFour = IPNetwork.Parse("2002::/16");

    private readonly HashSet<string> _allowed = new(
        options.AllowedPrivateHosts.Concat(options.Proxy is { } proxy ? [new Uri(proxy).Host] : []), StringComparer.OrdinalIgnoreCase);

    /// <summary>The connect callback of the handler.</summary>
    public async ValueTask<Stream> Connect(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        var addresses = await Dns.GetHostAddressesAsync(host, cancellationToken);
        var usable = _allowed.Contains(host.Trim('[', ']')) ? addresses : Array.FindAll(addresses, IsPublic);
        if (usable.Length == 0 && addresses.Length > 0)
        {
            throw new RefusedException(IsRedirect(context.InitialRequestMessage)
                ? "the address redirects to a private address, which we do not follow"
                : "the address is private; if that is meant, add its host to Http:AllowedPrivateHosts");
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(usable, port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Whether an address is one of the open internet's.</summary>
    internal static bool IsPublic(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : Embedded(address) ?? address;

        return !Array.Exists(NotPublic, network => network.Contains(plain));
    }

    // An IPv4 address may stand inside an IPv6 one (RFC 6052, RFC 3056): the inner one decides.
    private static IPAddress? Embedded(IPAddress address) =>
        address.AddressFamily != AddressFamily.InterNetworkV6 ? null
        : Nat64.Contains(address) ? new IPAddress(address.GetAddressBytes().AsSpan(12, 4))
        : SixToFour.Contains(address) ? new IPAddress(address.GetAddressBytes().AsSpan(2, 4))
        : null;

    private static bool IsRedirect(HttpRequestMessage request) =>
        request.Options.TryGetValue(RetryHandler.FirstAddress, out var first) && request.RequestUri is { } now && first != now;
}
