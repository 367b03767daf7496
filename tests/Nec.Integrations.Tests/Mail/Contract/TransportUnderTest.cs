using Nec.Integrations.Mail;

namespace Nec.Integrations.Tests.Mail.Contract;

/// <summary>A mail as it stands at the other end; null is what the transport does not carry.</summary>
/// <param name="Id">The Message-ID, or what stands in its place, without brackets.</param>
internal sealed record Arrived(string Id, string To, string Subject, string? Text, string? Html);

/// <summary>One transport with its other end, which can be told to fail.</summary>
internal abstract class TransportUnderTest : IAsyncDisposable
{
    public abstract IMailSender Sender { get; }

    /// <summary>Everything that has arrived, oldest first.</summary>
    public abstract IReadOnlyList<Arrived> Arrived { get; }

    /// <summary>What may stand in no reason.</summary>
    public virtual IReadOnlyList<string> Secrets => [];

    /// <summary>Whether the other end may keep a mail without saying so, and the repeat of it is one more.</summary>
    public virtual bool IsAtLeastOnce => false;

    /// <summary>Whether any letter may stand before the @ of a recipient's address.</summary>
    public virtual bool CarriesAnyLetters => false;

    /// <summary>The identifier under which this Message-ID arrives.</summary>
    public virtual string IdOf(string messageId) => messageId;

    /// <summary>The next mail meets a trouble that passes.</summary>
    public abstract void FailForNow();

    /// <summary>The trouble has passed; what the sender was told to wait is over.</summary>
    public virtual void Recover()
    {
    }

    /// <summary>The other end does not want this recipient.</summary>
    public abstract OutgoingMail Unwanted(OutgoingMail mail);

    /// <summary>The next mail is kept, and its sender not told.</summary>
    public abstract void KeepSilently();

    /// <summary>The secret is wrong from now on.</summary>
    public virtual void ChangeSecret()
    {
    }

    public abstract ValueTask DisposeAsync();
}
