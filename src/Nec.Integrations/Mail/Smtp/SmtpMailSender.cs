using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Sockets;
using System.Security.Authentication;

namespace Nec.Integrations.Mail.Smtp;

/// <summary>
/// Sends over SMTP, in so many conversations at once as the settings allow, and keeps them for the next mail. Our own client: the framework's leaves Nagle's delay on and writes the final dot
/// by itself, which costs 44 ms a mail, and MailKit, which would be the choice otherwise, is not to be had.
/// </summary>
public sealed class SmtpMailSender(SmtpOptions options) : IMailSender, IAsyncDisposable
{
    // A server that hangs up on idlers does so after minutes.
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(30);

    private readonly ConcurrentStack<(SmtpSession Session, long LastUsed)> _idle = new();
    private readonly SemaphoreSlim _free = new(options.Connections);

    /// <inheritdoc/>
    public MailCarries Carries { get; } = new(Html: true, Text: true, AutoSubmitted: true, OwnMessageId: true);

    /// <inheritdoc/>
    public int AtOnce => options.Connections;

    /// <inheritdoc/>
    public async Task<SendOutcome> Send(OutgoingMail mail, CancellationToken cancellationToken)
    {
        await _free.WaitAsync(cancellationToken);
        try
        {
            return await Deliver(mail, cancellationToken);
        }
        finally
        {
            _free.Release();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        while (_idle.TryPop(out var idle))
        {
            await idle.Session.DisposeAsync();
        }
    }

    private async Task<SendOutcome> Deliver(OutgoingMail mail, CancellationToken cancellationToken)
    {
        try
        {
            var envelope = new Envelope(
                Mailbox.Parse(mail.From, "the sender's address (Mail:From)").Address,
                Mailbox.Parse(mail.To, "the recipient's address").Address,
                DotStuffing.Close(Mime.Write(mail)));
            var session = await Announced(envelope, cancellationToken);

            return await Hand(session, envelope.Text, cancellationToken);
        }
        catch (FormatException unfit)
        {
            return new SendOutcome.Permanent(unfit.Message);
        }
        catch (SmtpRefusedException refused)
        {
            return Refused(refused);
        }
        catch (SmtpTroubleException trouble)
        {
            return new SendOutcome.Temporary(trouble.Message);
        }
        catch (AuthenticationException)
        {
            return new SendOutcome.Temporary("the mail server's certificate is not trusted: have it corrected, or set Mail:Smtp:TrustedCertificate to its thumbprint");
        }
        catch (Exception failure) when (failure is IOException or SocketException)
        {
            return new SendOutcome.Temporary("the mail server cannot be reached or closed the connection: check Mail:Smtp:Host and Mail:Smtp:Port");
        }
    }

    /// <summary>A conversation in which the server waits for the text. A kept one may have died meanwhile: then a new one is begun, once.</summary>
    private async Task<SmtpSession> Announced(Envelope envelope, CancellationToken cancellationToken)
    {
        while (_idle.TryPop(out var idle))
        {
            if (Stopwatch.GetElapsedTime(idle.LastUsed) > Fresh)
            {
                await idle.Session.DisposeAsync();
                continue;
            }

            try
            {
                return await Announced(idle.Session, envelope, cancellationToken);
            }
            catch (Exception stale) when (stale is IOException or SmtpRefusedException { Reply.Code: SmtpReply.ClosingDown })
            {
                await ForgetIdle(); // they will have died together, and would count against the server's limit
            }
        }

        return await Announced(await SmtpSession.Open(options, cancellationToken), envelope, cancellationToken);
    }

    private async Task<SmtpSession> Announced(SmtpSession session, Envelope envelope, CancellationToken cancellationToken)
    {
        try
        {
            await session.Announce(envelope.From, envelope.To, cancellationToken);
            return session;
        }
        catch (SmtpRefusedException refused) when (refused.Reply.Code != SmtpReply.ClosingDown)
        {
            Keep(session);
            throw;
        }
        catch
        {
            await session.Abandon();
            throw;
        }
    }

    private async Task<SendOutcome> Hand(SmtpSession session, ReadOnlyMemory<byte> text, CancellationToken cancellationToken)
    {
        try
        {
            await session.Hand(text, cancellationToken);
        }
        catch
        {
            await session.Abandon(); // before the dot: the server throws the half mail away
            throw;
        }

        try
        {
            var reply = await session.Verdict();
            Keep(session);

            return reply.IsGood ? new SendOutcome.Sent() : Refused(new SmtpRefusedException("does not accept the mail", reply));
        }
        catch (Exception failure) when (failure is IOException or SocketException)
        {
            await session.Abandon();
            return new SendOutcome.Unknown("the mail server took the whole mail and did not say whether it keeps it", SafeToRepeat: true);
        }
    }

    private static SendOutcome Refused(SmtpRefusedException refused) =>
        refused.Reply.IsPermanent ? new SendOutcome.Permanent(refused.Message) : new SendOutcome.Temporary(refused.Message);

    private async Task ForgetIdle()
    {
        while (_idle.TryPop(out var idle))
        {
            await idle.Session.Abandon();
        }
    }

    private void Keep(SmtpSession session) => _idle.Push((session, Stopwatch.GetTimestamp()));

    private sealed record Envelope(string From, string To, ReadOnlyMemory<byte> Text);
}
