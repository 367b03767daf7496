namespace Nec.Simulator;

/// <summary>How a mail server behaves; the defaults take everything from anybody, in clear or over TLS.</summary>
public sealed record SmtpSinkOptions
{
    /// <summary>0 takes any free port.</summary>
    public int Port { get; init; }

    public bool OfferTls { get; init; } = true;

    /// <summary>Encrypted from the first byte, as on port 465; STARTTLS is not offered then.</summary>
    public bool ImplicitTls { get; init; }

    /// <summary>No mail and no sign-in before STARTTLS.</summary>
    public bool RequireTls { get; init; }

    /// <summary>With <see cref="Password"/>: sign-in is offered and checked.</summary>
    public string? User { get; init; }

    /// <summary>The password, or the token that XOAUTH2 brings.</summary>
    public string? Password { get; init; }

    /// <summary>The ways of signing in that are offered, as the greeting lists them.</summary>
    public string SignInWays { get; init; } = "PLAIN LOGIN";

    /// <summary>Addresses in any letters are taken (SMTPUTF8).</summary>
    public bool OfferUtf8 { get; init; }

    /// <summary>No mail before a good sign-in.</summary>
    public bool RequireAuth { get; init; }

    /// <summary>Octets of one message, announced as SIZE.</summary>
    public int MaximumSize { get; init; } = 25 * 1024 * 1024;

    /// <summary>The simulated instant noted on each message; null notes none.</summary>
    public Func<DateTimeOffset>? Now { get; init; }
}
