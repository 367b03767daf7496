using System.ComponentModel.DataAnnotations;

namespace Nec.Integrations.Mail.Graph;

/// <summary>How mail leaves through Microsoft Graph (section <c>Mail:Graph</c>). The secret comes from the environment.</summary>
public sealed record GraphMailOptions : IValidatableObject
{
    private const string When = "must be set when Mail:Transport is Graph";

    /// <summary>The tenant: its id or one of its domains.</summary>
    [Required(ErrorMessage = "Mail:Graph:TenantId " + When + ": the tenant's id or one of its domains.")]
    public required string TenantId { get; init; }

    /// <summary>The app registration's id.</summary>
    [Required(ErrorMessage = "Mail:Graph:ClientId " + When + ": the id of the app registration.")]
    public required string ClientId { get; init; }

    /// <summary>The app's secret, unless it has a certificate.</summary>
    public string? ClientSecret { get; init; }

    /// <summary>The app's certificate with its private key: a PEM file, or a PFX file without a password. Better than a secret.</summary>
    public string? CertificatePath { get; init; }

    /// <summary>The mailbox that sends: its address or its id. Readers see its name, not that of Mail:From.</summary>
    [Required(ErrorMessage = "Mail:Graph:Mailbox " + When + ": the address of the mailbox that sends.")]
    public required string Mailbox { get; init; }

    /// <summary>Where Graph answers.</summary>
    public string BaseAddress { get; init; } = "https://graph.microsoft.com";

    /// <summary>Where the app signs in.</summary>
    public string Authority { get; init; } = "https://login.microsoftonline.com";

    /// <summary>Mails in any minute; 0 is unlimited. A mailbox may send 30.</summary>
    [Range(0, 10_000, ErrorMessage = "Mail:Graph:PerMinute must lie between 0 (unlimited) and 10000.")]
    public int PerMinute { get; init; } = 30;

    /// <summary>Whether the mailbox keeps a copy of each mail.</summary>
    public bool SaveToSentItems { get; init; }

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (TenantId.Any(letter => !char.IsAsciiLetterOrDigit(letter) && letter is not ('-' or '.')))
        {
            yield return new ValidationResult($"Mail:Graph:TenantId must be the tenant's id or one of its domains; it is '{TenantId}'.");
        }

        if (!Guid.TryParse(ClientId, out _))
        {
            yield return new ValidationResult($"Mail:Graph:ClientId must be an id of the form 00000000-0000-0000-0000-000000000000; it is '{ClientId}'.");
        }

        if (string.IsNullOrEmpty(ClientSecret) == string.IsNullOrEmpty(CertificatePath))
        {
            yield return new ValidationResult(string.IsNullOrEmpty(ClientSecret)
                ? "Mail:Graph:ClientSecret or Mail:Graph:CertificatePath must be set when Mail:Transport is Graph."
                : "Mail:Graph:ClientSecret and Mail:Graph:CertificatePath are both set: leave one out.");
        }
        else if (!string.IsNullOrEmpty(CertificatePath) && GraphCertificate.Trouble(CertificatePath) is { } trouble)
        {
            yield return new ValidationResult($"Mail:Graph:CertificatePath must be a PEM file, or a PFX file without a password, with a certificate and its private key; '{CertificatePath}' {trouble}.");
        }

        foreach (var (name, value) in new[] { (nameof(BaseAddress), BaseAddress), (nameof(Authority), Authority) })
        {
            if (!MailAddressRule.IsFit(value))
            {
                yield return new ValidationResult($"Mail:Graph:{name} must be an https address (http only on this machine); it is '{value}'.");
            }
        }
    }
}
