namespace Nec.Simulator;

/// <summary>Lets a sender down at one step of the conversation, when a fault waits for it.</summary>
internal sealed class SmtpMishap(SmtpSink sink, SmtpWire wire)
{
    /// <summary>What somebody in between adds to the yes to STARTTLS.</summary>
    public string? Spoken { get; private set; }

    /// <summary>True when the conversation ends here.</summary>
    public async ValueTask<bool> At(string step, CancellationToken cancellationToken)
    {
        if (sink.Faults.TakeAt(step) is not { } fault)
        {
            return false;
        }

        await wire.Flush(cancellationToken);
        switch (fault.Kind)
        {
            case SmtpFaultKind.Stall:
                sink.Stall();
                await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
                break;
            case SmtpFaultKind.Reset:
                wire.Reset();
                break;
            case SmtpFaultKind.BadTls:
                wire.Write("220 2.0.0 Ready to start TLS");
                wire.Write("and this is none");
                break;
            case SmtpFaultKind.SpeakBeforeTls:
                Spoken = fault.Words;
                return false;
            case SmtpFaultKind.Close when fault.Words.Length > 0:
                wire.Write(fault.Words);
                await wire.Flush(cancellationToken);
                break;
        }

        return true;
    }
}
