using MailKit;
using MailKit.Net.Imap;
using MimeKit;
using Nec.Core.Deliveries;
using Nec.Core.Inbox;

namespace Nec.Integrations.Mail.Inbox;

/// <summary>A mail is not built as mails are; it is passed over. The message says why, without anything of the mail.</summary>
internal sealed class UnfitMailException(string why) : Exception(why);

/// <summary>Asks for the parts of one mail that are read, each up to its limit.</summary>
internal sealed class MailParts(IMailFolder folder, UniqueId uid)
{
    private const int MostHeaderBytes = 256 * 1024;
    private const int MostReportBytes = 256 * 1024;
    private const int MostPartHeaderBytes = 16 * 1024;

    /// <summary>A report has three parts (RFC 6522); servers on the way may add one.</summary>
    private const int MostParts = 4;

    /// <summary>Reads the headers, and of a delivery report its parts for machines; null when the mail is gone.</summary>
    /// <exception cref="UnfitMailException">It is not built as mails are.</exception>
    public async Task<InboxMail?> Read(DateTimeOffset arrivedAt, CancellationToken cancellationToken)
    {
        if (await Get("HEADER", MostHeaderBytes, cancellationToken) is not { } bytes)
        {
            return null;
        }

        var headers = new MailHeaders(bytes);
        var mail = headers.ToMail(arrivedAt);
        return headers.IsDeliveryReport ? mail with { Returned = await Returned(mail, cancellationToken) } : mail;
    }

    private async Task<ReturnedMail?> Returned(InboxMail mail, CancellationToken cancellationToken)
    {
        IReadOnlyList<DeliveryReport>? reports = null;
        string? messageId = null;
        for (var number = 1; number <= MostParts; number++)
        {
            if (await Described(number, cancellationToken) is not { Length: > 0 } described)
            {
                break; // there is no such part
            }

            var part = new MailHeaders(described);
            if (part.IsType("message", "delivery-status") || part.IsType("message", "global-delivery-status"))
            {
                reports = reports is null
                    ? StatusGroups.Read(part.Decode(await Part($"{number}", MostReportBytes, cancellationToken)), mail.ArrivedAt)
                    : throw new UnfitMailException("it reports twice");
            }
            else if (part.IsType("message", "rfc822") || part.IsType("message", "global"))
            {
                messageId ??= new MailHeaders(await Part($"{number}.HEADER", MostHeaderBytes, cancellationToken)).GivenId;
            }
            else if (part.IsType("text", "rfc822-headers") || part.IsType("message", "global-headers"))
            {
                messageId ??= new MailHeaders(part.Decode(await Part($"{number}", MostHeaderBytes, cancellationToken))).GivenId;
            }
        }

        // Without the headers of the mail, the report may still say what it answers.
        return reports is null ? null : new(messageId ?? (mail.InReplyTo is [var answered] ? answered : null), reports);
    }

    // Some servers refuse to tell of a part that a mail does not have; a first part every mail has.
    private async Task<byte[]?> Described(int number, CancellationToken cancellationToken)
    {
        try
        {
            return await Get($"{number}.MIME", MostPartHeaderBytes, cancellationToken);
        }
        catch (ImapCommandException) when (number > 1)
        {
            return null;
        }
    }

    private async Task<byte[]> Part(string section, int most, CancellationToken cancellationToken) =>
        await Get(section, most, cancellationToken) ?? [];

    private async Task<byte[]?> Get(string section, int most, CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = await folder.GetStreamAsync(uid, section, 0, most, cancellationToken);
            using var bytes = new MemoryStream();
            await stream.CopyToAsync(bytes, cancellationToken);
            return bytes.Length < most ? bytes.ToArray() : throw new UnfitMailException("a part of it is longer than is read");
        }
        catch (MessageNotFoundException)
        {
            return null; // taken out of the box since, or without such a part
        }
    }
}
