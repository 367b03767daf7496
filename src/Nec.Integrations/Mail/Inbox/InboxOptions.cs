using System.ComponentModel.DataAnnotations;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Nec.Core.Inbox;
using Nec.Integrations.Mail.Entra;

namespace Nec.Integrations.Mail.Inbox;

/// <summary>How the way to the mailbox is encrypted. There is no fallback from one to another.</summary>
public enum InboxTls
{
    /// <summary>From the first byte (port 993).</summary>
    Implicit,

    /// <summary>STARTTLS, or nothing is read (port 143).</summary>
    StartTls,

    /// <summary>Not at all: for a server on this machine.</summary>
    None,
}

/// <summary>
/// The mailbox that delivery reports and replies come to (section <c>Mail:Inbox</c>); nothing is read while no host is set.
/// </summary>
public sealed partial record InboxOptions : IValidatableObject
{
    /// <summary>The section of settings.</summary>
    public const string Section = "Mail:Inbox";

    /// <summary>The IMAP server; null: no mailbox is read.</summary>
    public string? Host { get; init; }

    /// <summary>Its port.</summary>
    public int Port { get; init; } = 993;

    /// <summary>How the way is encrypted.</summary>
    public InboxTls Tls { get; init; } = InboxTls.Implicit;

    /// <summary>SHA-256 thumbprint of the server's certificate, when no authority of this machine's vouches for it.</summary>
    public string? TrustedCertificate { get; init; }

    /// <summary>Who signs in: with Microsoft 365 the mailbox's address.</summary>
    public string? User { get; init; }

    /// <summary>With which password; null when <see cref="OAuth"/> is set.</summary>
    public string? Password { get; init; }

    /// <summary>The app that signs in in place of a password (XOAUTH2); null when <see cref="Password"/> is set.</summary>
    public EntraOptions? OAuth { get; init; }

    /// <summary>The folder that is read.</summary>
    public string Folder { get; init; } = "INBOX";

    /// <summary>Seconds that one answer may take.</summary>
    public int TimeoutSeconds { get; init; } = 60;

    /// <summary>Whose word on a mail's sender is believed.</summary>
    public TrustedServer Trust { get; init; } = TrustedServer.Nobody;

    /// <summary>
    /// The server's name in <c>Authentication-Results</c>, when <see cref="Trust"/> is <see cref="TrustedServer.Named"/>.
    /// </summary>
    public string? AuthServId { get; init; }

    /// <summary>Newsletters that count when they come in copy.</summary>
    public IReadOnlyList<NewsletterOptions> Newsletters { get; init; } = [];

    /// <summary>Whether a mailbox is to be read.</summary>
    public bool IsSet => !string.IsNullOrEmpty(Host);

    /// <summary>A name for the box that tells it from every other and holds no address: 32 hexadecimal digits.</summary>
    public string Box => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Host}\n{Port}\n{User}\n{Folder}")))[..32];

    /// <summary>Whose word on a sender is believed, for the rules.</summary>
    public InboxTrust TrustRule => new(Trust, string.IsNullOrEmpty(AuthServId) ? null : AuthServId);

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        IsSet ? [.. Faults().Select(fault => new ValidationResult(fault)), .. OAuthFaults()]
        : !string.IsNullOrEmpty(User) || !string.IsNullOrEmpty(Password) || Newsletters.Count > 0
            ? [new($"{Section}:Host must be set when the mailbox has other settings: the name of its IMAP server.")]
        : [];

    private IEnumerable<string> Faults() => ServerFaults().Concat(SignInFaults()).Concat(TrustFaults())
        .Concat(Newsletters.Index().SelectMany(one => one.Item.Faults($"{Section}:Newsletters:{one.Index}")));

    private IEnumerable<string> ServerFaults()
    {
        if (Uri.CheckHostName(Host) == UriHostNameType.Unknown)
        {
            yield return $"{Section}:Host must be a host name or an address; it is '{Host}'.";
        }

        if (Port is < 1 or > 65535)
        {
            yield return $"{Section}:Port must lie between 1 and 65535; it is {Port}.";
        }

        if (TimeoutSeconds is < 1 or > 600)
        {
            yield return $"{Section}:TimeoutSeconds must lie between 1 and 600; it is {TimeoutSeconds}.";
        }

        if (Tls == InboxTls.None && !IsLoopback)
        {
            yield return $"{Section}:Tls may be None only for a server on this machine: "
                + "set it to Implicit (port 993) or StartTls (port 143).";
        }

        if (!string.IsNullOrEmpty(TrustedCertificate) && !Thumbprint().IsMatch(TrustedCertificate))
        {
            yield return $"{Section}:TrustedCertificate must be a SHA-256 thumbprint: 64 hexadecimal digits, with or without colons.";
        }

        if (string.IsNullOrWhiteSpace(Folder) || Folder.Any(char.IsControl))
        {
            yield return $"{Section}:Folder must be the name of a folder, such as INBOX.";
        }
    }

    private IEnumerable<string> SignInFaults()
    {
        if (string.IsNullOrEmpty(User))
        {
            yield return $"{Section}:User must be set: who signs in to the mailbox.";
        }

        if (string.IsNullOrEmpty(Password) == OAuth is null)
        {
            yield return OAuth is null
                ? $"{Section}:Password or {Section}:OAuth must be set: how the mailbox is signed in to."
                : $"{Section}:Password and {Section}:OAuth are both set: leave one out.";
        }
    }

    private IEnumerable<string> TrustFaults()
    {
        if (Trust == TrustedServer.Named == string.IsNullOrEmpty(AuthServId))
        {
            yield return Trust == TrustedServer.Named
                ? $"{Section}:AuthServId must be set when {Section}:Trust is Named: "
                    + "the first word of Authentication-Results in mail that arrived."
                : $"{Section}:AuthServId is set, so {Section}:Trust must be Named.";
        }

        if (Newsletters.Count > 0 && Trust == TrustedServer.Nobody)
        {
            yield return $"{Section}:Trust must be Named or ExchangeOnline when newsletters are to count: otherwise no sender is known.";
        }

        if (Newsletters.GroupBy(one => one.Secret, StringComparer.OrdinalIgnoreCase).Any(same => same.Count() > 1))
        {
            yield return $"{Section}:Newsletters must each have a Secret of its own.";
        }
    }

    private IEnumerable<ValidationResult> OAuthFaults() =>
        OAuth?.Check($"{Section}:OAuth", "when a mailbox is read without a password") ?? [];

    private bool IsLoopback => Host == "localhost" || (IPAddress.TryParse(Host, out var address) && IPAddress.IsLoopback(address));

    [GeneratedRegex(@"^([0-9A-Fa-f]{2}:?){31}[0-9A-Fa-f]{2}\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Thumbprint();
}

/// <summary>
/// A newsletter that shows its own circulation, by a copy to the mailbox's address with a plus and a secret: <c>nec+7f3k9q2mx4@…</c>.
/// </summary>
public sealed record NewsletterOptions
{
    private const int ShortestSecret = 10;

    /// <summary>The contract's id.</summary>
    public string Team { get; init; } = "";

    /// <summary>The id of the promise that it keeps.</summary>
    public string Commitment { get; init; } = "";

    /// <summary>The promise's place; null for one without places.</summary>
    public string? Place { get; init; }

    /// <summary>The address that it comes from.</summary>
    public string From { get; init; } = "";

    /// <summary>What stands behind the plus: known to those alone who send it.</summary>
    public string Secret { get; init; } = "";

    /// <summary>The same for the rules.</summary>
    public NewsletterSender ToSender() => new(Team, Commitment, string.IsNullOrEmpty(Place) ? null : Place, From, Secret);

    internal IEnumerable<string> Faults(string name)
    {
        if (Team.Length == 0 || Commitment.Length == 0)
        {
            yield return $"{name} must name a Team and a Commitment: the contract and the promise that the newsletter keeps.";
        }

        if (!IsAddress(From))
        {
            yield return $"{name}:From must be one e-mail address without a name: where the newsletter comes from.";
        }

        if (Secret.Length < ShortestSecret || !Secret.All(char.IsAsciiLetterOrDigit))
        {
            // not shown: it is a secret
            yield return $"{name}:Secret must be at least {ShortestSecret} letters and digits that nobody can guess.";
        }
    }

    private static bool IsAddress(string text)
    {
        try
        {
            return Mailbox.Parse(text, "").Name is null;
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
