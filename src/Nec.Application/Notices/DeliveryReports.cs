using Nec.Core.Calendar;
using Nec.Core.Deliveries;
using Nec.Storage;

namespace Nec.Application.Notices;

/// <summary>
/// Takes what comes back about the mail that we sent. Core decides what counts; what does is kept and told to the administrator once.
/// Nothing here touches the outbox's line.
/// </summary>
public sealed class DeliveryReports(
    Outbox outbox, FailingAddresses addresses, Keys keys, AdminNotices adminNotices, NoticeSettings settings, LondonClock clock)
{
    private const int LongestId = 998; // a line of a mail

    /// <summary>
    /// The notice that something outside names by its Message-ID (the <c>Message-ID</c> of a returned mail, or an <c>In-Reply-To</c>);
    /// null when it is none of ours. A notice whose Message-ID was not made with our secret, as before there was one, could be named by
    /// anybody and is not found.
    /// </summary>
    /// <param name="messageId">With or without angle brackets.</param>
    public async Task<KnownNotice?> Find(string messageId, CancellationToken cancellationToken)
    {
        var id = $"<{messageId.Trim().Trim('<', '>')}>";
        if (id.Length > LongestId || id.Any(char.IsControl) || await outbox.Find(id, cancellationToken) is not { } notice)
        {
            return null;
        }

        var ours = NoticeEnvelope.MessageId(await keys.MessageIds(clock.Now, cancellationToken), notice.NoticeKey, settings.From);
        return BeforeAt(ours) == BeforeAt(id) ? notice : null; // the domain may have changed with Mail:From
    }

    /// <summary>Weighs a report that came back as mail and keeps what it means; taken twice, it changes nothing more.</summary>
    /// <param name="messageId">The Message-ID of the mail that it returns; null when it names none.</param>
    public async Task<ReportVerdict> Take(string? messageId, DeliveryReport report, CancellationToken cancellationToken) =>
        await Take(messageId is null ? null : await Find(messageId, cancellationToken), report, cancellationToken);

    /// <summary>Weighs what was said about a notice that we know.</summary>
    public async Task<ReportVerdict> Take(KnownNotice? notice, DeliveryReport report, CancellationToken cancellationToken)
    {
        if (notice is null)
        {
            return ReportVerdict.NotOurs;
        }

        var history = await addresses.HistoryOf(notice.RecipientAddress, cancellationToken);
        var verdict = ReportRule.Weigh(report, new(notice.NoticeId, notice.RecipientAddress, notice.LeftAt), history);
        if (verdict == ReportVerdict.FirstFull)
        {
            await addresses.RememberFull(notice.RecipientAddress, notice.NoticeId, report.ReportedAt, cancellationToken);
        }
        else if (verdict == ReportVerdict.Fails)
        {
            // Told under the spell's key: whoever dies in between and takes the report again tells once.
            var spell = await addresses.Mark(notice.RecipientAddress, report, notice.NoticeId, cancellationToken);
            await adminNotices.AddressFails(spell, notice.RecipientAddress, FailureText.Of(report.Status), cancellationToken);
        }

        return verdict;
    }

    private static string BeforeAt(string messageId) => messageId.Split('@')[0];
}
