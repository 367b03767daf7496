using System.Text.Json.Nodes;

namespace Nec.Integrations.Mail.Graph;

/// <summary>Writes a mail as Graph's <c>sendMail</c> takes it: one body, and of further headers only those that begin with x-.</summary>
internal static class GraphMessage
{
    /// <summary>Graph refuses the whole mail when it has more.</summary>
    private const int MostHeaders = 5;

    /// <summary>The request's body.</summary>
    /// <exception cref="FormatException">An address or the Message-ID cannot be sent; the message is a sentence.</exception>
    public static JsonObject Of(OutgoingMail mail, bool saveToSentItems)
    {
        var message = new JsonObject
        {
            ["subject"] = MimeHeader.Clean(mail.Subject),
            ["body"] = new JsonObject { ["contentType"] = "HTML", ["content"] = mail.Html },
            ["toRecipients"] = new JsonArray(Recipient(Mailbox.Parse(mail.To, "the recipient's address").Address, mail.ToName)),
            ["internetMessageHeaders"] = Headers(mail),
        };
        if (mail.ReplyTo is { Length: > 0 } replyTo)
        {
            var box = Mailbox.Parse(replyTo, "the address for answers (Mail:ReplyTo)");
            message["replyTo"] = new JsonArray(Recipient(box.Address, box.Name));
        }

        return new JsonObject { ["message"] = message, ["saveToSentItems"] = saveToSentItems };
    }

    private static JsonObject Recipient(string address, string? name)
    {
        var box = new JsonObject { ["address"] = address };
        if (MimeHeader.Clean(name ?? "") is { Length: > 0 } clean)
        {
            box["name"] = clean;
        }

        return new JsonObject { ["emailAddress"] = box };
    }

    // Exchange gives each mail a Message-ID of its own; ours stays findable under another name.
    private static JsonArray Headers(OutgoingMail mail) => new(
    [
        Header("x-nec-message-id", Mime.MessageId(mail)),
        .. mail.Headers.Where(header => header.Key.StartsWith("x-", StringComparison.OrdinalIgnoreCase)).Take(MostHeaders - 1).Select(header => Header(header.Key, MimeHeader.Clean(header.Value))),
    ]);

    private static JsonObject Header(string name, string value) => new JsonObject { ["name"] = name, ["value"] = value };
}
