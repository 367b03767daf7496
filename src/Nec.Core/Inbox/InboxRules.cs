using Nec.Core.Deliveries;

namespace Nec.Core.Inbox;

/// <summary>
/// What the mails in the box are, by what nobody outside can invent: our own Message-IDs, a believed server's word, a secret address.
/// </summary>
public static class InboxRules
{
    /// <summary>So far, inclusive, may the date that a newsletter bears lie from its arrival, before or after.</summary>
    public static readonly TimeSpan MostApart = TimeSpan.FromDays(3);

    /// <summary>Judges one mail.</summary>
    public static InboxVerdict Judge(InboxMail mail, InboxTrust trust, IReadOnlyList<NewsletterSender> senders) =>
        mail.Returned is { } returned ? new InboxVerdict.Report(returned)
        : mail is { AutoSubmitted: "auto-replied", InReplyTo: [var answered], From: [var from] }
            ? new InboxVerdict.AutomaticReply(answered, from)
        : mail.AutoSubmitted != "auto-replied" && SenderOf(mail, senders) is { } known
            ? IsFrom(mail, known) && mail.AutoSubmitted is null or "no" && trust.KnowsSender(mail) && mail.MessageId is { } id && IsNew(mail)
                ? new InboxVerdict.Newsletter(known, Recipients(mail, known), id)
                : new InboxVerdict.Question(known)
        : new InboxVerdict.Other();

    // Of several secret addresses in one mail, the one whose sender wrote it.
    private static NewsletterSender? SenderOf(InboxMail mail, IReadOnlyList<NewsletterSender> senders)
    {
        var addressed = senders.Where(sender => IsTo(mail, sender)).ToList();
        return addressed.Find(sender => IsFrom(mail, sender)) ?? addressed.FirstOrDefault();
    }

    private static bool IsTo(InboxMail mail, NewsletterSender sender) =>
        mail.To.Concat(mail.Cc).Concat(mail.DeliveredTo).Any(address => IsSecret(address, sender));

    private static bool IsFrom(InboxMail mail, NewsletterSender sender) =>
        mail.From is [var from] && ComparedAddress.Of(from) == ComparedAddress.Of(sender.From);

    // A signature stays good when somebody sends an old mail again.
    private static bool IsNew(InboxMail mail) => mail.Date is { } date && (mail.ArrivedAt - date).Duration() <= MostApart;

    private static int? Recipients(InboxMail mail, NewsletterSender sender)
    {
        var named = mail.To.Concat(mail.Cc).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var others = named.Count(address => !IsSecret(address, sender));
        return mail.IsList || others == named.Count || others == 0 ? null : others;
    }

    private static bool IsSecret(string address, NewsletterSender sender) =>
        address.LastIndexOf('@') is > 0 and var at && address[..at].EndsWith($"+{sender.Secret}", StringComparison.OrdinalIgnoreCase);
}
