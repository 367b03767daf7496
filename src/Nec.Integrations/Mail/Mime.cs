using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Nec.Integrations.Mail;

/// <summary>
/// Writes a mail as it travels: plain text and HTML of the same content, ASCII throughout, lines ended by CRLF. Our own, so that
/// the preview, a try and the next try are the same bytes whichever way they leave (decision 28).
/// </summary>
public static partial class Mime
{
    private static readonly HashSet<string> Ours = new(StringComparer.OrdinalIgnoreCase)
    {
        "From", "To", "Cc", "Bcc", "Sender", "Reply-To", "Subject", "Date", "Message-ID", "MIME-Version", "Return-Path", "Received",
    };

    /// <summary>The bytes of the mail.</summary>
    /// <param name="mail">The mail.</param>
    /// <param name="allowsUtf8">Whether the recipient's address may hold any letter; it alone is then not ASCII (RFC 6532).</param>
    /// <exception cref="FormatException">An address, a header's name or the Message-ID cannot be sent; the message is a sentence.</exception>
    public static byte[] Write(OutgoingMail mail, bool allowsUtf8 = false)
    {
        var sheet = new StringBuilder(2048 + mail.Text.Length + (mail.Html.Length * 5 / 4));
        var from = Mailbox.Parse(mail.From, "the sender's address (Mail:From)");
        MimeHeader.Box(sheet, "From", from.Address, from.Name);
        MimeHeader.Box(sheet, "To", Mailbox.Parse(mail.To, "the recipient's address", allowsUtf8).Address, mail.ToName);
        if (mail.ReplyTo is { Length: > 0 } replyTo)
        {
            var box = Mailbox.Parse(replyTo, "the address for answers (Mail:ReplyTo)");
            MimeHeader.Box(sheet, "Reply-To", box.Address, box.Name);
        }

        MimeHeader.Text(sheet, "Subject", mail.Subject);
        MimeHeader.Field(sheet, "Date", DateOf(mail.Date));
        MimeHeader.Field(sheet, "Message-ID", MessageId(mail));
        Further(sheet, mail.Headers);
        Body(sheet, mail);

        return Encoding.UTF8.GetBytes(sheet.ToString());
    }

    /// <summary>The Message-ID in its angle brackets.</summary>
    internal static string MessageId(OutgoingMail mail)
    {
        var id = $"<{mail.MessageId.Trim('<', '>')}>";

        return Id().IsMatch(id) ? id : throw new FormatException("the Message-ID is not of the form key@domain");
    }

    private static string DateOf(DateTimeOffset date) =>
        $"{date.ToString("ddd, d MMM yyyy HH:mm:ss", CultureInfo.InvariantCulture)} {date.ToString("zzz", CultureInfo.InvariantCulture).Replace(":", "", StringComparison.Ordinal)}";

    private static void Further(StringBuilder sheet, IReadOnlyDictionary<string, string> headers)
    {
        foreach (var (name, value) in headers)
        {
            if (!HeaderName().IsMatch(name) || Ours.Contains(name) || name.StartsWith("Content-", StringComparison.OrdinalIgnoreCase))
            {
                throw new FormatException("a further header has a name that it may not have");
            }

            MimeHeader.Text(sheet, name, value);
        }
    }

    private static void Body(StringBuilder sheet, OutgoingMail mail)
    {
        // "=_" cannot stand in quoted-printable text, so the boundary cannot either.
        var boundary = $"=_{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(mail.MessageId)).AsSpan(0, 12))}";
        sheet.Append("MIME-Version: 1.0\r\nContent-Type: multipart/alternative;\r\n boundary=\"").Append(boundary).Append("\"\r\n\r\n");
        Part(sheet, boundary, "text/plain", mail.Text);
        Part(sheet, boundary, "text/html", mail.Html);
        sheet.Append("--").Append(boundary).Append("--\r\n");
    }

    private static void Part(StringBuilder sheet, string boundary, string type, string content)
    {
        sheet.Append("--").Append(boundary).Append("\r\nContent-Type: ").Append(type).Append("; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n");
        QuotedPrintable.Write(sheet, content);
    }

    [GeneratedRegex(@"^<[A-Za-z0-9.!#$%&'*+/=?^_`{|}~\-]+@[A-Za-z0-9.\-]+>\z", RegexOptions.None, 1000)]
    private static partial Regex Id();

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9\-]{0,60}\z", RegexOptions.None, 1000)]
    private static partial Regex HeaderName();
}
