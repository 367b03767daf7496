using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace Nec.Integrations.Mail.Smtp;

/// <summary>One conversation with the server, from the greeting to QUIT, over which any number of mails go.</summary>
internal sealed class SmtpConversation : IDisposable
{
    private readonly Socket _socket;
    private readonly SmtpClient _client;

    private SmtpConversation(SmtpOptions options, Socket socket)
    {
        var trusted = options.TrustedCertificate?.Replace(":", "", StringComparison.Ordinal);
        _socket = socket;
        _client = new SmtpClient
        {
            LocalDomain = options.GreetAs ?? "127.0.0.1", // in brackets; our real address is nobody's concern
            CheckCertificateRevocation = options.CheckRevocation,
            ServerCertificateValidationCallback = (_, certificate, _, errors) => errors == SslPolicyErrors.None
                || (trusted is not null
                    && trusted.Equals(certificate?.GetCertHashString(HashAlgorithmName.SHA256), StringComparison.OrdinalIgnoreCase)),
        };
    }

    /// <summary>Whether another mail may go over it.</summary>
    public bool IsOpen => _client.IsConnected;

    /// <summary>Whether what is written leaves at once. MailKit leaves Nagle's delay on, which holds each mail above 4 KiB back for 40 ms.</summary>
    internal bool HasNoDelay => _socket.NoDelay;

    /// <summary>Connects, encrypts and signs in, as the settings say.</summary>
    /// <param name="options">The settings.</param>
    /// <param name="signIn">Who signs in.</param>
    /// <param name="needsUtf8">Whether the server must carry addresses in any letters; otherwise it is not asked to.</param>
    /// <param name="cancellationToken">Ends the conversation.</param>
    public static async Task<SmtpConversation> Open(
        SmtpOptions options, SmtpSignIn signIn, bool needsUtf8, CancellationToken cancellationToken)
    {
        var conversation = new SmtpConversation(options, await Connect(options, cancellationToken));
        try
        {
            await conversation.Greet(options, cancellationToken);
            conversation.Require(needsUtf8);
            await signIn.SignIn(conversation._client, conversation.IsLocal, cancellationToken);

            return conversation;
        }
        catch
        {
            conversation.Dispose();
            throw;
        }
    }

    /// <summary>Hands a mail over; throws unless the server has taken it.</summary>
    public Task Send(SmtpEnvelope mail, SendClock clock) =>
        _client.SendAsync(FormatOptions.Default, mail.Text, mail.From, [mail.To], clock.Token, clock);

    /// <summary>Takes leave.</summary>
    public async Task Close(CancellationToken cancellationToken)
    {
        await _client.DisconnectAsync(quit: true, cancellationToken);
        Dispose();
    }

    /// <summary>Leaves without a word.</summary>
    public void Dispose()
    {
        _client.Dispose();
        _socket.Dispose();
    }

    private bool IsLocal => _socket.RemoteEndPoint is IPEndPoint { Address: var address } && IPAddress.IsLoopback(address);

    private static async Task<Socket> Connect(SmtpOptions options, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(options.Host, options.Port, cancellationToken);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private async Task Greet(SmtpOptions options, CancellationToken cancellationToken)
    {
        var tls = options.Tls switch
        {
            SmtpTls.Implicit => SecureSocketOptions.SslOnConnect,
            SmtpTls.None => SecureSocketOptions.None,
            SmtpTls.WhenOffered => SecureSocketOptions.StartTlsWhenAvailable,
            _ => SecureSocketOptions.StartTls,
        };
        try
        {
            await _client.ConnectAsync(_socket, options.Host, options.Port, tls, cancellationToken);
        }
        catch (SmtpCommandException refused)
        {
            // A server that turns everybody away, for good even, is no reason to give this mail up.
            throw SmtpTroubleException.Temporary($"the mail server turned us away: {SmtpVerdict.Describe(refused)}");
        }
    }

    private void Require(bool needsUtf8)
    {
        if (needsUtf8 && !_client.Capabilities.HasFlag(SmtpCapabilities.UTF8))
        {
            throw new SmtpTroubleException(new SendOutcome.Permanent(
                "the recipient's address has letters before the @ that this mail server does not carry (SMTPUTF8); "
                + "ask for an address in plain letters"));
        }

        if (!needsUtf8)
        {
            _client.Capabilities &= ~SmtpCapabilities.UTF8; // or MailKit writes a domain in its own letters
        }
    }
}
