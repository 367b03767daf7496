using System.ComponentModel.DataAnnotations;

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

/// <summary>The mail server (section <c>Mail:Smtp</c>). The password comes from the environment.</summary>
public sealed record SmtpOptions
{
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

    /// <summary>Who signs in; nobody when empty.</summary>
    public string? User { get; init; }

    /// <summary>With which password.</summary>
    public string? Password { get; init; }

    /// <summary>The name that we greet with; our address, in brackets, when empty.</summary>
    [RegularExpression(@"[A-Za-z0-9.\-]+", ErrorMessage = "Mail:Smtp:GreetAs must be a host name.")]
    public string? GreetAs { get; init; }

    /// <summary>Seconds that one answer may take; the one after the text may take five times as many.</summary>
    [Range(1, 600, ErrorMessage = "Mail:Smtp:TimeoutSeconds must lie between 1 and 600.")]
    public int TimeoutSeconds { get; init; } = 60;

    /// <summary>Conversations with the server at the same time.</summary>
    [Range(1, 20, ErrorMessage = "Mail:Smtp:Connections must lie between 1 and 20.")]
    public int Connections { get; init; } = 2;
}
