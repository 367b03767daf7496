using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.CompilerServices;
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

    /// <summary>Claimed and not begun, with the timestamp of the claim.</summary>
    private readonly ConcurrentDictionary<long, long> _waiting = new();

    /// <summary>Taken by the mail server and not recorded yet, with their Message-IDs.</summary>
    private readonly ConcurrentDictionary<long, string> _taken = new();

    private Task _claiming = Task.CompletedTask;
    private int _sent;
    private int _delayed;
    private int _parked;
    private volatile bool _mustWait;

    public async Task<RunReport> Run(RunContext run, CancellationToken cancellationToken)
    {
        await Round(Held(outbox.TakeOver(run.Id, clock.Now, cancellationToken)), run, cancellationToken);
        int before;
        do
        {
            before = _sent + _parked;
            await Round(Claim(run, cancellationToken), run, cancellationToken);
        }
        while (!_mustWait && _sent + _parked > before); // the round may have left others, such as word of what was parked

        if (_delayed > 0 && await outbox.NextTryAt(cancellationToken) is { } nextAt)
        {
            var soonest = clock.Now + Backoff[0]; // a notice that is already due waits for the transport
            var next = new JobRequest(nameof(SendMail)) { NotBefore = nextAt > soonest ? nextAt : soonest, IsUrgent = run.IsUrgent };
            await queue(next, cancellationToken);
        }

        return _sent + _delayed + _parked == 0
            ? RunReport.Skipped("the outbox is empty")
            : RunReport.Succeeded($"{Dates.Count(_sent, "notice")} sent, {_delayed} to be tried again, {_parked} parked")
                .With("sent", _sent)
                .With("delayed", _delayed)
                .With("parked", _parked);
    }

    // Sends what was claimed, and then whatever can be claimed, until there is no more.
    private async Task Round(Task<IReadOnlyList<ClaimedNotice>> first, RunContext run, CancellationToken cancellationToken)
    {
        var options = new ParallelOptions { MaxDegreeOfParallelism = sender.AtOnce, CancellationToken = cancellationToken };
        var marks = new SentMarks(Math.Max(1, sender.AtOnce / 2), Mark);
        marks.Begin();
        try
        {
            await Parallel.ForEachAsync(Claims(first, run, cancellationToken), options, (notice, stop) => Send(notice, marks, stop));
        }
        finally
        {
            await _claiming.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await End(marks);
            await Release(run);
        }
    }

    // The next claim commits while the last is being sent. Where a repeat is not known for one, nothing is claimed ahead:
    // whatever a lost worker held is parked there.
    private async IAsyncEnumerable<ClaimedNotice> Claims(
        Task<IReadOnlyList<ClaimedNotice>> first, RunContext run, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var isAhead = sender.Carries.SafeToRepeat;
        for (var next = first; await next is { Count: > 0 } notices;)
        {
            next = isAhead ? Claim(run, cancellationToken) : null;
            foreach (var notice in notices)
            {
                yield return notice;
            }

            if (_mustWait)
            {
                yield break; // what was claimed ahead is given back
            }

            next ??= Claim(run, cancellationToken);
        }
    }

    private Task<IReadOnlyList<ClaimedNotice>> Claim(RunContext run, CancellationToken cancellationToken)
    {
        var most = sender.Carries.SafeToRepeat ? 2 * sender.AtOnce : 1;
        return Held(outbox.Claim(run.Id, most, run.IsUrgent ? SignInNotices.Kind : null, clock.Now, cancellationToken));
    }

    private Task<IReadOnlyList<ClaimedNotice>> Held(Task<IReadOnlyList<ClaimedNotice>> claim)
    {
        var held = Hold(claim);
        _claiming = held;
        return held;
    }

    private async Task<IReadOnlyList<ClaimedNotice>> Hold(Task<IReadOnlyList<ClaimedNotice>> claim)
    {
        var notices = await claim;
        foreach (var notice in notices)
        {
            _waiting[notice.NoticeId] = Stopwatch.GetTimestamp();
        }

        return notices;
    }

    private async ValueTask Send(ClaimedNotice notice, SentMarks marks, CancellationToken cancellationToken)
    {
        if (_mustWait || !_waiting.TryRemove(notice.NoticeId, out var claimedAt))
        {
            return; // given back at the end
        }

        if (notice.TookOver && !sender.Carries.SafeToRepeat)
        {
            await Park(notice, "the worker that was sending it was lost; it may have arrived, so it is not sent again by itself");
            return;
        }

        if (notice.TookOver)
        {
            LogMayRepeat(notice.NoticeId, notice.MessageId);
        }

        var outcome = await Handed(notice, claimedAt, cancellationToken);
        // What happened is written down even while the host is stopping: what was sent must not be sent again.
        switch (outcome)
        {
            case SendOutcome.Sent sent:
                _taken[notice.NoticeId] = notice.MessageId;
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
            case SendOutcome.Temporary { RetryAfter: { } wait } held:
                // Told to wait, or held back by our own pace: that is no failure of the notice, and the rest would fare the same.
                _mustWait = true;
                Interlocked.Increment(ref _delayed);
                await insistence.Write(stop => outbox.GiveBack(notice.ClaimedBy, notice.NoticeId, held.Reason, clock.Now + wait, stop));
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

    private async Task<SendOutcome> Handed(ClaimedNotice notice, long claimedAt, CancellationToken cancellationToken)
    {
        var left = Outbox.BeginWithin - Stopwatch.GetElapsedTime(claimedAt);
        using var begin = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        begin.CancelAfter(left > TimeSpan.Zero ? left : TimeSpan.Zero);
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
            _waiting[notice.NoticeId] = claimedAt; // no word of it has left
            throw;
        }
        catch (OperationCanceledException) when (begin.IsCancellationRequested)
        {
            return new SendOutcome.Temporary("no conversation with the mail server was free in time", Backoff[0]) { WasTried = false };
        }
    }

    private async Task Mark(IReadOnlyList<ClaimedNotice> taken)
    {
        var now = clock.Now;
        await insistence.Write(stop => outbox.Sent([.. taken.Select(notice => notice.NoticeId)], now, stop));
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

    private async Task Release(RunContext run)
    {
        if (_waiting.Keys.ToList() is { Count: > 0 } unbegun)
        {
            await insistence.Write(stop => outbox.Release(run.Id, unbegun, stop));
            _waiting.Clear();
        }
    }

    private async Task TryLater(ClaimedNotice notice, string reason)
    {
        if (notice.Attempts > Backoff.Length)
        {
            await Park(notice, $"{reason} (after {Dates.Count(notice.Attempts, "attempt")})");
            return;
        }

        var next = clock.Now + Backoff[notice.Attempts - 1];
        await insistence.Write(stop => outbox.Failed(notice.ClaimedBy, notice.NoticeId, reason, next, stop));
        Interlocked.Increment(ref _delayed);
    }

    private async Task Park(ClaimedNotice notice, string reason)
    {
        await insistence.Write(async stop =>
        {
            await outbox.Park(notice.ClaimedBy, notice.NoticeId, reason, clock.Now, stop);
            await adminNotices.Parked(notice, reason, stop);
        });
        Interlocked.Increment(ref _parked);
    }

    [LoggerMessage(LogLevel.Warning, "Notice {Notice} may arrive twice, with Message-ID {MessageId}: whether an earlier try arrived is not known")]
    private partial void LogMayRepeat(long notice, string messageId);

    [LoggerMessage(
        LogLevel.Error,
        "Notice {Notice} was taken by the mail server, but the database could not be told in time: it will arrive twice, with Message-ID {MessageId}")]
    private partial void LogWillRepeat(long notice, string messageId);
}
