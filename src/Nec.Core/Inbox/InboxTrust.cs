namespace Nec.Core.Inbox;

/// <summary>Whose word on a mail's sender is believed.</summary>
public enum TrustedServer
{
    /// <summary>Nobody's: then no sender is known, and no newsletter counts.</summary>
    Nobody,

    /// <summary>That of the server which is named.</summary>
    Named,

    /// <summary>That of the topmost header, which must name no server: so Exchange Online writes it.</summary>
    ExchangeOnline,
}

/// <summary>Whose word is believed.</summary>
/// <param name="Name">The server's name, as it stands in <c>Authentication-Results</c>; null unless it is <see cref="TrustedServer.Named"/>.</param>
public sealed record InboxTrust(TrustedServer Server, string? Name)
{
    /// <summary>
    /// Whether a mail is from the one address that it names: the believed server says that DMARC passed for that address's domain.
    /// A server's own header stands above every header that came with the mail, so only the topmost that is believed counts.
    /// </summary>
    public bool KnowsSender(InboxMail mail) =>
        mail.From is [var from]
        && Believed(mail)?.DmarcPassedFor is { } domain
        && domain.Equals(from[(from.LastIndexOf('@') + 1)..], StringComparison.OrdinalIgnoreCase);

    private SenderCheck? Believed(InboxMail mail) => Server switch
    {
        TrustedServer.Named => mail.SenderChecks.FirstOrDefault(check => string.Equals(check.Server, Name, StringComparison.OrdinalIgnoreCase)),
        TrustedServer.ExchangeOnline => mail.SenderChecks is [{ Server: null } topmost, ..] ? topmost : null,
        _ => null,
    };
}
