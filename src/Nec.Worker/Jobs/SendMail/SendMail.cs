using System.Collections.Concurrent;
using Nec.Application.Jobs;
using Nec.Application.Notices;
using Nec.Core.Calendar;
using Nec.Integrations.Mail;
using Nec.Storage;

namespace Nec.Worker.Jobs;

/// <summary>
/// Empties the outbox: claim, send, mark, in several conversations at once. Two workers at the same minute send each notice once,
/// by claim and not by luck. Which repeats are possible is said in <c>docs/reliability.md</c>.
/// </summary>
[Job("SendMail", "Sends what stands in the outbox", Cron = "0 0/10 * * * ?", MakesUp = false, SideBySide = true)] // Europe/London
internal sealed partial class SendMail(
    Outbox outbox,
    NoticeClaims claims,
    Deliveries deliveries,
    IMailSender sender,
    MailOptions mail,
    AdminNotices adminNotices,
    JobQueue queue,
    LondonClock clock,
    Insistence insistence,
    ILogger<SendMail> logger) : IJob
{
    /// <summary>Waits after the first, second … failure; when they are used up the notice is parked and shown.</summary>
    private static readonly TimeSpan[] Backoff = [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromHours(1)];

    /// <summary>Long enough for a server that counts wrong passwords, short enough for one that was restarted.</summary>
    private static readonly TimeSpan AfterTransportFault = TimeSpan.FromMinutes(5);

    /// <summary>Taken by the mail server and not recorded yet, with their Message-IDs.</summary>
    private readonly ConcurrentDictionary<long, string> _taken = new();

    private int _sent;
    private int _delayed;
    private int _parked;
    private int _transportFaults; // without a mail taken in between
    private volatile string? _transportFault;
    private volatile string? _whyStopped;

    public async Task<RunReport> Run(RunContext run, CancellationToken cancellationToken)
    {
        var held = new HeldNotices(claims, run.Id, sender.AtOnce, sender.Carries.SafeToRepeat, run.IsUrgent, clock);
        await Round(held, held.TakeOver(cancellationToken), cancellationToken);
        int before;
        do
        {
            before = _sent + _parked;
            await Round(held, held.Claim(cancellationToken), cancellationToken);
        }
        while (_whyStopped is null && _sent + _parked > before); // the round may have left others, such as word of what was parked

        if (_delayed > 0 && await outbox.NextTryAt(cancellationToken) is { } nextAt)
        {
            var soonest = clock.Now + Backoff[0]; // a notice that is already due waits for the transport
            var next = new JobRequest(nameof(SendMail)) { NotBefore = nextAt > soonest ? nextAt : soonest, IsUrgent = run.IsUrgent };
            await queue(next, cancellationToken);
        }

        return Report();
    }

    // Sends what was claimed, and then whatever can be claimed, until there is no more. Whatever ends it, what was taken is recorded,
    // and what was not begun is given back.
    private async Task Round(HeldNotices held, Task<IReadOnlyList<ClaimedNotice>> first, CancellationToken cancellationToken)
    {
        var options = new ParallelOptions { MaxDegreeOfParallelism = sender.AtOnce, CancellationToken = cancellationToken };
        var marks = new SentMarks(Math.Max(1, sender.AtOnce / 2), Mark);
        marks.Begin();
        try
        {
            var notices = held.From(first, () => _whyStopped is not null, cancellationToken);
            await Parallel.ForEachAsync(notices, options, (notice, stop) => Send(notice, held, marks, stop));
        }
        finally
        {
            try
            {
                await End(marks);
            }
            finally
            {
                await Release(await held.Unbegun());
            }
        }
    }

    private RunReport Report()
    {
        if (_sent + _delayed + _parked == 0)
        {
            return RunReport.Skipped("the outbox is empty");
        }

        if (_transportFault is { } fault && _sent == 0)
        {
            throw new NoMailLeavesException(fault); // so that health and the job's page say so: nobody could be told by mail
        }

        var summary = $"{Dates.Count(_sent, "notice")} sent, {_delayed} to be tried again, {_parked} parked";
        return RunReport.Succeeded((_whyStopped ?? _transportFault) is { } why ? $"{summary}; what waits: {why}" : summary)
            .With("sent", _sent)
            .With("delayed", _delayed)
            .With("parked", _parked);
    }

    private async ValueTask Send(ClaimedNotice notice, HeldNotices held, SentMarks marks, CancellationToken cancellationToken)
    {
        if (notice.TookOver && !sender.Carries.SafeToRepeat)
        {
            await Park(notice, "the worker that was sending it was lost; it may have arrived, so it is not sent again by itself");
            return;
        }

        if (_whyStopped is not null || !held.TryBegin(notice, out var begun))
        {
            return; // given back at the end
        }

        if (notice.Kind == SignInNotices.Kind && clock.Now - notice.QueuedAt > TimeSpan.FromMinutes(SignInNotices.LinkMinutes))
        {
            await insistence.Write(stop => claims.Park(notice, "the link in it has expired", clock.Now, stop)); // nobody needs to be told
            Interlocked.Increment(ref _parked);
            return;
        }

        if (notice.TookOver)
        {
            LogMayRepeat(notice.NoticeId, notice.MessageId);
        }

        var outcome = await Handed(notice, begun, cancellationToken);
        // What happened is written down even while the host is stopping: what was sent must not be sent again.
        switch (outcome)
        {
            case SendOutcome.Sent sent:
                _taken[notice.NoticeId] = notice.MessageId;
                Interlocked.Exchange(ref _transportFaults, 0);
                if (sent.DeliveryId is { } deliveryId)
                {
                    // First, since a notice that is marked is not looked up again.
                    await insistence.Write(stop => deliveries.Await(notice.NoticeId, deliveryId, clock.Now, stop));
                }

                await marks.Add(notice);
                break;
            case SendOutcome.Permanent permanent:
                await Park(notice, permanent.Reason);
                break;
            case SendOutcome.Temporary { RetryAfter: { } wait } told:
                // Told to wait, or held back by our own pace: that is no failure of the notice, and the rest would fare the same.
                _whyStopped = told.Reason;
                await GiveBack(notice, told.Reason, wait);
                break;
            case SendOutcome.Temporary { IsOfTransport: true } fault:
                // It is no failure of the notice. As many in a row as go at once: the rest would fare the same.
                _transportFault = fault.Reason;
                if (Interlocked.Increment(ref _transportFaults) >= sender.AtOnce)
                {
                    _whyStopped = fault.Reason;
                }

                await GiveBack(notice, fault.Reason, AfterTransportFault);
                break;
            case SendOutcome.Temporary temporary:
                await TryLater(notice, temporary.Reason);
                break;
            case SendOutcome.Unknown { SafeToRepeat: true } unknown:
                // At least once: tried again with the same Message-ID or looked up by it first (design section 6).
                LogMayRepeat(notice.NoticeId, notice.MessageId);
                await TryLater(notice, unknown.Reason);
                break;
            case SendOutcome.Unknown unknown:
                await Park(notice, $"{unknown.Reason}; it may have arrived, so it is not sent again by itself");
                break;
            default:
                throw new InvalidOperationException("a send has one of four outcomes");
        }
    }

    private async Task<SendOutcome> Handed(ClaimedNotice notice, HeldNotices.BegunNotice begun, CancellationToken cancellationToken)
    {
        using var begin = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        begin.CancelAfter(begun.Left);
        var outgoing = new OutgoingMail(
            notice.RecipientAddress,
            notice.RecipientName,
            mail.From,
            mail.ReplyTo,
            notice.Subject,
            notice.TextBody,
            notice.HtmlBody,
            notice.MessageId,
            notice.Headers) { Date = notice.QueuedAt, Attempt = notice.Attempts, IsUrgent = notice.Kind == SignInNotices.Kind };
        try
        {
            return await sender.Send(outgoing, begin.Token);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            begun.Return();
            throw;
        }
        catch (OperationCanceledException) when (begin.IsCancellationRequested)
        {
            return new SendOutcome.Temporary("the mail server was too slow, so the sending of this notice was not begun", Backoff[0]) { WasTried = false };
        }
        catch (Exception unforeseen)
        {
            // One mail that is sent in vain for ever must not hold up all others. How far it got is not known.
            LogUnforeseen(unforeseen.GetType().Name, notice.NoticeId);
            return new SendOutcome.Unknown($"an unexpected error of the kind {unforeseen.GetType().Name}", sender.Carries.SafeToRepeat);
        }
    }

    private async Task Mark(IReadOnlyList<ClaimedNotice> taken)
    {
        var now = clock.Now;
        await insistence.Write(stop => claims.Sent([.. taken.Select(notice => notice.NoticeId)], now, stop));
        foreach (var notice in taken)
        {
            _taken.TryRemove(notice.NoticeId, out _);
        }

        _sent += taken.Count;
    }

    private async Task End(SentMarks marks)
    {
        try
        {
            await marks.End();
        }
        finally
        {
            foreach (var (id, messageId) in _taken)
            {
                LogWillRepeat(id, messageId);
            }
        }
    }

    private async Task Release(IReadOnlyCollection<ClaimedNotice> unbegun)
    {
        if (unbegun.Count > 0)
        {
            await insistence.Write(stop => claims.Release(unbegun, stop));
        }
    }

    private async Task GiveBack(ClaimedNotice notice, string reason, TimeSpan wait)
    {
        await insistence.Write(stop => claims.GiveBack(notice, reason, clock.Now + wait, stop));
        Interlocked.Increment(ref _delayed);
    }

    private async Task TryLater(ClaimedNotice notice, string reason)
    {
        if (notice.Attempts > Backoff.Length)
        {
            await Park(notice, $"{reason} (after {Dates.Count(notice.Attempts, "attempt")})");
            return;
        }

        await insistence.Write(stop => claims.Failed(notice, reason, clock.Now + Wait(notice), stop));
        Interlocked.Increment(ref _delayed);
    }

    private static TimeSpan Wait(ClaimedNotice failed) => Backoff[Math.Min(failed.Attempts, Backoff.Length) - 1];

    private async Task Park(ClaimedNotice notice, string reason)
    {
        await insistence.Write(async stop =>
        {
            if (await claims.Park(notice, reason, clock.Now, stop))
            {
                await adminNotices.Parked(notice, reason, stop);
            }
        });
        Interlocked.Increment(ref _parked);
    }

    [LoggerMessage(LogLevel.Warning, "Notice {Notice} may arrive twice, with Message-ID {MessageId}: whether an earlier try arrived is not known")]
    private partial void LogMayRepeat(long notice, string messageId);

    [LoggerMessage(LogLevel.Error, "Unexpected error of the kind {Kind} while sending notice {Notice}")]
    private partial void LogUnforeseen(string kind, long notice);

    [LoggerMessage(
        LogLevel.Error,
        "Notice {Notice} was taken by the mail server, but the database could not be told in time: it will arrive twice, with Message-ID {MessageId}")]
    private partial void LogWillRepeat(long notice, string messageId);
}
