using Nec.Core.Deliveries;

namespace Nec.Core.Inbox;

/// <summary>
/// What is read of one mail in the box: its headers, and of a delivery report its machine-readable parts. Never its text.
/// </summary>
public sealed record InboxMail
{
    /// <summary>When the server took it in: this is the time that counts.</summary>
    public required DateTimeOffset ArrivedAt { get; init; }

    /// <summary>
    /// When it says that it was written: it never counts, but may show that a mail is an old one; null without a date that can be read.
    /// </summary>
    public DateTimeOffset? Date { get; init; }

    /// <summary>Its own Message-ID in angle brackets; null without one.</summary>
    public string? MessageId { get; init; }

    /// <summary>Who it says it is from, as plain addresses; more than one names nobody.</summary>
    public IReadOnlyList<string> From { get; init; } = [];

    /// <summary>The plain addresses of <c>To</c>.</summary>
    public IReadOnlyList<string> To { get; init; } = [];

    /// <summary>The plain addresses of <c>Cc</c>.</summary>
    public IReadOnlyList<string> Cc { get; init; } = [];

    /// <summary>The addresses that servers on the way say it was delivered to: of a blind copy, ours stands nowhere else.</summary>
    public IReadOnlyList<string> DeliveredTo { get; init; } = [];

    /// <summary>Whether it went by way of a list, or to recipients that it does not name.</summary>
    public bool IsList { get; init; }

    /// <summary>The first word of <c>Auto-Submitted</c> in lower case (RFC 3834); null without one.</summary>
    public string? AutoSubmitted { get; init; }

    /// <summary>The Message-IDs that it answers, in their angle brackets.</summary>
    public IReadOnlyList<string> InReplyTo { get; init; } = [];

    /// <summary>What servers say of its sender, the topmost first: each server puts its own above those that were there.</summary>
    public IReadOnlyList<SenderCheck> SenderChecks { get; init; } = [];

    /// <summary>What it reports of an earlier mail's delivery; null when it is no report.</summary>
    public ReturnedMail? Returned { get; init; }
}

/// <summary>One header <c>Authentication-Results</c> (RFC 8601).</summary>
/// <param name="Server">The server that says so; null when it leaves its name out, as Exchange Online does.</param>
/// <param name="DmarcPassedFor">The domain of <c>From</c> for which DMARC passed; null when it did not.</param>
public sealed record SenderCheck(string? Server, string? DmarcPassedFor);

/// <summary>What a delivery report (RFC 3464) says of an earlier mail.</summary>
/// <param name="MessageId">The Message-ID of that mail, in angle brackets; null when the report does not return its headers.</param>
/// <param name="Reports">What became of it, recipient by recipient. A recipient whose final address differs from the one written to is
/// told of under both.</param>
public sealed record ReturnedMail(string? MessageId, IReadOnlyList<DeliveryReport> Reports);
