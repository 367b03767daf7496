using System.Net;

namespace Nec.Integrations.Http;

/// <summary>The hosts that <c>NO_PROXY</c> names: a name with all below it, with or without a dot before it; an address, a range of addresses; any of them with a port; or <c>*</c>.</summary>
internal sealed class NoProxy
{
    private readonly string[] _entries;

    private NoProxy(string[] entries) => _entries = entries;

    public static NoProxy Parse(string? list) => new(list?.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? []);

    public bool Covers(Uri address) => Array.Exists(_entries, entry => Covers(entry, address));

    private static bool Covers(string entry, Uri address)
    {
        var host = address.IdnHost.TrimEnd('.');
        if (entry == "*" || (IPAddress.TryParse(host, out var literal) && IsAddress(entry, literal)))
        {
            return true;
        }

        var colon = entry.LastIndexOf(':');
        var hasPort = colon >= 0 && ushort.TryParse(entry.AsSpan(colon + 1), out _) && (entry.IndexOf(':', StringComparison.Ordinal) == colon || entry[colon - 1] == ']');
        if (hasPort && ushort.Parse(entry.AsSpan(colon + 1), System.Globalization.CultureInfo.InvariantCulture) != address.Port)
        {
            return false;
        }

        var name = (hasPort ? entry[..colon] : entry).TrimStart('*').Trim('.');

        return literal is not null ? hasPort && IsAddress(name, literal)
            : name.Length > 0 && (host.Equals(name, StringComparison.OrdinalIgnoreCase) || host.EndsWith($".{name}", StringComparison.OrdinalIgnoreCase));
    }

    private static bool IsAddress(string entry, IPAddress literal) =>
        IPAddress.TryParse(entry.Trim('[', ']'), out var one) ? one.Equals(literal) : IPNetwork.TryParse(entry, out var range) && range.Contains(literal);
}
