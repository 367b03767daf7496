using MimeKit;

namespace Nec.Integrations.Mail.Smtp;

/// <summary>A mail, ready to be handed over.</summary>
/// <param name="NeedsUtf8">Whether only a server with SMTPUTF8 can carry it.</param>
internal sealed record SmtpEnvelope(MailboxAddress From, MailboxAddress To, MimeMessage Text, bool NeedsUtf8) : IDisposable
{
    /// <exception cref="FormatException">It cannot be sent; the message is a sentence.</exception>
    public static SmtpEnvelope Of(OutgoingMail mail)
    {
        var from = Mailbox.Parse(mail.From, "the sender's address (Mail:From)");
        var to = Mailbox.Parse(mail.To, "the recipient's address", allowsUtf8: true);
        var bytes = new MemoryStream(Mime.Write(mail, allowsUtf8: true)); // MailKit writes what it has read, byte for byte

        return new(new MailboxAddress("", from.Address), new MailboxAddress("", to.Address), MimeMessage.Load(bytes, persistent: true), to.NeedsUtf8);
    }

    /// <inheritdoc/>
    public void Dispose() => Text.Dispose();
}
