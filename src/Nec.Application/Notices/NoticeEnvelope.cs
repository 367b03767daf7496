using System.Security.Cryptography;
using System.Text;
using Nec.Core.Notices;
using Nec.Storage;

namespace Nec.Application.Notices;

/// <summary>What every mail of ours carries around its message.</summary>
public static class NoticeEnvelope
{
    /// <summary>
    /// So that no machine answers (RFC 3834, and what Exchange honours). Two answers are wanted and therefore not suppressed: that a mail could
    /// not be delivered (NDR), and that its reader is out of the office (OOF) (decision 31).
    /// </summary>
    public static IReadOnlyDictionary<string, string> Automatic { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["Auto-Submitted"] = "auto-generated",
        ["X-Auto-Response-Suppress"] = "DR, RN, NRN, AutoReply",
    };

    /// <summary>
    /// Derived from the notice's key, so that every try carries the same one, with a secret, so that nobody outside can name it: by it a
    /// report that comes back is believed.
    /// </summary>
    /// <param name="secret">From <see cref="Keys.MessageIds"/>.</param>
    /// <param name="key">The notice's key.</param>
    /// <param name="from">Our address, whose domain it ends in.</param>
    public static string MessageId(byte[] secret, string key, string from)
    {
        var hash = Convert.ToHexStringLower(HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes(key)));
        return $"<{hash[..32]}@{from[(from.LastIndexOf('@') + 1)..].TrimEnd('>')}>";
    }

    /// <summary>A message as the outbox takes it.</summary>
    internal static QueuedNotice Queued(
        byte[] secret, string key, string kind, Recipient recipient, DateOnly day, Message message, string from) => new()
    {
        Key = key,
        Kind = kind,
        RecipientAddress = recipient.Address,
        RecipientName = recipient.Name,
        Day = day,
        Subject = message.Subject,
        TextBody = message.Text,
        HtmlBody = message.Html,
        Headers = Automatic,
        MessageId = MessageId(secret, key, from),
        Fingerprint = "",
    };
}
