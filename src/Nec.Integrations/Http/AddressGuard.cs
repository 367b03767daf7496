using System.Net;
using System.Net.Sockets;
using Nec.Core.Calendar;

namespace Nec.Integrations.Http;

/// <summary>
/// Connects to public addresses only. The check stands at the connection, after the name is resolved (once: what was checked is what is connected to)
/// and after every redirect, so neither a name that points inside nor a redirect can lead us into the force's own network. Behind a proxy, which
/// resolves names itself, it stands before each request; that a name then points elsewhere a moment later (rebinding) is the proxy's to refuse.
/// </summary>
internal sealed class AddressGuard(HttpOptions options, IWebProxy? proxy, TimeProvider timeProvider, Func<string, CancellationToken, Task<IPAddress[]>> resolve)
{
    private readonly HashSet<string> _allowed = new(options.AllowedPrivateHosts.Select(host => host.Trim('[', ']')), StringComparer.OrdinalIgnoreCase);

    /// <summary>Checks what can be known before the request: an address written as a number, and behind a proxy also what the name resolves to here.</summary>
    public async Task Check(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.RequestUri is not { } address || IsAllowed(address.IdnHost))
        {
            return;
        }

        // Uri has read octal, hexadecimal and one-number forms already; with a dot at the end it takes them for names.
        var isPublic = IPAddress.TryParse(address.IdnHost.TrimEnd('.'), out var literal) ? PublicAddress.Is(literal)
            : proxy?.GetProxy(address) is null || await AllPublic(address.IdnHost, cancellationToken);
        if (!isPublic)
        {
            throw Private(request);
        }
    }

    /// <summary>The connect callback of the handler.</summary>
    public async ValueTask<Stream> Connect(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(options.ConnectSeconds), timeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(await Usable(context, either.Token), context.DnsEndPoint.Port, either.Token);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            socket.Dispose();
            throw new RefusedException($"no connection within {Dates.Count(options.ConnectSeconds, "second")}", passing: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private async Task<IPAddress[]> Usable(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var host = context.DnsEndPoint.Host;
        var addresses = await resolve(host, cancellationToken);
        var usable = IsAllowed(host) || IsToProxy(context.InitialRequestMessage) ? addresses : Array.FindAll(addresses, PublicAddress.Is);

        return usable.Length == 0 && addresses.Length > 0 ? throw Private(context.InitialRequestMessage) : usable;
    }

    // A name that we cannot resolve may be one that the proxy can: behind a proxy there is often no other name service.
    private async Task<bool> AllPublic(string host, CancellationToken cancellationToken)
    {
        try
        {
            return Array.TrueForAll(await resolve(host, cancellationToken), PublicAddress.Is);
        }
        catch (SocketException)
        {
            return true;
        }
    }

    private bool IsAllowed(string host) => _allowed.Contains(host.Trim('[', ']'));

    // The proxy's own address is an admin's choice. A tunnel is asked for by CONNECT.
    private bool IsToProxy(HttpRequestMessage request) =>
        proxy is not null && (request.Method == HttpMethod.Connect || (request.RequestUri is { } address && proxy.GetProxy(address) is not null));

    private static RefusedException Private(HttpRequestMessage request) => new(
        request.Options.TryGetValue(RetryHandler.FirstAddress, out var first) && request.RequestUri is { } now && first != now
            ? "the address redirects to a private address, which we do not follow"
            : "the address is private; if that is meant, add its host to Http:AllowedPrivateHosts");
}
