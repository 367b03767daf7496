namespace Nec.Simulator;

/// <summary>Sender and recipients of the message under way, and the fault that it is to meet.</summary>
internal sealed class SmtpEnvelope(SmtpSink sink)
{
    public const string BadSequence = "503 5.5.1 Bad sequence of commands";

    private readonly List<string> recipients = [];
    private bool faultTaken;

    /// <summary>Empty for the null sender; null before MAIL.</summary>
    public string? From { get; private set; }

    public IReadOnlyList<string> Recipients => recipients;

    public SmtpFault? Fault { get; private set; }

    /// <summary>What stood behind the sender's address.</summary>
    public string Parameters { get; private set; } = "";

    public string Mail(string argument)
    {
        if (From is not null)
        {
            return BadSequence;
        }

        if (SmtpPath.Of(argument, "FROM:") is not { } path)
        {
            return "501 5.5.4 Syntax: MAIL FROM:<address>";
        }

        if (SmtpPath.SizeOf(argument) > sink.Options.MaximumSize)
        {
            return TooBig(sink.Options.MaximumSize);
        }

        var parameters = argument[(argument.IndexOf('>', StringComparison.Ordinal) + 1)..].Trim();
        if (IsUtf8(parameters) && !sink.Options.OfferUtf8)
        {
            return "555 5.5.4 SMTPUTF8 is not offered";
        }

        (From, Parameters) = (path, parameters);
        return "250 2.1.0 Ok";
    }

    public string Recipient(string argument)
    {
        if (From is null)
        {
            return BadSequence;
        }

        if (SmtpPath.Of(argument, "TO:") is not { Length: > 0 } address)
        {
            return "501 5.5.4 Syntax: RCPT TO:<address>";
        }

        if (!address.All(char.IsAscii) && !IsUtf8(Parameters))
        {
            return "553 5.6.7 The address needs SMTPUTF8";
        }

        Fault = faultTaken ? Fault : sink.Faults.TakeForMessage();
        faultTaken = true;
        switch ((sink.Faults.Of(address) ?? Fault)?.Kind)
        {
            case SmtpFaultKind.Temporary:
                return "451 4.3.0 Try again later";
            case SmtpFaultKind.Permanent:
                return "550 5.1.1 No such mailbox";
            default:
                recipients.Add(address);
                return "250 2.1.5 Ok";
        }
    }

    public void Forget()
    {
        (From, Fault, faultTaken, Parameters) = (null, null, false, "");
        recipients.Clear();
    }

    private static bool IsUtf8(string parameters) => parameters.Split(' ').Contains("SMTPUTF8", StringComparer.OrdinalIgnoreCase);

    public static string TooBig(int maximumSize) => FormattableString.Invariant($"552 5.3.4 Message is larger than {maximumSize} octets");
}
