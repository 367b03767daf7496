using MailKit;

namespace Nec.Integrations.Mail.Smtp;

/// <summary>
/// The time of one mail. Until its text has left, it may be stopped, and has as long as the settings say. From then on only the
/// server's answer tells whether the mail is in its hands: no stop counts, and the answer has <see cref="SmtpOptions.VerdictLimit"/>.
/// </summary>
internal sealed class SendClock : ITransferProgress, IDisposable
{
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _limit;
    private readonly CancellationTokenRegistration _stop;

    public SendClock(SmtpOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
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
            }
        }
    }

    /// <inheritdoc/>
    public void Report(long bytesTransferred) => throw new NotSupportedException("The size of a mail is known before it is sent.");

    /// <inheritdoc/>
    public void Dispose()
    {
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
