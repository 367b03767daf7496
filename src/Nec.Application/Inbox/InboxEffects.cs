using Nec.Application.Notices;
using Nec.Core.Deliveries;
using Nec.Core.Inbox;
using Nec.Storage;

namespace Nec.Application.Inbox;

/// <summary>What became of a mail in the box.</summary>
public enum TakenAs
{
    /// <summary>A delivery report that is remembered of an address.</summary>
    Report,

    /// <summary>A delivery report that does not count.</summary>
    IgnoredReport,

    /// <summary>An automatic reply to a notice, from its reader.</summary>
    Reply,

    /// <summary>A newsletter, which is on record.</summary>
    Newsletter,

    /// <summary>A newsletter that fits no promise of the contract in force, or cannot be recorded for it.</summary>
    UnrecordedNewsletter,

    /// <summary>A newsletter that came before: the same mail was sent again.</summary>
    Replay,

    /// <summary>A mail to a newsletter's secret address that cannot be believed: who answers for the promise is asked.</summary>
    Question,

    /// <summary>Nothing to Nec.</summary>
    Other,

    /// <summary>It could not be read: too large, or not built as mails are.</summary>
    PassedOver,

    /// <summary>It was taken out of the box before it was read.</summary>
    Gone,
}

/// <summary>
/// Keeps what a mail in the box means. Each effect has a key of its own: taken twice, a mail changes nothing more. Nothing here stops,
/// redirects
/// or delays a mail of ours.
/// </summary>
public sealed class InboxEffects(DeliveryReports reports, AwayReplies away, NewsletterEvidence newsletters)
{
    /// <summary>Takes one mail.</summary>
    /// <param name="arrivedAt">When the server took it in.</param>
    public Task<TakenAs> Take(InboxVerdict verdict, DateTimeOffset arrivedAt, CancellationToken cancellationToken) => verdict switch
    {
        InboxVerdict.Report { Returned: var returned } => Take(returned, cancellationToken),
        InboxVerdict.AutomaticReply reply => Take(reply, arrivedAt, cancellationToken),
        InboxVerdict.Newsletter newsletter => newsletters.Take(newsletter, arrivedAt, cancellationToken),
        InboxVerdict.Question question => newsletters.Ask(question.Sender, arrivedAt, cancellationToken),
        _ => Task.FromResult(TakenAs.Other),
    };

    private async Task<TakenAs> Take(ReturnedMail returned, CancellationToken cancellationToken)
    {
        var taken = TakenAs.IgnoredReport;
        foreach (var report in returned.Reports)
        {
            if (await reports.Take(returned.MessageId, report, cancellationToken) is ReportVerdict.Fails or ReportVerdict.FirstFull)
            {
                taken = TakenAs.Report;
            }
        }

        return taken;
    }

    // Of a notice that was forwarded, somebody else's machine may answer: that says nothing of its reader.
    private async Task<TakenAs> Take(InboxVerdict.AutomaticReply reply, DateTimeOffset arrivedAt, CancellationToken cancellationToken)
    {
        if (await reports.Find(reply.MessageId, cancellationToken) is not { } notice
            || ComparedAddress.Of(notice.RecipientAddress) != ComparedAddress.Of(reply.From))
        {
            return TakenAs.Other;
        }

        await away.Keep(notice.RecipientAddress, arrivedAt, cancellationToken);
        return TakenAs.Reply;
    }
}
