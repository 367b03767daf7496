using System.ComponentModel.DataAnnotations;
using Nec.Integrations.Mail.Entra;

namespace Nec.Integrations.Mail.Smtp;

/// <summary>Whether the way to the mail server is encrypted.</summary>
public enum SmtpTls
{
    /// <summary>STARTTLS, or no mail.</summary>
    Required,

    /// <summary>STARTTLS when the server offers it.</summary>
    WhenOffered,

    /// <summary>Encrypted from the first byte (port 465).</summary>
    Implicit,

    /// <summary>Never: for a server on the same machine.</summary>
    None,
}

/// <summary>The mail server (section <c>Mail:Smtp</c>). The password and the app's secret come from the environment.</summary>
public sealed record SmtpOptions : IValidatableObject
{
    /// <summary>The section that the app of Microsoft Entra's stands in.</summary>
    internal const string OAuthSection = "Mail:Smtp:OAuth";

    /// <summary>Shorter than a claimed notice may wait for the beginning of its sending.</summary>
    private const int MostTimeoutSeconds = 240;

    /// <summary>How long the server may take over a whole mail, after its final dot, before nobody knows whether it keeps it.</summary>
    public static TimeSpan VerdictLimit { get; } = TimeSpan.FromMinutes(5);

    /// <summary>No setting makes one mail take longer, from a free conversation to its outcome: a claim on it must last longer.</summary>
    public static TimeSpan LongestSend { get; } = TimeSpan.FromSeconds(MostTimeoutSeconds) + VerdictLimit;

    /// <summary>Its host.</summary>
    [Required(ErrorMessage = "Mail:Smtp:Host must be set when Mail:Transport is Smtp.")]
    public required string Host { get; init; }

    /// <summary>Its port.</summary>
    [Range(1, 65535, ErrorMessage = "Mail:Smtp:Port must lie between 1 and 65535.")]
    public int Port { get; init; } = 587;

    /// <summary>Whether the way is encrypted.</summary>
    public SmtpTls Tls { get; init; } = SmtpTls.Required;

    /// <summary>SHA-256 thumbprint of the server's certificate, when no authority of this machine's vouches for it.</summary>
    [RegularExpression("([0-9A-Fa-f]{2}:?){31}[0-9A-Fa-f]{2}", ErrorMessage = "Mail:Smtp:TrustedCertificate must be a SHA-256 thumbprint: 64 hexadecimal digits, with or without colons.")]
    public string? TrustedCertificate { get; init; }

    /// <summary>Whether the certificate's authority is asked if it has revoked it; without its answer the certificate is not good.</summary>
    public bool CheckRevocation { get; init; }

    /// <summary>Who signs in; nobody when empty.</summary>
    public string? User { get; init; }

    /// <summary>With which password.</summary>
    public string? Password { get; init; }

    /// <summary>The app of Microsoft Entra's that signs in as <see cref="User"/>, in place of a password (XOAUTH2).</summary>
    public EntraOptions OAuth { get; init; } = new();

    /// <summary>The name that we greet with; our address, in brackets, when empty.</summary>
    [RegularExpression(@"[A-Za-z0-9.\-]+", ErrorMessage = "Mail:Smtp:GreetAs must be a host name.")]
    public string? GreetAs { get; init; }

    /// <summary>Seconds from connecting until a mail's text has left; the answer to it has <see cref="VerdictLimit"/> more.</summary>
    [Range(1, MostTimeoutSeconds, ErrorMessage = "Mail:Smtp:TimeoutSeconds must lie between 1 and 240.")]
    public int TimeoutSeconds { get; init; } = 60;

    /// <summary>Conversations with the server at the same time; a link to sign in may open one more, and so may each whose answer stays away.</summary>
    [Range(1, 20, ErrorMessage = "Mail:Smtp:Connections must lie between 1 and 20.")]
    public int Connections { get; init; } = 2;

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!OAuth.IsSet)
        {
            yield break;
        }

        foreach (var trouble in OAuth.Check(OAuthSection, $"when {OAuthSection} is used"))
        {
            yield return trouble;
        }

        if (string.IsNullOrEmpty(User))
        {
            yield return new($"Mail:Smtp:User must be set when {OAuthSection} is used: the mailbox that sends.");
        }

        if (!string.IsNullOrEmpty(Password))
        {
            yield return new($"Mail:Smtp:Password and {OAuthSection} are both set: leave one out.");
        }
    }
}
