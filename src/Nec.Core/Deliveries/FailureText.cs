namespace Nec.Core.Deliveries;

/// <summary>What is said of an address that fails.</summary>
public static class FailureText
{
    /// <summary>Why, as the end of a sentence: <c>there is no such mailbox (5.1.1)</c>.</summary>
    /// <param name="status">Null when no status code was given.</param>
    public static string Of(MailStatus? status) =>
        status is null ? "the mail system there refuses it for good" : $"{status.Words} ({status})";

    /// <summary><c>Mail to this address has come back since 3 June 2026: there is no such mailbox (5.1.1)</c>; no full stop.</summary>
    /// <param name="sinceOn">The London day of the first report.</param>
    /// <param name="status">The status code as it is kept; null when none was given.</param>
    public static string Since(DateOnly sinceOn, string? status) =>
        $"Mail to this address has come back since {Calendar.Dates.Long(sinceOn)}: {Of(MailStatus.Of(status))}";
}
