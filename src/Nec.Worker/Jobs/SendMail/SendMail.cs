using Nec.Application.Jobs;
using Nec.Application.Notices;
using Nec.Core.Calendar;
using Nec.Integrations.Mail;
using Nec.Storage;

namespace Nec.Worker.Jobs;

/// <summary>Empties the outbox: claim, send, mark. Two workers at the same minute send each notice once, by claim and not by luck.</summary>
[Job("SendMail", "Sends what stands in the outbox", Cron = "0 0/10 * * * ?", MakesUp = false, SideBySide = true)] // Europe/London
internal sealed class SendMail(Outbox outbox, Deliveries deliveries, IMailSender sender, MailOptions mail, AdminNotices adminNotices, JobQueue queue, LondonClock clock) : IJob
{
    /// <summary>Waits after the first, second … failure; when they are used up the notice is parked and shown.</summary>
    private static readonly TimeSpan[] Backoff = [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromHours(1)];

    private int _sent;
    private int _delayed;
    private int _parked;
    private bool _mustWait;

    public async Task<RunReport> Run(RunContext run, CancellationToken cancellationToken)
    {
        if (run.ScheduledFor is not null && await outbox.IsBeingSent(clock.Now, cancellationToken))
        {
            return RunReport.Skipped("another run is sending");
        }

        var kind = run.IsUrgent ? SignInNotices.Kind : null;
        while (!_mustWait && await outbox.Claim(run.Id, most: 1, kind, clock.Now, cancellationToken) is [var notice])
        {
            await Send(notice, cancellationToken);
        }

        if (_delayed > 0 && await outbox.NextTryAt(cancellationToken) is { } nextAt)
        {
            var soonest = clock.Now + Backoff[0]; // a notice that is already due waits for the transport
            await queue(new(nameof(SendMail)) { NotBefore = nextAt > soonest ? nextAt : soonest }, cancellationToken);
        }

        return _sent + _delayed + _parked == 0
            ? RunReport.Skipped("the outbox is empty")
            : RunReport.Succeeded($"{Dates.Count(_sent, "notice")} sent, {_delayed} to be tried again, {_parked} parked")
                .With("sent", _sent)
                .With("delayed", _delayed)
                .With("parked", _parked);
    }

    private async Task Send(ClaimedNotice notice, CancellationToken cancellationToken)
    {
        if (notice.TookOver && !sender.Carries.SafeToRepeat)
        {
            await Park(notice, "the worker that was sending it was lost; it may have arrived, so it is not sent again by itself");
            return;
        }

        var outcome = await sender.Send(
            new(notice.RecipientAddress, notice.RecipientName, mail.From, mail.ReplyTo, notice.Subject, notice.TextBody, notice.HtmlBody, notice.MessageId, notice.Headers) { Date = notice.QueuedAt, Attempt = notice.Attempts },
            cancellationToken);
        // What happened is written down even while the host is stopping: what was sent must not be sent again.
        switch (outcome)
        {
            case SendOutcome.Sent sent:
                if (sent.DeliveryId is { } deliveryId)
                {
                    // First, since a notice that is marked is not looked up again.
                    await deliveries.Await(notice.NoticeId, deliveryId, clock.Now, CancellationToken.None);
                }

                await outbox.Sent(notice.NoticeId, clock.Now, CancellationToken.None);
                _sent++;
                break;
            case SendOutcome.Permanent permanent:
                await Park(notice, permanent.Reason);
                break;
            case SendOutcome.Temporary { RetryAfter: { } wait } held:
                // Told to wait, or held back by our own pace: that is no failure of the notice, and the rest would fare the same.
                await outbox.GiveBack(notice.ClaimedBy, notice.NoticeId, held.Reason, clock.Now + wait, CancellationToken.None);
                _mustWait = true;
                _delayed++;
                break;
            case SendOutcome.Temporary temporary:
                await TryLater(notice, temporary.Reason);
                break;
            case SendOutcome.Unknown { SafeToRepeat: true } unknown:
                // At least once: tried again with the same Message-ID or looked up by it first (design section 6).
                await TryLater(notice, unknown.Reason);
                break;
            case SendOutcome.Unknown unknown:
                await Park(notice, $"{unknown.Reason}; it may have arrived, so it is not sent again by itself");
                break;
            default:
                throw new InvalidOperationException("a send has one of four outcomes");
        }
    }

    private async Task TryLater(ClaimedNotice notice, string reason)
    {
        if (notice.Attempts > Backoff.Length)
        {
            await Park(notice, $"{reason} (after {Dates.Count(notice.Attempts, "attempt")})");
            return;
        }

        await outbox.Failed(notice.ClaimedBy, notice.NoticeId, reason, clock.Now + Backoff[notice.Attempts - 1], CancellationToken.None);
        _delayed++;
    }

    private async Task Park(ClaimedNotice notice, string reason)
    {
        await outbox.Park(notice.ClaimedBy, notice.NoticeId, reason, clock.Now, CancellationToken.None);
        _parked++;
        await adminNotices.Parked(notice, reason, CancellationToken.None);
    }
}
