using System.Globalization;

namespace Nec.Core.Deliveries;

/// <summary>How two spellings of one mail address are known to be the same.</summary>
public static class ComparedAddress
{
    private static readonly IdnMapping Idn = new();

    /// <summary>
    /// The address without the name and the blanks around it, in small letters, and its domain as mail servers write it (<c>xn--…</c>).
    /// A text that is no address is only trimmed and put into small letters: it equals no address of ours.
    /// </summary>
    public static string Of(string address)
    {
        var text = Bare(address).Trim().ToLowerInvariant();
        var at = text.LastIndexOf('@');
        return at < 1 ? text : $"{text[..at]}@{Ascii(text[(at + 1)..])}";
    }

    // Of "Some One <someone@example.org>", which Mail:Admin may be, what stands between the brackets.
    private static string Bare(string address) =>
        address.LastIndexOf('<') is >= 0 and var open && address.TrimEnd().EndsWith('>') ? address.TrimEnd()[(open + 1)..^1] : address;

    private static string Ascii(string domain)
    {
        try
        {
            return Idn.GetAscii(domain);
        }
        catch (ArgumentException)
        {
            return domain; // no domain that mail reaches; it is compared as it stands
        }
    }
}
