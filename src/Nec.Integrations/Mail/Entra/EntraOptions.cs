using System.ComponentModel.DataAnnotations;

namespace Nec.Integrations.Mail.Entra;

/// <summary>An app registered with Microsoft Entra, as a section of settings names it. The secret comes from the environment.</summary>
public record EntraOptions
{
    /// <summary>The tenant: its id or one of its domains.</summary>
    public string TenantId { get; init; } = "";

    /// <summary>The app registration's id.</summary>
    public string ClientId { get; init; } = "";

    /// <summary>The app's secret, unless it has a certificate.</summary>
    public string? ClientSecret { get; init; }

    /// <summary>The app's certificate with its private key: a PEM file, or a PFX file without a password. Better than a secret.</summary>
    public string? CertificatePath { get; init; }

    /// <summary>Where the app signs in.</summary>
    public string Authority { get; init; } = "https://login.microsoftonline.com";

    /// <summary>Whether anything of the app is named at all.</summary>
    internal bool IsSet => new[] { TenantId, ClientId, ClientSecret, CertificatePath }.Any(value => !string.IsNullOrEmpty(value));

    /// <summary>What is wrong with these settings, as sentences; nothing when all is well.</summary>
    /// <param name="section">The section that they stand in, such as <c>Mail:Graph</c>.</param>
    /// <param name="when">When they are needed, such as <c>when Mail:Transport is Graph</c>.</param>
    internal IEnumerable<ValidationResult> Check(string section, string when)
    {
        if (string.IsNullOrEmpty(TenantId))
        {
            yield return new($"{section}:TenantId must be set {when}: the tenant's id or one of its domains.");
        }
        else if (TenantId.Any(letter => !char.IsAsciiLetterOrDigit(letter) && letter is not ('-' or '.')))
        {
            yield return new($"{section}:TenantId must be the tenant's id or one of its domains; it is '{TenantId}'.");
        }

        if (string.IsNullOrEmpty(ClientId))
        {
            yield return new($"{section}:ClientId must be set {when}: the id of the app registration.");
        }
        else if (!Guid.TryParse(ClientId, out _))
        {
            yield return new($"{section}:ClientId must be an id of the form 00000000-0000-0000-0000-000000000000; it is '{ClientId}'.");
        }

        if (!MailAddressRule.IsFit(Authority))
        {
            yield return new($"{section}:Authority must be an https address (http only on this machine); it is '{Authority}'.");
        }

        if (Proof(section, when) is { } trouble)
        {
            yield return new(trouble);
        }
    }

    private string? Proof(string section, string when) => (string.IsNullOrEmpty(ClientSecret), string.IsNullOrEmpty(CertificatePath)) switch
    {
        (true, true) => $"{section}:ClientSecret or {section}:CertificatePath must be set {when}.",
        (false, false) => $"{section}:ClientSecret and {section}:CertificatePath are both set: leave one out.",
        (_, false) when EntraCertificate.Trouble(CertificatePath!) is { } trouble => // not empty
            $"{section}:CertificatePath must be a PEM file, or a PFX file without a password, "
            + $"with a certificate and its private key; '{CertificatePath}' {trouble}.",
        _ => null,
    };
}
