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
    Thoughtful,
    Stall,
    Close,
    Reset,
    BadTls,
    SpeakBeforeTls,
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

    /// <summary>After STARTTLS something answers that speaks no TLS.</summary>
    public static readonly SmtpFault BadTls = new(SmtpFaultKind.BadTls) { Step = "STARTTLS" };

    private SmtpFault(SmtpFaultKind kind) => Kind = kind;

    internal SmtpFaultKind Kind { get; }

    internal TimeSpan Delay { get; private init; }

    /// <summary>Where in the conversation it waits; null for what meets a message or a connection.</summary>
    internal string? Step { get; private init; }

    internal string Words { get; private init; } = "";

    /// <summary>The message is taken, and its 250 comes after a while.</summary>
    public static SmtpFault Slow(TimeSpan delay) => new(SmtpFaultKind.Slow) { Delay = delay };

    /// <summary>The message is taken, and its 250 sent, after a while: what a server does that looks at it first.</summary>
    public static SmtpFault Thoughtful(TimeSpan delay) => new(SmtpFaultKind.Thoughtful) { Delay = delay };

    /// <summary>Silence in place of an answer, for ever; <see cref="SmtpSink.WaitForStall"/> tells when.</summary>
    /// <param name="step">The command that is not answered, or <c>greeting</c>, <c>handshake</c>, <c>text</c> (read, and not kept).</param>
    public static SmtpFault StallAt(string step) => new(SmtpFaultKind.Stall) { Step = step };

    /// <summary>The connection is closed in order, in place of an answer.</summary>
    /// <param name="step">As for <see cref="StallAt"/>.</param>
    /// <param name="lastWords">What is said before it closes; nothing when empty.</param>
    public static SmtpFault CloseAt(string step, string lastWords = "") => new(SmtpFaultKind.Close) { Step = step, Words = lastWords };

    /// <summary>The connection is reset, in place of an answer.</summary>
    /// <param name="step">As for <see cref="StallAt"/>.</param>
    public static SmtpFault ResetAt(string step) => new(SmtpFaultKind.Reset) { Step = step };

    /// <summary>Somebody in between adds lines, in clear, behind the server's yes to STARTTLS.</summary>
    /// <param name="lines">What is added, without the last line's end.</param>
    public static SmtpFault SpeakBeforeTls(string lines) => new(SmtpFaultKind.SpeakBeforeTls) { Step = "STARTTLS", Words = lines };
}
