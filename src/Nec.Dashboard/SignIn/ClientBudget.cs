using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;

namespace Nec.Dashboard.SignIn;

/// <summary>
/// How often one client may ask for links before its asks come second; by real time, on each worker for itself. Nobody is refused for it:
/// a whole force may share one address.
/// </summary>
internal sealed class ClientBudget : IDisposable
{
    public const int Most = 20;
    private const int NetworkBytes = 8; // a household has a whole /64 of IPv6
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(15);

    private readonly PartitionedRateLimiter<IPAddress?> _limiter = PartitionedRateLimiter.Create<IPAddress?, string>(address =>
        RateLimitPartition.GetFixedWindowLimiter(ClientOf(address), _ => new() { PermitLimit = Most, Window = Window }));

    /// <summary>Takes one ask from the client's budget; false when there is none left.</summary>
    public bool TryTake(IPAddress? address)
    {
        using var permit = _limiter.AttemptAcquire(address);
        return permit.IsAcquired;
    }

    public void Dispose() => _limiter.Dispose();

    private static string ClientOf(IPAddress? address) => address switch
    {
        null => "",
        { IsIPv4MappedToIPv6: true } => address.MapToIPv4().ToString(),
        { AddressFamily: AddressFamily.InterNetworkV6 } => Convert.ToHexStringLower(address.GetAddressBytes().AsSpan(0, NetworkBytes)),
        _ => address.ToString(),
    };
}
