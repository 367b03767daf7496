using System.Globalization;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;

namespace Nec.Integrations.Mail.Smtp;

/// <summary>The conversation came to nothing for a reason that is ours to say.</summary>
internal sealed class SmtpTroubleException(SendOutcome outcome) : Exception("The mail cannot be handed over; the outcome says why.")
{
    /// <summary>What that means for the mail.</summary>
    public SendOutcome Outcome { get; } = outcome;

    /// <summary>Not this mail's fault: another try may fare better once somebody has looked.</summary>
    public static SmtpTroubleException Temporary(string reason, TimeSpan? retryAfter = null) =>
        new(new SendOutcome.Temporary(reason, retryAfter));
}

/// <summary>Says what a failure means for the mail, in a sentence with the server's code.</summary>
internal static partial class SmtpVerdict
{
    private const int ClosingDown = 421;

    /// <summary>The outcome; null for what is no failure of a conversation.</summary>
    /// <param name="failure">What MailKit threw.</param>
    /// <param name="hasLeft">Whether the whole text had been written.</param>
    public static SendOutcome? Of(Exception failure, bool hasLeft) => failure switch
    {
        SmtpTroubleException trouble => trouble.Outcome,
        SmtpCommandException { StatusCode: >= SmtpStatusCode.Ok and < (SmtpStatusCode)300 } when hasLeft => new SendOutcome.Sent(), // 251
        SmtpCommandException refused => Refused(refused),
        ServiceNotAuthenticatedException refused => new SendOutcome.Temporary(
            $"the mail server wants a sign-in: {Describe($"530 {refused.Message}")}; set Mail:Smtp:User") { IsOfTransport = true },
        _ when hasLeft && IsBroken(failure) => new SendOutcome.Unknown(
            "the mail server took the whole mail and did not say whether it keeps it", SafeToRepeat: true),
        _ when IsCut(failure) => new SendOutcome.Temporary("the mail server did not answer in time"),
        _ => Broken(failure) is { } reason ? new SendOutcome.Temporary(reason) : null,
    };

    /// <summary>Whether our clock or whoever stops us ended it.</summary>
    public static bool IsCut(Exception failure) =>
        failure is OperationCanceledException or SslHandshakeException { InnerException: OperationCanceledException };

    /// <summary>Whether a conversation that was kept for the next mail has ended meanwhile, so that a new one may fare better.</summary>
    public static bool IsStale(Exception failure) =>
        failure is IOException or SocketException or SmtpProtocolException || IsClosingDown(failure);

    /// <summary>An answer with its code, which MailKit's message lacks.</summary>
    public static string Describe(SmtpCommandException answer) =>
        Describe(string.Create(CultureInfo.InvariantCulture, $"{(int)answer.StatusCode} {answer.Message}"));

    /// <summary>An answer for people: without addresses, since reasons are kept longer than mail.</summary>
    /// <param name="answer">The code and the text: <c>535 5.7.8 …</c>; MailKit puts a colon between them when it signs in.</param>
    public static string Describe(string answer)
    {
        var text = Address().Replace(ColonOfCode().Replace(answer, ""), "(address)");
        var clean = MimeHeader.Clean(text);

        return clean.Length > 200 ? clean[..200] : clean;
    }

    private static SendOutcome Refused(SmtpCommandException refused)
    {
        var code = (int)refused.StatusCode;
        var what = IsClosingDown(refused) ? "is closing down" : refused.ErrorCode switch
        {
            SmtpErrorCode.SenderNotAccepted => "does not accept our sender address",
            SmtpErrorCode.RecipientNotAccepted => "does not accept the recipient",
            _ => "does not accept the mail",
        };
        var reason = $"the mail server {what}: {Describe(refused)}";

        // Every mail has the same sender; only the size that is announced with it is this one's.
        var isOfSender = refused.ErrorCode == SmtpErrorCode.SenderNotAccepted && refused.StatusCode != SmtpStatusCode.ExceededStorageAllocation;

        return isOfSender ? new SendOutcome.Temporary($"{reason}; check Mail:From") { IsOfTransport = true }
            : code is >= 500 and < 600 ? new SendOutcome.Permanent(reason)
            : new SendOutcome.Temporary(reason);
    }

    private static bool IsClosingDown(Exception failure) => failure is SmtpCommandException { StatusCode: (SmtpStatusCode)ClosingDown };

    private static bool IsBroken(Exception failure) => IsCut(failure) || Broken(failure) is not null;

    private static string? Broken(Exception failure) => failure switch
    {
        NotSupportedException =>
            "the mail server offers no encryption (STARTTLS); if that is meant, set Mail:Smtp:Tls to WhenOffered or None",
        SslHandshakeException { ServerCertificate: not null } =>
            "the mail server's certificate is not trusted: have it corrected, or set Mail:Smtp:TrustedCertificate to its thumbprint",
        SslHandshakeException =>
            "the encryption with the mail server fails: check Mail:Smtp:Port and Mail:Smtp:Tls (Implicit is for port 465)",
        SmtpProtocolException => "the mail server closed the connection or does not speak SMTP: check Mail:Smtp:Host and Mail:Smtp:Port",
        IOException or SocketException =>
            "the mail server cannot be reached or closed the connection: check Mail:Smtp:Host and Mail:Smtp:Port",
        _ => null,
    };

    [GeneratedRegex(@"<[^>]*>|\S+@\S+", RegexOptions.None, 1000)]
    private static partial Regex Address();

    [GeneratedRegex(@"(?<=^[0-9]{3}):", RegexOptions.None, 1000)]
    private static partial Regex ColonOfCode();
}
