using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Identity.Client;
using Nec.Integrations.Http;

namespace Nec.Integrations.Mail.Entra;

/// <summary>What came of asking for a token: the token, or a sentence that says why there is none.</summary>
/// <param name="Value">The token; null when there is none.</param>
/// <param name="Trouble">Why there is none, with what to check; empty when there is one.</param>
/// <param name="RetryAfter">How long Microsoft asks to wait; null when it does not say.</param>
internal sealed record EntraToken(string? Value, string Trouble = "", TimeSpan? RetryAfter = null);

/// <summary>Signs the app in to Microsoft Entra, by its secret or its certificate, and keeps each token while it is good.</summary>
internal sealed partial class EntraSignIn : IMsalHttpClientFactory, IDisposable
{
    /// <summary>Lets the app send by SMTP and read by IMAP, as far as Exchange's own permissions go.</summary>
    public const string OutlookScope = "https://outlook.office365.com/.default";

    private readonly string _section;
    private readonly HttpClient _client;
    private readonly X509Certificate2? _certificate;
    private readonly IConfidentialClientApplication _app;

    /// <param name="options">The app; its settings have been checked.</param>
    /// <param name="section">The section that it stands in, for the sentences: <c>Mail:Graph</c>.</param>
    /// <param name="http">The proxy and the time that an answer may take.</param>
    public EntraSignIn(EntraOptions options, string section, HttpOptions http)
    {
        _section = section;
        var authority = new Uri(options.Authority.TrimEnd('/') + "/");
        var wire = new EntraSignInWire(MailAddressRule.IsClear(authority), MailWire.Sockets(http));
        _client = new HttpClient(wire) { Timeout = TimeSpan.FromSeconds(http.TimeoutSeconds) };
        _certificate = string.IsNullOrEmpty(options.CertificatePath) ? null : EntraCertificate.Read(options.CertificatePath);
        var secure = new UriBuilder(new Uri(authority, options.TenantId)) { Scheme = "https" }.Uri;
        var builder = ConfidentialClientApplicationBuilder.Create(options.ClientId)
            .WithAuthority(secure.AbsoluteUri, validateAuthority: false)
            .WithInstanceDiscovery(false) // the setting says where; nobody else need be asked
            .WithHttpClientFactory(this, retryOnceOn5xx: false);
        _app = (_certificate is null ? builder.WithClientSecret(options.ClientSecret) : builder.WithCertificate(_certificate)).Build();
    }

    /// <summary>The token, or why there is none; only stopping throws.</summary>
    /// <param name="scope">What it is for: the service's address and <c>/.default</c>.</param>
    /// <param name="renew">Whether a kept one is asked for anew, because the service refused it.</param>
    /// <param name="cancellationToken">Stops the host.</param>
    public async Task<EntraToken> Token(string scope, bool renew, CancellationToken cancellationToken)
    {
        try
        {
            return new((await _app.AcquireTokenForClient([scope]).WithForceRefresh(renew).ExecuteAsync(cancellationToken)).AccessToken);
        }
        catch (MsalServiceException refused)
        {
            return Refused(refused);
        }
        catch (Exception failure) when (
            failure is MsalClientException or HttpRequestException or OperationCanceledException or JsonException)
        {
            cancellationToken.ThrowIfCancellationRequested();

            return new(
                null, $"the sign-in to Microsoft cannot be reached or is not understood: check {_section}:Authority and {_section}:TenantId");
        }
    }

    /// <inheritdoc/>
    public HttpClient GetHttpClient() => _client;

    /// <inheritdoc/>
    public void Dispose()
    {
        _client.Dispose();
        _certificate?.Dispose();
    }

    // Only the code of Microsoft's message is passed on: the rest is long, and may name people.
    private EntraToken Refused(MsalServiceException refused)
    {
        if (refused.StatusCode is 0 or 408 or 429 or >= 500)
        {
            return new(
                null, "the sign-in to Microsoft is out of order or overloaded; nothing needs to be set", refused.Headers?.RetryAfter?.Delta);
        }

        var code = Code().Match(refused.Message) is { Success: true } match ? match.Value : "no code";

        return new(
            null,
            $"Microsoft does not sign Nec in ({code}): check {_section}:TenantId, {_section}:ClientId, "
            + "and that the secret or certificate has not expired");
    }

    [GeneratedRegex(@"AADSTS[0-9]{1,10}", RegexOptions.None, 1000)]
    private static partial Regex Code();
}
