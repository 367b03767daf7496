using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Text;

namespace Nec.Integrations.Mail.Smtp;

/// <summary>One conversation with the server, from the greeting to QUIT, over which any number of mails go.</summary>
internal sealed class SmtpSession : IAsyncDisposable
{
    private readonly SmtpLine _line;
    private readonly SmtpOptions _options;
    private HashSet<string> _offers = [];
    private string _authOffer = "";
    private bool _isEncrypted;

    private SmtpSession(SmtpLine line, SmtpOptions options) => (_line, _options) = (line, options);

    /// <summary>Connects, encrypts and signs in, as the settings say.</summary>
    public static async Task<SmtpSession> Open(SmtpOptions options, CancellationToken cancellationToken)
    {
        var line = await SmtpLine.Open(options.Host, options.Port, TimeSpan.FromSeconds(options.TimeoutSeconds), cancellationToken);
        var session = new SmtpSession(line, options);
        try
        {
            await session.Begin(cancellationToken);
            return session;
        }
        catch (SmtpRefusedException refused)
        {
            await line.DisposeAsync();

            // A server that turns everybody away, for good even, is no reason to give this mail up.
            throw new SmtpTroubleException(refused.Message);
        }
        catch
        {
            await line.DisposeAsync();
            throw;
        }
    }

    /// <summary>Announces a mail; after it the server waits for the text.</summary>
    public async Task Announce(string from, string to, CancellationToken cancellationToken)
    {
        string[] commands = [$"MAIL FROM:<{from}>\r\n", $"RCPT TO:<{to}>\r\n", "DATA\r\n"];
        var replies = new List<SmtpReply>();
        if (_offers.Contains("PIPELINING"))
        {
            await _line.Write(string.Concat(commands), cancellationToken);
            for (var at = 0; at < commands.Length; at++)
            {
                replies.Add(await _line.Read(cancellationToken));
            }
        }
        else
        {
            do
            {
                await _line.Write(commands[replies.Count], cancellationToken);
                replies.Add(await _line.Read(cancellationToken));
            }
            while (replies[^1].IsGood && replies.Count < commands.Length);
        }

        await Judge(replies, cancellationToken);
    }

    /// <summary>Hands the text over, with the final dot in the same write.</summary>
    public Task Hand(ReadOnlyMemory<byte> text, CancellationToken cancellationToken) => _line.Write(text, cancellationToken);

    /// <summary>The server's last word on a mail.</summary>
    public async Task<SmtpReply> Verdict() =>
        // Not to be cancelled: the mail is out of our hands, and only the answer tells whether it is in the server's.
        await _line.Read(CancellationToken.None, times: 5);

    /// <summary>Takes leave.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await _line.Write("QUIT\r\n", CancellationToken.None);
        }
        catch (Exception failure) when (failure is IOException or ObjectDisposedException)
        {
            // The other side left first.
        }

        await _line.DisposeAsync();
    }

    /// <summary>Leaves without a word: the conversation is broken.</summary>
    public ValueTask Abandon() => _line.DisposeAsync();

    private async Task Judge(List<SmtpReply> replies, CancellationToken cancellationToken)
    {
        string[] refusals = ["does not accept our sender address", "does not accept the recipient", "does not accept the mail"];
        for (var at = 0; at < replies.Count; at++)
        {
            if (replies[at].IsGood || (at == 2 && replies[at].Code == 354))
            {
                continue;
            }

            if (replies[at].Code == SmtpReply.ClosingDown)
            {
                throw new SmtpRefusedException("is closing down", replies[at]);
            }

            if (replies is [_, _, { Code: 354 }])
            {
                // Told to go on although a command before was refused (RFC 2920): end the empty text.
                await _line.Write(".\r\n", cancellationToken);
                _ = await _line.Read(cancellationToken);
            }

            await _line.Write("RSET\r\n", cancellationToken);
            _ = await _line.Read(cancellationToken);
            throw new SmtpRefusedException(refusals[at], replies[at]);
        }
    }

    private async Task Begin(CancellationToken cancellationToken)
    {
        if (_options.Tls == SmtpTls.Implicit)
        {
            await Encrypt(cancellationToken);
        }

        Require(await _line.Read(cancellationToken), "turned us away");
        await Greet(cancellationToken);
        if (_options.Tls is SmtpTls.Required or SmtpTls.WhenOffered && _offers.Contains("STARTTLS"))
        {
            await _line.Write("STARTTLS\r\n", cancellationToken);
            Require(await _line.Read(cancellationToken), "offers encryption and then refuses it");
            await Encrypt(cancellationToken);
            await Greet(cancellationToken); // what was offered in the clear does not count (RFC 3207)
        }
        else if (_options.Tls == SmtpTls.Required)
        {
            throw new SmtpTroubleException("the mail server offers no encryption (STARTTLS); if that is meant, set Mail:Smtp:Tls to WhenOffered or None");
        }

        if (!string.IsNullOrEmpty(_options.User))
        {
            await SignIn(_options.User, _options.Password ?? "", cancellationToken);
        }
    }

    private async Task Greet(CancellationToken cancellationToken)
    {
        await _line.Write($"EHLO {_options.GreetAs ?? "[127.0.0.1]"}\r\n", cancellationToken);
        var reply = await _line.Read(cancellationToken);
        Require(reply, "does not know the extended greeting (EHLO)");
        _offers = reply.Lines.Skip(1).Select(line => line.Split(' ')[0].ToUpperInvariant()).ToHashSet(StringComparer.Ordinal);
        _authOffer = reply.Lines.FirstOrDefault(line => line.StartsWith("AUTH ", StringComparison.OrdinalIgnoreCase))?.ToUpperInvariant() ?? "";
    }

    private async Task Encrypt(CancellationToken cancellationToken)
    {
        var trusted = _options.TrustedCertificate?.Replace(":", "", StringComparison.Ordinal);
        await _line.Encrypt(
            new SslClientAuthenticationOptions
            {
                TargetHost = _options.Host,
                RemoteCertificateValidationCallback = (_, certificate, _, errors) => errors == SslPolicyErrors.None
                    || (trusted is not null && certificate?.GetCertHashString(HashAlgorithmName.SHA256).Equals(trusted, StringComparison.OrdinalIgnoreCase) == true),
            },
            cancellationToken);
        _isEncrypted = true;
    }

    private async Task SignIn(string user, string password, CancellationToken cancellationToken)
    {
        if (!_isEncrypted && !IsLoopback(_options.Host))
        {
            throw new SmtpTroubleException("the password is not sent unencrypted: set Mail:Smtp:Tls to Required, or Mail:Smtp:User to nothing");
        }

        if (_authOffer.Contains("PLAIN", StringComparison.Ordinal))
        {
            await _line.Write($"AUTH PLAIN {Base64($"\0{user}\0{password}")}\r\n", cancellationToken);
        }
        else if (_authOffer.Contains("LOGIN", StringComparison.Ordinal))
        {
            await _line.Write("AUTH LOGIN\r\n", cancellationToken);
            RequireMore(await _line.Read(cancellationToken));
            await _line.Write($"{Base64(user)}\r\n", cancellationToken);
            RequireMore(await _line.Read(cancellationToken));
            await _line.Write($"{Base64(password)}\r\n", cancellationToken);
        }
        else
        {
            throw new SmtpTroubleException("the mail server offers no sign-in that we know (PLAIN, LOGIN): check Mail:Smtp:Host and Mail:Smtp:User");
        }

        Require(await _line.Read(cancellationToken), "does not accept Mail:Smtp:User and Mail:Smtp:Password");
    }

    private static bool IsLoopback(string host) => host == "localhost" || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static void Require(SmtpReply reply, string otherwise)
    {
        if (!reply.IsGood)
        {
            throw new SmtpRefusedException(otherwise, reply);
        }
    }

    private static void RequireMore(SmtpReply reply)
    {
        if (reply.Code != 334)
        {
            throw new SmtpRefusedException("does not accept the sign-in", reply);
        }
    }
}
