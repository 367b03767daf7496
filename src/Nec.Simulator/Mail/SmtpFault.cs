namespace Nec.Simulator;

internal enum SmtpFaultKind
{
    Unavailable,
    Temporary,
    Permanent,
    TemporaryAfterData,
    PermanentAfterData,
    DropInData,
    DropBeforeReply,
    Slow,
}

/// <summary>One way a mail server lets a message down.</summary>
public sealed record SmtpFault
{
    /// <summary>421 in place of the greeting.</summary>
    public static readonly SmtpFault Unavailable = new(SmtpFaultKind.Unavailable);

    /// <summary>451 to the recipients.</summary>
    public static readonly SmtpFault Temporary = new(SmtpFaultKind.Temporary);

    /// <summary>550 to the recipients.</summary>
    public static readonly SmtpFault Permanent = new(SmtpFaultKind.Permanent);

    /// <summary>452 to the whole message; it is not kept.</summary>
    public static readonly SmtpFault TemporaryAfterData = new(SmtpFaultKind.TemporaryAfterData);

    /// <summary>554 to the whole message; it is not kept.</summary>
    public static readonly SmtpFault PermanentAfterData = new(SmtpFaultKind.PermanentAfterData);

    /// <summary>The connection is reset in the middle of the message; it is not kept.</summary>
    public static readonly SmtpFault DropInData = new(SmtpFaultKind.DropInData);

    /// <summary>The message is kept and the connection reset before the 250: the sender cannot know.</summary>
    public static readonly SmtpFault DropBeforeReply = new(SmtpFaultKind.DropBeforeReply);

    private SmtpFault(SmtpFaultKind kind, TimeSpan delay = default) => (Kind, Delay) = (kind, delay);

    internal SmtpFaultKind Kind { get; }

    internal TimeSpan Delay { get; }

    /// <summary>The message is taken, and its 250 comes after a while.</summary>
    public static SmtpFault Slow(TimeSpan delay) => new(SmtpFaultKind.Slow, delay);
}
