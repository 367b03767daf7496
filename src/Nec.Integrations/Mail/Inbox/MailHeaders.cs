using MimeKit;
using MimeKit.Cryptography;
using MimeKit.Utils;
using Nec.Core.Inbox;

namespace Nec.Integrations.Mail.Inbox;

/// <summary>A block of header fields, read into plain words.</summary>
internal sealed class MailHeaders
{
    private const int MostFields = 500;

    /// <summary>Fields of which a mail has one (RFC 5322, RFC 2045): of two, readers take one or the other.</summary>
    private static readonly string[] Single =
    [
        "From", "Sender", "To", "Cc", "Date", "Message-ID", "X-Nec-Message-Id", "In-Reply-To", "Auto-Submitted",
        "Content-Type", "Content-Transfer-Encoding",
    ];

    private readonly HeaderList _fields;

    /// <exception cref="UnfitMailException">It is no block of header fields, or has a field twice that stands once.</exception>
    public MailHeaders(byte[] bytes)
    {
        if (bytes.Contains((byte)0) || HasBareReturn(bytes))
        {
            throw new UnfitMailException("its headers have characters that no header has");
        }

        using var stream = new MemoryStream(bytes);
        try
        {
            _fields = HeaderList.Load(ParserOptions.Default, stream);
        }
        catch (FormatException unfit)
        {
            throw new UnfitMailException($"its headers cannot be read ({unfit.GetType().Name})");
        }

        if (_fields.Count > MostFields)
        {
            throw new UnfitMailException($"it has more than {MostFields} header fields");
        }

        if (Single.FirstOrDefault(name => All(name).Skip(1).Any()) is { } twice)
        {
            throw new UnfitMailException($"it has the field {twice} twice");
        }
    }

    /// <summary>Whether it says to be a delivery report, as its own headers have it.</summary>
    public bool IsDeliveryReport => IsType("multipart", "report")
        && string.Equals(Type?.Parameters["report-type"], "delivery-status", StringComparison.OrdinalIgnoreCase);

    /// <summary>The Message-ID in its angle brackets; null without one.</summary>
    public string? MessageId => Ids("Message-ID") is [var id] ? id : null;

    /// <summary>
    /// The Message-ID that we gave the mail, in angle brackets: Microsoft Graph puts its own in the place of ours, which stays beside it.
    /// </summary>
    public string? GivenId => Ids("X-Nec-Message-Id") is [var id] ? id : MessageId;

    private ContentType? Type => Value("Content-Type") is { } value && ContentType.TryParse(value, out var type) ? type : null;

    /// <summary>Whether the part that these headers describe is of a type.</summary>
    public bool IsType(string media, string subtype) => Type?.IsMimeType(media, subtype) == true;

    /// <summary>The part's bytes without the encoding that these headers name.</summary>
    public byte[] Decode(byte[] bytes)
    {
        _ = MimeUtils.TryParse(Value("Content-Transfer-Encoding") ?? "7bit", out ContentEncoding encoding);
        if (encoding is not (ContentEncoding.Base64 or ContentEncoding.QuotedPrintable))
        {
            return bytes;
        }

        using var decoded = new MemoryStream();
        new MimeContent(new MemoryStream(bytes), encoding).DecodeTo(decoded);
        return decoded.ToArray();
    }

    /// <summary>The mail that these are the headers of.</summary>
    public InboxMail ToMail(DateTimeOffset arrivedAt) => new()
    {
        ArrivedAt = arrivedAt,
        Date = Value("Date") is { } date && DateUtils.TryParse(date, out var written) ? written : null,
        MessageId = MessageId,
        From = Addresses("From"),
        To = Addresses("To"),
        Cc = Addresses("Cc"),
        DeliveredTo = [.. Addresses("Delivered-To"), .. Addresses("X-Original-To"), .. Addresses("Envelope-To")],
        IsList = All("List-Id").Any() || All("List-Post").Any() || All("List-Unsubscribe").Any()
            || FirstWord("Precedence") is "list" or "bulk" || Lists("To").OfType<GroupAddress>().Any(),
        AutoSubmitted = FirstWord("Auto-Submitted"),
        InReplyTo = Ids("In-Reply-To"),
        SenderChecks = SenderChecks(),
    };

    // Each server puts its own above the others, so from one that cannot be read downwards nobody knows whose they are.
    private List<SenderCheck> SenderChecks()
    {
        var checks = new List<SenderCheck>();
        foreach (var field in All("Authentication-Results"))
        {
            if (!AuthenticationResults.TryParse(field.RawValue, out var results))
            {
                break;
            }

            var dmarc = results.Results.Where(result => result.Method.Equals("dmarc", StringComparison.OrdinalIgnoreCase)).ToList();
            checks.Add(new(results.AuthenticationServiceIdentifier, dmarc is [{ } one] ? PassedFor(one) : null));
        }

        return checks;
    }

    private static string? PassedFor(AuthenticationMethodResult dmarc) =>
        dmarc.Result.Equals("pass", StringComparison.OrdinalIgnoreCase)
        && dmarc.Properties.Where(one => one is { PropertyType: "header", Property: "from" }).ToList() is [var from] ? from.Value : null;

    private IReadOnlyList<string> Addresses(string name) =>
        [.. Lists(name).Mailboxes.Select(box => box.Address).Where(address => address.Contains('@', StringComparison.Ordinal))];

    private InternetAddressList Lists(string name)
    {
        var all = new InternetAddressList();
        foreach (var field in All(name))
        {
            if (InternetAddressList.TryParse(ParserOptions.Default, field.RawValue, out var some))
            {
                all.AddRange(some);
            }
        }

        return all;
    }

    private IReadOnlyList<string> Ids(string name) =>
        Value(name) is { } value ? [.. MimeUtils.EnumerateReferences(value).Select(id => $"<{id}>")] : [];

    private string? FirstWord(string name) => Value(name)?.Split([' ', ';', '(', '\t'], 2)[0].Trim().ToLowerInvariant();

    private string? Value(string name) => All(name).FirstOrDefault()?.Value.Trim();

    private IEnumerable<Header> All(string name) => _fields.Where(field => field.Field.Equals(name, StringComparison.OrdinalIgnoreCase));

    private static bool HasBareReturn(byte[] bytes)
    {
        for (var at = 0; at < bytes.Length; at++)
        {
            if (bytes[at] == '\r' && (at + 1 == bytes.Length || bytes[at + 1] != '\n'))
            {
                return true;
            }
        }

        return false;
    }
}
