using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;

namespace Nec.Worker.Hosting;

/// <summary>
/// The addresses that a host listens at. They are tried before anything is started, so that a busy port is reported at once.
/// </summary>
internal static class ListenAddress
{
    /// <summary>Used when neither the command line nor the settings name one.</summary>
    public const string Default = "http://127.0.0.1:5080";

    /// <summary>Listens at each address for a moment.</summary>
    /// <exception cref="SettingException">One of them is not a valid address.</exception>
    /// <exception cref="AddressUnavailableException">One of them is in use or not allowed.</exception>
    public static void Check(string urls)
    {
        foreach (var url in urls.Length == 0 ? [urls] : urls.Split(';', StringSplitOptions.RemoveEmptyEntries)) // as Kestrel does
        {
            var address = Parse(url);
            if (!address.IsUnixPipe && !address.IsNamedPipe && address.Port != 0)
            {
                Try(url, address);
            }
        }
    }

    /// <summary>Starts a host. Another program may have taken the address since it was checked.</summary>
    /// <exception cref="AddressUnavailableException">The address is in use.</exception>
    public static async Task Start(WebApplication app, CancellationToken cancellationToken)
    {
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch (IOException taken) when (taken.InnerException is AddressInUseException)
        {
            throw InUse(app.Configuration["Urls"] ?? Default, Default);
        }
    }

    private static BindingAddress Parse(string url)
    {
        try
        {
            var address = BindingAddress.Parse(url);
            if (address is { Scheme: "http", PathBase: "", Port: >= 0 and <= IPEndPoint.MaxPort }
                && !(IsLocalhost(address) && address.Port == 0))
            {
                return address;
            }
        }
        catch (FormatException)
        {
            // reported below, like an address that Kestrel would refuse later
        }

        throw new SettingException($"Urls must be an http address to listen at, such as {Default}; it is '{url}'.");
    }

    private static void Try(string url, BindingAddress address)
    {
        foreach (var endpoint in Endpoints(address))
        {
            try
            {
                using var listener = endpoint is null ? TcpListener.Create(address.Port) : new TcpListener(endpoint);
                listener.Start();
            }
            catch (SocketException refused) when (refused.SocketErrorCode == SocketError.AddressAlreadyInUse)
            {
                throw InUse(url, $"http://{address.Host}:{address.Port + (address.Port < IPEndPoint.MaxPort ? 1 : -1)}");
            }
            catch (SocketException refused) when (!IsLocalhost(address)) // a machine without IPv6 still has the other half of localhost
            {
                throw new AddressUnavailableException(
                    $"Nec cannot listen at {url} ({refused.Message}): choose another address with --urls {Default} {OrUrls}.");
            }
        }
    }

    // This follows Kestrel: localhost is both loopback addresses.
    // A name that is not an IP address means every address of the machine (null).
    private static IPEndPoint?[] Endpoints(BindingAddress address) =>
        IsLocalhost(address) ? [new(IPAddress.Loopback, address.Port), new(IPAddress.IPv6Loopback, address.Port)]
        : IPAddress.TryParse(address.Host, out var ip) && !ip.Equals(IPAddress.IPv6Any) ? [new(ip, address.Port)]
        : [null];

    private static bool IsLocalhost(BindingAddress address) => address.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase);

    private const string OrUrls = "or with the environment variable Urls";

    private static AddressUnavailableException InUse(string url, string other) =>
        new($"{url} is in use by another program: choose another address with --urls {other} {OrUrls}.");
}

/// <summary>An address to listen at is in use or may not be used; the message says how to choose another.</summary>
internal sealed class AddressUnavailableException(string message) : Exception(message);
