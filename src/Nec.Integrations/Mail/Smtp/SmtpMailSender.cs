using System.Collections.Concurrent;
using Nec.Integrations.Http;

namespace Nec.Integrations.Mail.Smtp;

/// <summary>Sends over SMTP, in so many conversations at once as the settings allow, and keeps them for the next mail.</summary>
/// <param name="options">The settings.</param>
/// <param name="http">How the sign-in to Microsoft Entra is reached; null: as <see cref="HttpOptions"/> is without settings.</param>
/// <param name="time">The clock of limits; null: the machine's.</param>
public sealed class SmtpMailSender(SmtpOptions options, HttpOptions? http = null, TimeProvider? time = null) : IMailSender, IAsyncDisposable
{
    // A server that hangs up on idlers does so after minutes.
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Leave = TimeSpan.FromSeconds(5);

    private readonly TimeProvider _time = time ?? TimeProvider.System;
    private readonly SmtpSignIn _signIn = new(options, http ?? new());
    private readonly ConcurrentStack<(SmtpConversation Conversation, long LastUsed)> _idle = new();
    private readonly SmtpTurns _turns = new(options.Connections);

    /// <inheritdoc/>
    public MailCarries Carries { get; } = new(Html: true, Text: true, AutoSubmitted: true, OwnMessageId: true);

    /// <summary>Twice the conversations: one half is being sent while the other waits for its place or for its mark.</summary>
    public int AtOnce => 2 * options.Connections;

    /// <inheritdoc/>
    public async Task<SendOutcome> Send(OutgoingMail mail, CancellationToken cancellationToken)
    {
        using var turn = await _turns.Take(mail.IsUrgent, cancellationToken);
        try
        {
            using var envelope = SmtpEnvelope.Of(mail);
            using var clock = new SendClock(options, _time, turn.GiveAway, cancellationToken);

            return await Deliver(envelope, clock, cancellationToken);
        }
        catch (FormatException unfit)
        {
            return new SendOutcome.Permanent(unfit.Message);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        using var limit = new CancellationTokenSource(Leave, _time);
        while (_idle.TryPop(out var idle))
        {
            await idle.Conversation.Close(limit.Token);
        }

        _signIn.Dispose();
    }

    private async Task<SendOutcome> Deliver(SmtpEnvelope mail, SendClock clock, CancellationToken cancellationToken)
    {
        var isOpening = false;
        try
        {
            if (mail.NeedsUtf8 || !await Resume(mail, clock))
            {
                isOpening = true;
                var conversation = await SmtpConversation.Open(options, _signIn, mail.NeedsUtf8, clock.Token);
                isOpening = false;
                await Over(conversation, mail, clock);
            }

            return new SendOutcome.Sent();
        }
        catch (Exception stopped) when (!clock.HasLeft && SmtpVerdict.IsCut(stopped) && cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        catch (Exception failure) when (SmtpVerdict.Of(failure, clock.HasLeft) is { } outcome)
        {
            return outcome is SendOutcome.Temporary temporary ? temporary with { IsOfTransport = isOpening || temporary.IsOfTransport } : outcome;
        }
    }

    /// <summary>Sends over a kept conversation; false when there is none, or it has died meanwhile.</summary>
    private async Task<bool> Resume(SmtpEnvelope mail, SendClock clock)
    {
        while (_idle.TryPop(out var idle))
        {
            if (_time.GetElapsedTime(idle.LastUsed) > Fresh)
            {
                idle.Conversation.Dispose(); // without a QUIT: something in between may have forgotten it, and the answer would never come
                continue;
            }

            try
            {
                await Over(idle.Conversation, mail, clock);
                return true;
            }
            catch (Exception stale) when (!clock.HasLeft && SmtpVerdict.IsStale(stale))
            {
                ForgetIdle(); // they will have died together, and would count against the server's limit
            }
        }

        return false;
    }

    private async Task Over(SmtpConversation conversation, SmtpEnvelope mail, SendClock clock)
    {
        try
        {
            await conversation.Send(mail, clock);
        }
        finally
        {
            Keep(conversation, mail);
        }
    }

    private void Keep(SmtpConversation conversation, SmtpEnvelope mail)
    {
        if (conversation.IsOpen && !mail.NeedsUtf8)
        {
            _idle.Push((conversation, _time.GetTimestamp()));
            return;
        }

        conversation.Dispose();
    }

    private void ForgetIdle()
    {
        while (_idle.TryPop(out var idle))
        {
            idle.Conversation.Dispose();
        }
    }
}
