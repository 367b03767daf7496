using MailKit;

namespace Nec.Integrations.Mail.Smtp;

/// <summary>
/// The time of one mail. Until its text has left, it may be stopped, and has as long as the settings say. From then on only the
/// server's answer tells whether the mail is in its hands: no stop counts, and the answer has <see cref="SmtpOptions.VerdictLimit"/>.
/// </summary>
internal sealed class SendClock : ITransferProgress, IDisposable
{
    /// <summary>A server that takes longer over a mail is silent: others need not wait for it.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly ITimer _silence;
    private readonly CancellationTokenSource _limit;
    private readonly CancellationTokenRegistration _stop;

    /// <param name="options">The limits.</param>
    /// <param name="time">The clock.</param>
    /// <param name="silent">Called once when the server has been silent for a while after the text.</param>
    /// <param name="cancellationToken">Stops the mail while its text has not left.</param>
    public SendClock(SmtpOptions options, TimeProvider time, Action silent, CancellationToken cancellationToken)
    {
        _silence = time.CreateTimer(_ => silent(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _limit = new CancellationTokenSource(TimeSpan.FromSeconds(options.TimeoutSeconds), time);
        _stop = cancellationToken.Register(Stop);
    }

    /// <summary>Ends the conversation.</summary>
    public CancellationToken Token => _limit.Token;

    /// <summary>All of the text has been written, and its final dot may have been: before, no server can have taken it.</summary>
    public bool HasLeft { get; private set; }

    /// <inheritdoc/>
    public void Report(long bytesTransferred, long totalSize)
    {
        lock (_gate)
        {
            // Doubled dots are counted among the bytes and not in the size: then this comes early, which errs on the safe side.
            if (!HasLeft && bytesTransferred >= totalSize)
            {
                HasLeft = true;
                _limit.CancelAfter(SmtpOptions.VerdictLimit);
                _silence.Change(Silence, Timeout.InfiniteTimeSpan);
            }
        }
    }

    /// <inheritdoc/>
    public void Report(long bytesTransferred) => throw new NotSupportedException("The size of a mail is known before it is sent.");

    /// <inheritdoc/>
    public void Dispose()
    {
        _silence.Dispose();
        _stop.Dispose();
        _limit.Dispose();
    }

    private void Stop()
    {
        lock (_gate)
        {
            if (!HasLeft)
            {
                _limit.Cancel();
            }
        }
    }
}
