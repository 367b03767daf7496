using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Identity.Client;
using Nec.Integrations.Http;

namespace Nec.Integrations.Mail.Graph;

/// <summary>Signs the app in to Microsoft Graph, by its secret or its certificate, and keeps the token while it is good.</summary>
internal sealed partial class GraphSignIn : IMsalHttpClientFactory, IDisposable
{
    private readonly HttpClient _client;
    private readonly X509Certificate2? _certificate;
    private readonly IConfidentialClientApplication _app;
    private readonly string _scope;

    public GraphSignIn(GraphMailOptions options, HttpOptions http)
    {
        var authority = new Uri(options.Authority.TrimEnd('/') + "/");
        var sockets = MailWire.Sockets(http);
        _client = new HttpClient(new GraphSignInWire(MailAddressRule.IsClear(authority), sockets)) { Timeout = TimeSpan.FromSeconds(http.TimeoutSeconds) };
        _certificate = string.IsNullOrEmpty(options.CertificatePath) ? null : GraphCertificate.Read(options.CertificatePath);
        var secure = new UriBuilder(new Uri(authority, options.TenantId)) { Scheme = "https" }.Uri;
        var builder = ConfidentialClientApplicationBuilder.Create(options.ClientId)
            .WithAuthority(secure.AbsoluteUri, validateAuthority: false)
            .WithInstanceDiscovery(false) // the setting says where; nobody else need be asked
            .WithHttpClientFactory(this, retryOnceOn5xx: false);
        _app = (_certificate is null ? builder.WithClientSecret(options.ClientSecret) : builder.WithCertificate(_certificate)).Build();

        var graph = new Uri(options.BaseAddress);
        _scope = MailAddressRule.IsClear(graph) ? "https://graph.microsoft.com/.default" : $"{graph.GetLeftPart(UriPartial.Authority)}/.default";
    }

    /// <summary>The token, or why there is none.</summary>
    /// <param name="renew">Whether a kept one is asked for anew.</param>
    /// <param name="cancellationToken">Stops the host.</param>
    public async Task<(string? Token, SendOutcome.Temporary? Trouble)> Token(bool renew, CancellationToken cancellationToken)
    {
        try
        {
            return ((await _app.AcquireTokenForClient([_scope]).WithForceRefresh(renew).ExecuteAsync(cancellationToken)).AccessToken, null);
        }
        catch (MsalServiceException refused)
        {
            return (null, Refused(refused));
        }
        catch (Exception failure) when (failure is MsalClientException or HttpRequestException or OperationCanceledException or JsonException)
        {
            cancellationToken.ThrowIfCancellationRequested();

            return (null, new("the sign-in to Microsoft Graph cannot be reached or is not understood: check Mail:Graph:Authority and Mail:Graph:TenantId"));
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
    private static SendOutcome.Temporary Refused(MsalServiceException refused) => refused.StatusCode is 0 or 408 or 429 or >= 500
        ? new("the sign-in to Microsoft Graph is out of order or overloaded; nothing needs to be set", refused.Headers?.RetryAfter?.Delta)
        : new($"Microsoft does not sign Nec in ({Code().Match(refused.Message) switch { { Success: true } code => code.Value, _ => "no code" }}): check Mail:Graph:TenantId, Mail:Graph:ClientId, and that the secret or certificate has not expired");

    [GeneratedRegex(@"AADSTS[0-9]{1,10}", RegexOptions.None, 1000)]
    private static partial Regex Code();
}
