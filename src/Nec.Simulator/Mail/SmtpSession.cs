namespace Nec.Simulator;

/// <summary>One conversation with a sender, from greeting to QUIT.</summary>
internal sealed class SmtpSession(SmtpSink sink, SmtpWire wire)
{
    private readonly SmtpSinkOptions options = sink.Options;
    private readonly SmtpEnvelope envelope = new(sink);
    private readonly SmtpMishap mishap = new(sink, wire);
    private bool signedIn;

    public async Task Run(CancellationToken cancellationToken)
    {
        if (options.ImplicitTls)
        {
            await wire.StartTls(cancellationToken);
        }

        if (sink.Faults.TakeUnavailable())
        {
            wire.Write("421 4.3.2 Service not available");
            await wire.Flush(cancellationToken);
            return;
        }

        if (await mishap.At("greeting", cancellationToken))
        {
            return;
        }

        wire.Write("220 sink.example.org ESMTP");
        while (await wire.ReadLine(cancellationToken) is { } line)
        {
            if (!await Obey(line, cancellationToken))
            {
                await wire.Flush(cancellationToken);
                return;
            }
        }
    }

    /// <summary>False when the conversation is over.</summary>
    private async ValueTask<bool> Obey(string line, CancellationToken cancellationToken)
    {
        var space = line.IndexOf(' ', StringComparison.Ordinal);
        var (verb, rest) = space < 0 ? (line, "") : (line[..space], line[(space + 1)..].Trim());
        if (await mishap.At(verb, cancellationToken))
        {
            return false;
        }

        switch (verb.ToUpperInvariant())
        {
            case "QUIT":
                wire.Write("221 2.0.0 Bye");
                return false;
            case "DATA":
                return await Data(cancellationToken);
            case "STARTTLS":
                return await StartTls(cancellationToken);
            case "AUTH":
                await SignIn(rest, cancellationToken);
                return true;
            default:
                wire.Write(Answer(verb.ToUpperInvariant(), rest));
                return true;
        }
    }

    private string Answer(string verb, string rest)
    {
        switch (verb)
        {
            case "EHLO":
                envelope.Forget();
                return SmtpGreeting.Of(options, wire.OverTls);
            case "HELO":
                envelope.Forget();
                return "250 sink.example.org";
            case "RSET":
                envelope.Forget();
                return "250 2.0.0 Ok";
            case "NOOP":
                return "250 2.0.0 Ok";
            case "VRFY":
                return "252 2.5.0 Send some mail, and I will try";
            case "MAIL":
                return Mail(rest);
            case "RCPT":
                return envelope.Recipient(rest);
            default:
                return "500 5.5.2 Command not recognised";
        }
    }

    private string Mail(string argument)
    {
        if (options.RequireTls && !wire.OverTls)
        {
            return "530 5.7.0 Must issue a STARTTLS command first";
        }

        if (options.RequireAuth && !signedIn)
        {
            return "530 5.7.0 Authentication required";
        }

        return envelope.Mail(argument);
    }

    private async ValueTask<bool> Data(CancellationToken cancellationToken)
    {
        if (envelope.Recipients.Count == 0)
        {
            wire.Write(envelope.From is null ? SmtpEnvelope.BadSequence : "554 5.5.1 No valid recipients");
            return true;
        }

        wire.Write("354 End data with <CR><LF>.<CR><LF>");
        if (envelope.Fault?.Kind == SmtpFaultKind.DropInData)
        {
            await wire.Flush(cancellationToken);
            await wire.ReadSome(cancellationToken);
            wire.Reset();
            return false;
        }

        if (await wire.ReadMessage(options.MaximumSize, cancellationToken) is not { } content)
        {
            return false;
        }

        return !await mishap.At("text", cancellationToken) && await Take(content, cancellationToken);
    }

    private async ValueTask<bool> Take(byte[] content, CancellationToken cancellationToken)
    {
        var (kind, delay) = (envelope.Fault?.Kind, envelope.Fault?.Delay ?? TimeSpan.Zero);
        var refusal = content.Length > options.MaximumSize ? SmtpEnvelope.TooBig(options.MaximumSize)
            : kind == SmtpFaultKind.TemporaryAfterData ? "452 4.3.1 Insufficient system storage"
            : kind == SmtpFaultKind.PermanentAfterData ? "554 5.6.0 Message refused"
            : null;
        if (kind == SmtpFaultKind.Thoughtful)
        {
            await Task.Delay(delay, cancellationToken);
        }

        if (refusal is null)
        {
            sink.Keep(new(envelope.From ?? "", [.. envelope.Recipients], content, options.Now?.Invoke(), wire.OverTls)
            {
                Parameters = envelope.Parameters,
            });
        }

        envelope.Forget();
        if (kind == SmtpFaultKind.DropBeforeReply)
        {
            wire.Reset();
            return false;
        }

        if (kind == SmtpFaultKind.Slow)
        {
            await Task.Delay(delay, cancellationToken);
        }

        wire.Write(refusal ?? "250 2.0.0 Ok: kept");
        return true;
    }

    private async ValueTask<bool> StartTls(CancellationToken cancellationToken)
    {
        if (!options.OfferTls || wire.OverTls)
        {
            wire.Write("503 5.5.1 TLS is not available now");
            return true;
        }

        wire.Write("220 2.0.0 Ready to start TLS");
        if (mishap.Spoken is { } spoken)
        {
            wire.Write(spoken);
        }

        if (await mishap.At("handshake", cancellationToken))
        {
            return false;
        }

        await wire.StartTls(cancellationToken);
        envelope.Forget();
        signedIn = false;
        return true;
    }

    private async ValueTask SignIn(string rest, CancellationToken cancellationToken)
    {
        if (options.User is null || signedIn || envelope.From is not null)
        {
            wire.Write(SmtpEnvelope.BadSequence);
            return;
        }

        if (options.RequireTls && !wire.OverTls)
        {
            wire.Write("530 5.7.0 Must issue a STARTTLS command first");
            return;
        }

        var given = await SmtpSignIn.Read(wire, rest, options.SignInWays, cancellationToken);
        signedIn = given == (options.User, options.Password ?? "");
        wire.Write(signedIn ? "235 2.7.0 Authentication successful" : "535 5.7.8 Authentication credentials invalid");
    }
}
