namespace Nec.Core.Deliveries;

/// <summary>What a report means for the address that it names.</summary>
public enum ReportVerdict
{
    /// <summary>The address fails from now on.</summary>
    Fails,

    /// <summary>Ignored, but remembered: the mailbox was full for the first time.</summary>
    FirstFull,

    /// <summary>Ignored: it is about no notice of ours.</summary>
    NotOurs,

    /// <summary>Ignored: it names nobody, or somebody other than the notice's recipient.</summary>
    OtherRecipient,

    /// <summary>Ignored: it does not say that the mail failed.</summary>
    NotFailed,

    /// <summary>Ignored: it says that the mail failed for now, or does not say how.</summary>
    NotPermanent,

    /// <summary>Ignored: the notice went before somebody said that the address works again.</summary>
    BeforeCleared,
}

/// <summary>Decides which reports count (decision 31). A report never decides whether, where or when a mail is sent.</summary>
public static class ReportRule
{
    /// <summary>For so many days, inclusive, a full mailbox is remembered: a second report within them counts.</summary>
    public const int FullDays = 90;

    /// <param name="report">What came.</param>
    /// <param name="notice">The notice whose Message-ID it names, or that we asked about; null when there is none.</param>
    /// <param name="history">What is remembered of the notice's recipient.</param>
    public static ReportVerdict Weigh(DeliveryReport report, ReportedNotice? notice, AddressHistory history) =>
        notice is null ? ReportVerdict.NotOurs
        : !IsTo(report, notice.Recipient) ? ReportVerdict.OtherRecipient
        : !"failed".Equals(report.Action?.Trim(), StringComparison.OrdinalIgnoreCase) ? ReportVerdict.NotFailed
        : !IsPermanent(report) ? ReportVerdict.NotPermanent
        : notice.LeftAt <= history.ClearedAt ? ReportVerdict.BeforeCleared
        : report.Status == MailStatus.MailboxFull && !IsSecondFull(report, notice, history.Full) ? ReportVerdict.FirstFull
        : ReportVerdict.Fails;

    private static bool IsTo(DeliveryReport report, string recipient) =>
        report.Recipient is { } named && ComparedAddress.Of(named) == ComparedAddress.Of(recipient);

    // GOV.UK Notify's own word for it is permanent; a report in the mail needs the code.
    private static bool IsPermanent(DeliveryReport report) =>
        report.Status is { } status ? status.Class == 5 : report.Way == ReportWay.Notify;

    // The same report read twice is one report.
    private static bool IsSecondFull(DeliveryReport report, ReportedNotice notice, FullMailbox? earlier) =>
        earlier is not null && earlier.NoticeId != notice.NoticeId
        && (report.ReportedAt - earlier.ReportedAt).Duration() <= TimeSpan.FromDays(FullDays);
}
