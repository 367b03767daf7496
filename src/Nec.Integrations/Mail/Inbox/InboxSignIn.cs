using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using MailKit.Net.Imap;
using MailKit.Security;
using Nec.Integrations.Http;
using Nec.Integrations.Mail.Entra;

namespace Nec.Integrations.Mail.Inbox;

/// <summary>Connects to the server and signs in, as the settings say and in no other way.</summary>
internal sealed class InboxSignIn(InboxOptions options, HttpOptions http) : IDisposable
{
    private readonly EntraSignIn? _entra = options.OAuth is { } app ? new EntraSignIn(app, $"{InboxOptions.Section}:OAuth", http) : null;
    private bool _isTokenRefused;

    /// <summary>Connects, encrypts and signs in.</summary>
    /// <exception cref="IntegrationException">The app is not signed in to Microsoft.</exception>
    public async Task Enter(ImapClient client, CancellationToken cancellationToken)
    {
        client.ServerCertificateValidationCallback = (_, certificate, _, errors) => errors == SslPolicyErrors.None
            || (Trusted is { } trusted && certificate is not null
                && certificate.GetCertHashString(HashAlgorithmName.SHA256).Equals(trusted, StringComparison.OrdinalIgnoreCase));
        var socket = await Reach(cancellationToken);
        // Host and user are set where a mailbox is read.
        await client.ConnectAsync(socket, options.Host!, options.Port, Security, cancellationToken);
        if (_entra is null)
        {
            await SignIn(client, new(options.User, options.Password), cancellationToken);
            return;
        }

        var token = await _entra.Token(EntraSignIn.OutlookScope, _isTokenRefused, cancellationToken);
        var value = token.Value ?? throw new IntegrationException(InboxFault.Source, null, token.Trouble);
        try
        {
            await client.AuthenticateAsync(new SaslMechanismOAuth2(options.User!, value), cancellationToken);
            _isTokenRefused = false;
        }
        catch (AuthenticationException)
        {
            _isTokenRefused = true; // the next run asks for a new one
            throw;
        }
    }

    // One way only, and no second with the same password: a server that counts wrong ones would lock the account.
    private static Task SignIn(ImapClient client, NetworkCredential credentials, CancellationToken cancellationToken)
    {
        var offered = client.AuthenticationMechanisms;
        SaslMechanism? mechanism = offered.Contains("PLAIN") ? new SaslMechanismPlain(credentials)
            : offered.Contains("LOGIN") ? new SaslMechanismLogin(credentials)
            : offered.Contains("SCRAM-SHA-256") ? new SaslMechanismScramSha256(credentials)
            : null;
        if (mechanism is not null)
        {
            return client.AuthenticateAsync(mechanism, cancellationToken);
        }

        offered.Clear(); // the command LOGIN remains, where the server has it
        return client.AuthenticateAsync(credentials, cancellationToken);
    }

    public void Dispose() => _entra?.Dispose();

    private SecureSocketOptions Security => options.Tls switch
    {
        InboxTls.StartTls => SecureSocketOptions.StartTls,
        InboxTls.None => SecureSocketOptions.None,
        _ => SecureSocketOptions.SslOnConnect,
    };

    private string? Trusted => string.IsNullOrEmpty(options.TrustedCertificate)
        ? null
        : options.TrustedCertificate.Replace(":", "", StringComparison.Ordinal);

    // The library's own socket waits for more to send before each answer.
    private async Task<Socket> Reach(CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(options.TimeoutSeconds));
        try
        {
            await socket.ConnectAsync(options.Host!, options.Port, limit.Token);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
