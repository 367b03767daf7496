using Nec.Core.Deliveries;

namespace Nec.Integrations.Mail;

/// <summary>Carries one mail out. One for each transport.</summary>
public interface IMailSender
{
    /// <summary>What of a mail it carries; the rest is left out.</summary>
    MailCarries Carries { get; }

    /// <summary>How many mails it may be given at the same time, from 1.</summary>
    int AtOnce => 1;

    /// <summary>Sends, and says how that went; only stopping the host throws.</summary>
    Task<SendOutcome> Send(OutgoingMail mail, CancellationToken cancellationToken);

    /// <summary>Asks what became of a mail, where <see cref="MailCarries.TellsDelivery"/> says that it can.</summary>
    /// <param name="deliveryId">As <see cref="SendOutcome.Sent.DeliveryId"/> named the mail.</param>
    Task<DeliveryAnswer> AskDelivery(string deliveryId, CancellationToken cancellationToken) =>
        Task.FromResult<DeliveryAnswer>(new DeliveryAnswer.Unable("this way of sending mail does not say what became of it", ConcernsAll: true));
}

/// <summary>A mail as the outbox holds it.</summary>
/// <param name="To">The recipient's address.</param>
/// <param name="ToName">The recipient's name; null when only the address is known.</param>
/// <param name="From">Our address, with or without a name: <c>Nec &lt;nec@example.org&gt;</c>.</param>
/// <param name="ReplyTo">Where answers go; null: to <paramref name="From"/>.</param>
/// <param name="Subject">The subject, in any letters.</param>
/// <param name="Text">The plain text.</param>
/// <param name="Html">The same as HTML.</param>
/// <param name="MessageId">Derived from the notice's key and the same at every try.</param>
/// <param name="Headers">Further headers, such as <c>Auto-Submitted</c>.</param>
public sealed record OutgoingMail(
    string To, string? ToName, string From, string? ReplyTo, string Subject, string Text, string Html, string MessageId, IReadOnlyDictionary<string, string> Headers)
{
    /// <summary>The instant that the mail bears; every try bears the same.</summary>
    public required DateTimeOffset Date { get; init; }

    /// <summary>Which try this is, from 1: from the second on, a transport that can looks first whether an earlier one arrived.</summary>
    public int Attempt { get; init; } = 1;

    /// <summary>Whether a person is waiting for it: it does not stand behind mails for which nobody waits.</summary>
    public bool IsUrgent { get; init; }
}

/// <summary>What of a mail a transport carries.</summary>
/// <param name="Html">The HTML.</param>
/// <param name="Text">The plain text.</param>
/// <param name="AutoSubmitted">The header <c>Auto-Submitted</c>, by which other machines know not to answer.</param>
/// <param name="OwnMessageId">Our Message-ID as the mail's own.</param>
public sealed record MailCarries(bool Html, bool Text, bool AutoSubmitted, bool OwnMessageId)
{
    /// <summary>Whether a mail that may have arrived can be sent again: by its Message-ID or a look-up a repeat is known for one.</summary>
    public bool SafeToRepeat { get; init; } = true;

    /// <summary>Whether it can be asked later what became of a mail.</summary>
    public bool TellsDelivery { get; init; }
}

/// <summary>How a sending went.</summary>
public abstract record SendOutcome
{
    /// <summary>The other side has taken it.</summary>
    public sealed record Sent : SendOutcome
    {
        /// <summary>The other side's own name for the mail, to ask what became of it; null when it cannot be asked.</summary>
        public string? DeliveryId { get; init; }
    }

    /// <summary>Not now; another try may fare better.</summary>
    /// <param name="Reason">A sentence for people.</param>
    /// <param name="RetryAfter">How long the other side, or our own pace, asks to wait; null: it is for the caller to say.</param>
    public sealed record Temporary(string Reason, TimeSpan? RetryAfter = null) : SendOutcome
    {
        /// <summary>False when the mail was held back without asking the other side: that counts as no attempt.</summary>
        public bool WasTried { get; init; } = true;

        /// <summary>True when no mail would fare better, such as with a wrong password: it is no failure of this one.</summary>
        public bool IsOfTransport { get; init; }
    }

    /// <summary>Never, as it is: somebody must correct something.</summary>
    public sealed record Permanent(string Reason) : SendOutcome;

    /// <summary>All of it was handed over and no answer came: it may or may not arrive.</summary>
    /// <param name="Reason">A sentence for people.</param>
    /// <param name="SafeToRepeat">Whether another try is known from the first by its Message-ID, or looks first; otherwise a person decides.</param>
    public sealed record Unknown(string Reason, bool SafeToRepeat) : SendOutcome;
}

/// <summary>What a mail service says became of a mail.</summary>
public abstract record DeliveryAnswer
{
    /// <summary>It said.</summary>
    /// <param name="Status">What became of it.</param>
    /// <param name="Recipient">To whom it went, as the service has it; null when it does not say.</param>
    public sealed record Told(DeliveryStatus Status, string? Recipient) : DeliveryAnswer;

    /// <summary>It did not say: ask again later.</summary>
    /// <param name="Reason">A sentence for people, without addresses.</param>
    /// <param name="ConcernsAll">Whether any other mail would fare the same: the service cannot be reached, or takes no question now.</param>
    public sealed record Unable(string Reason, bool ConcernsAll = false) : DeliveryAnswer;
}
