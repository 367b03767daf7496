using System.Globalization;
using System.Net.Mail;
using System.Text.RegularExpressions;

namespace Nec.Integrations.Mail;

/// <summary>An address with its name, fit for a header and for SMTP: ASCII, no blanks, no control characters. A domain in other letters is sent in its ASCII form.</summary>
internal sealed partial record Mailbox(string Address, string? Name)
{
    /// <summary>Reads <c>someone@example.org</c> or <c>Some One &lt;someone@example.org&gt;</c>.</summary>
    /// <exception cref="FormatException">It is neither; the message says what is wrong, without the address.</exception>
    public static Mailbox Parse(string text, string what)
    {
        // Of "a@x, b@y" the framework takes the second address and thinks the first a name.
        if (text.Any(char.IsControl) || !MailAddress.TryCreate(text.Trim(), out var parsed) || parsed.DisplayName.Contains('@', StringComparison.Ordinal))
        {
            throw new FormatException($"{what} is not an e-mail address");
        }

        if (!parsed.User.All(char.IsAscii))
        {
            throw new FormatException($"{what} has letters before the @ that mail servers do not carry; ask for an address in plain letters");
        }

        var address = $"{parsed.User}@{Domain(parsed.Host, what)}";

        return address.Length <= 254 && Plain().IsMatch(address)
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

    [GeneratedRegex(@"^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~\-]{1,64}@[A-Za-z0-9.\-]+\z", RegexOptions.None, 1000)]
    private static partial Regex Plain();
}
