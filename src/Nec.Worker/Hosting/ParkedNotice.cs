using System.Net;
using Nec.Integrations.Mail;
using Nec.Storage;

namespace Nec.Worker.Hosting;

/// <summary>Tells the admin that a notice was parked, so that nothing is lost in silence.</summary>
internal static class ParkedNotice
{
    /// <summary>The email; null when the parked one was itself to the admin, whose mail then does not arrive anyway.</summary>
    public static QueuedNotice? For(ClaimedNotice parked, string reason, MailOptions mail, DateOnly today)
    {
        var key = $"admin|parked|{parked.NoticeId}";
        var admin = mail.Admin ?? mail.From;
        if (string.Equals(parked.RecipientAddress, admin, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var text = $"""
            Notice {parked.NoticeId} of {parked.Day:d MMMM yyyy} could not be sent and is parked:
            {reason}

            Its reader has not been told. When the fault was on the way, put it right and
            send it again from the notice's page. When the address was wrong, put it right
            in the contract file: the next notice goes to the new one.
            """;
        return new()
        {
            Key = key,
            Kind = "admin",
            RecipientAddress = admin,
            RecipientName = "Administrator",
            Day = today,
            Subject = "Nec: a notice could not be sent",
            TextBody = text,
            HtmlBody = MailHtml.OfText("A notice could not be sent", text),
            Headers = MailHeaders.Automatic,
            MessageId = MailHeaders.MessageId(key, mail.From),
            Fingerprint = "",
        };
    }
}

/// <summary>Plain text as an HTML email.</summary>
internal static class MailHtml
{
    /// <summary>Keeps the lines of the text.</summary>
    public static string OfText(string title, string text)
    {
        const string Style = "white-space:pre-wrap;font-family:Arial,sans-serif";
        var head = $"""<head><meta charset="utf-8"><title>{WebUtility.HtmlEncode(title)}</title></head>""";
        var body = $"""<body><pre style="{Style}">{WebUtility.HtmlEncode(text)}</pre></body>""";
        return $"""<!DOCTYPE html><html lang="en-GB">{head}{body}</html>""";
    }
}
