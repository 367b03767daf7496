using Nec.Core.Calendar;
using Nec.Core.Deliveries;
using Nec.Storage;

namespace Nec.Dashboard.Notices;

/// <summary>The addresses whose mail comes back, for pages that show an address or whose it is.</summary>
public sealed class FailingMail
{
    private readonly Dictionary<string, FailingAddress> _byAddress;

    private FailingMail(IReadOnlyList<FailingAddress> open)
    {
        All = open;
        _byAddress = open.ToDictionary(failing => failing.Address, StringComparer.Ordinal);
    }

    /// <summary>None.</summary>
    public static FailingMail None { get; } = new([]);

    /// <summary>All of them, the newest first.</summary>
    public IReadOnlyList<FailingAddress> All { get; }

    /// <summary>As they stand in the database.</summary>
    public static async Task<FailingMail> Read(FailingAddresses addresses, CancellationToken cancellationToken) =>
        new(await addresses.Open(cancellationToken));

    /// <summary>What is known of an address, as it is written anywhere; null when its mail does not come back.</summary>
    public FailingAddress? Of(string address) => _byAddress.GetValueOrDefault(ComparedAddress.Of(address));

    /// <summary>As <see cref="FailureText.Since"/> says it; null when mail to the address does not come back.</summary>
    public string? Since(string address) => Of(address) is { } failing ? Since(failing) : null;

    /// <summary>As <see cref="FailureText.Since"/> says it.</summary>
    public static string Since(FailingAddress failing) => FailureText.Since(LondonTime.DateOf(failing.SinceAt), failing.Status);
}
