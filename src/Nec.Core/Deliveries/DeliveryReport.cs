namespace Nec.Core.Deliveries;

/// <summary>By which way we heard that a mail did not arrive.</summary>
public enum ReportWay
{
    /// <summary>A delivery report that came back as mail (RFC 3464).</summary>
    DeliveryReport,

    /// <summary>GOV.UK Notify, which we asked.</summary>
    Notify,
}

/// <summary>What a report says of one recipient of one mail.</summary>
public sealed record DeliveryReport
{
    /// <summary>By which way it came.</summary>
    public required ReportWay Way { get; init; }

    /// <summary>
    /// The field <c>Action</c> as it stands: <c>failed</c>, <c>delayed</c>, <c>delivered</c>, <c>relayed</c> or <c>expanded</c>; null
    /// when there
    /// is none.
    /// </summary>
    public required string? Action { get; init; }

    /// <summary>The status code; null when there is none. GOV.UK Notify gives none.</summary>
    public required MailStatus? Status { get; init; }

    /// <summary>The recipient that the report names, as a bare address (without <c>rfc822;</c>); null when it names none.</summary>
    public required string? Recipient { get; init; }

    /// <summary>When we had it: the instant of its arrival, never one that its writer states.</summary>
    public required DateTimeOffset ReportedAt { get; init; }
}

/// <summary>The notice that a report is about.</summary>
/// <param name="NoticeId">Its number.</param>
/// <param name="Recipient">To whom it went.</param>
/// <param name="LeftAt">When it was sent; while that is unknown, when it was written.</param>
public sealed record ReportedNotice(long NoticeId, string Recipient, DateTimeOffset LeftAt);

/// <summary>What is remembered of an address.</summary>
/// <param name="Full">The earlier report that its mailbox was full; null when there was none.</param>
/// <param name="ClearedAt">When it last stopped counting as failing; null when it never did.</param>
public sealed record AddressHistory(FullMailbox? Full, DateTimeOffset? ClearedAt)
{
    /// <summary>Nothing.</summary>
    public static AddressHistory None { get; } = new(null, null);
}

/// <summary>A report that a mailbox was full.</summary>
/// <param name="NoticeId">About which notice; null when that is no longer kept.</param>
/// <param name="ReportedAt">When.</param>
public sealed record FullMailbox(long? NoticeId, DateTimeOffset ReportedAt);
