namespace Nec.Dashboard;

/// <summary>The name of a host, written in one way: as a browser sends it, without port.</summary>
internal static class HostName
{
    /// <summary>
    /// A name or number in lower case, without a dot at its end: international names in Punycode, IPv6 in brackets and at its shortest.
    /// Null when it is neither, or has anything beside it, such as a port.
    /// </summary>
    public static string? Of(string text)
    {
        var isBracketed = text is ['[', .., ']'];
        var bare = isBracketed ? text[1..^1] : text.EndsWith('.') ? text[..^1] : text;
        var kind = Uri.CheckHostName(bare);
        var isNumber = kind == UriHostNameType.IPv6;
        if (kind == UriHostNameType.Unknown || (isBracketed && !isNumber)
            || !Uri.TryCreate(isNumber ? $"http://[{bare}]" : $"http://{bare}", UriKind.Absolute, out var uri))
        {
            return null;
        }

        return isNumber ? uri.Host
            : kind == UriHostNameType.Dns && EndsInNumber(uri.IdnHost) ? null
            : uri.IdnHost;
    }

    // A browser takes a name whose last part is a number for an address, and opens it only if it is one.
    private static bool EndsInNumber(string name) => name.Split('.')[^1].All(char.IsAsciiDigit);
}
