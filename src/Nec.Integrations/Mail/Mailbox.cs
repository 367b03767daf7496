using System.Globalization;
using System.Net.Mail;
using System.Text;
using System.Text.RegularExpressions;

namespace Nec.Integrations.Mail;

/// <summary>
/// An address with its name, fit for a header and for SMTP: no blanks, no control characters, and ASCII unless asked otherwise.
/// A domain in other letters is sent in its ASCII form.
/// </summary>
internal sealed partial record Mailbox(string Address, string? Name)
{
    /// <summary>Letters before the @ that only a server with SMTPUTF8 carries.</summary>
    public bool NeedsUtf8 => !Address.All(char.IsAscii);

    /// <summary>Reads <c>someone@example.org</c> or <c>Some One &lt;someone@example.org&gt;</c>.</summary>
    /// <param name="text">What to read.</param>
    /// <param name="what">What it is, as the sentence about an error begins.</param>
    /// <param name="allowsUtf8">Whether any letter may stand before the @ (RFC 6531).</param>
    /// <exception cref="FormatException">It is neither; the message says what is wrong, without the address.</exception>
    public static Mailbox Parse(string text, string what, bool allowsUtf8 = false)
    {
        // Of "a@x, b@y" the framework takes the second address and thinks the first a name.
        if (text.Any(char.IsControl) || !MailAddress.TryCreate(text.Trim(), out var parsed) || parsed.DisplayName.Contains('@', StringComparison.Ordinal))
        {
            throw new FormatException($"{what} is not an e-mail address");
        }

        if (!allowsUtf8 && !parsed.User.All(char.IsAscii))
        {
            throw new FormatException($"{what} has letters before the @ that mail servers do not carry; ask for an address in plain letters");
        }

        var address = $"{parsed.User}@{Domain(parsed.Host, what)}";

        return Encoding.UTF8.GetByteCount(parsed.User) <= 64 && address.Length <= 254 && Fit().IsMatch(address)
            ? new Mailbox(address, parsed.DisplayName.Length > 0 ? parsed.DisplayName : null)
            : throw new FormatException($"{what} is not an e-mail address");
    }

    private static string Domain(string host, string what)
    {
        try
        {
            return new IdnMapping().GetAscii(host);
        }
        catch (ArgumentException unfit)
        {
            throw new FormatException($"{what} has a domain that cannot be", unfit);
        }
    }

    [GeneratedRegex(@"^[\p{L}\p{M}\p{N}.!#$%&'*+/=?^_`{|}~\-]+@[A-Za-z0-9.\-]+\z", RegexOptions.None, 1000)]
    private static partial Regex Fit();
}
