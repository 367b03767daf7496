using System.Net.Sockets;
using MailKit;
using MailKit.Net.Imap;
using MailKit.Security;
using Nec.Integrations.Http;

namespace Nec.Integrations.Mail.Inbox;

/// <summary>
/// What went wrong with the mailbox, as a sentence that says what to check. What the server said is left out: it may quote a mail.
/// </summary>
internal static class InboxFault
{
    public const string Source = "the mailbox";

    /// <summary>The sentence; null when the failure is none of the mailbox's, or the host is stopping.</summary>
    public static string? Of(Exception failure, CancellationToken cancellationToken) =>
        cancellationToken.IsCancellationRequested ? null
        : failure is IntegrationException known ? known.Detail
        : Says(failure);

    private static string? Says(Exception failure) => failure switch
    {
        SslHandshakeException or System.Security.Authentication.AuthenticationException =>
            "its server's certificate is not trusted, or it does not speak TLS on this port: check Mail:Inbox:Port and Mail:Inbox:Tls, "
            + "or set Mail:Inbox:TrustedCertificate to its thumbprint",
        AuthenticationException => "its server does not accept Mail:Inbox:User with Mail:Inbox:Password or Mail:Inbox:OAuth",
        FolderNotFoundException => "it has no folder of the name in Mail:Inbox:Folder",
        NotSupportedException => "its server does not offer the encryption or the sign-in that Mail:Inbox asks for",
        ImapCommandException => "its server refused a command",
        ProtocolException or ServiceNotConnectedException or ServiceNotAuthenticatedException or FolderNotOpenException =>
            "its server closed the conversation or does not keep to IMAP",
        OperationCanceledException or TimeoutException => "its server did not answer in the time that Mail:Inbox:TimeoutSeconds allows",
        IOException or SocketException =>
            "its server cannot be reached or closed the connection: check Mail:Inbox:Host and Mail:Inbox:Port",
        _ => null,
    };
}
