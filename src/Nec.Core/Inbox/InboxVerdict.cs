namespace Nec.Core.Inbox;

/// <summary>What a mail in the box is to Nec.</summary>
public abstract record InboxVerdict
{
    /// <summary>It reports on the delivery of an earlier mail; whether that counts is for the rules of failing addresses.</summary>
    public sealed record Report(ReturnedMail Returned) : InboxVerdict;

    /// <summary>A machine answers one of our notices in a person's name: the person is away.</summary>
    /// <param name="MessageId">The notice's, in angle brackets.</param>
    /// <param name="From">Whose machine answers.</param>
    public sealed record AutomaticReply(string MessageId, string From) : InboxVerdict;

    /// <summary>A newsletter in copy.</summary>
    /// <param name="Recipients">How many addresses it names in To and Cc beside ours; null when it went to a list or in blind copy: the
    /// number is unknown.</param>
    /// <param name="MessageId">The copy's own, in angle brackets: a second mail that bears it is a replay.</param>
    public sealed record Newsletter(NewsletterSender Sender, int? Recipients, string MessageId) : InboxVerdict;

    /// <summary>It came to a newsletter's secret address, and cannot be believed: a person is asked whether it is the newsletter.</summary>
    public sealed record Question(NewsletterSender Sender) : InboxVerdict;

    /// <summary>Nothing to Nec: it is left untouched.</summary>
    public sealed record Other : InboxVerdict;
}

/// <summary>Who may show by a copy that a newsletter was circulated.</summary>
/// <param name="Team">The contract's id.</param>
/// <param name="Commitment">The promise that the newsletter keeps.</param>
/// <param name="Place">Its place; null for one without places.</param>
/// <param name="From">The address that the newsletter comes from.</param>
/// <param name="Secret">What stands behind the plus in the address that it is copied to.</param>
public sealed record NewsletterSender(string Team, string Commitment, string? Place, string From, string Secret);
