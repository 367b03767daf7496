using System.Buffers;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Reflection;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Nec.Integrations.Mail;
using Nec.Integrations.Mail.Smtp;
using Nec.Integrations.Tests.Mail.Contract;
using Nec.Simulator;
using SmtpServer;
using SmtpServer.Authentication;
using SmtpServer.ComponentModel;
using SmtpServer.Mail;
using SmtpServer.Net;
using SmtpServer.Protocol;
using SmtpServer.Storage;

namespace Nec.Integrations.Tests.Mail.Smtp;

/// <summary>The mail server of the package SmtpServer, which shares no code with the simulator's and acknowledges no packet early.</summary>
internal sealed class PackageUnderTest : SmtpUnderTest
{
    private readonly CancellationTokenSource _ending = new();
    private readonly Box _box = new();
    private readonly X509Certificate2 _certificate = Certificate();
    private readonly Task _running;
    private int _conversations;

    public PackageUnderTest(SmtpTls tls)
    {
        var listeners = new PromptListeners();
        var services = new ServiceProvider();
        services.Add((IEndpointListenerFactory)listeners);
        services.Add((IUserAuthenticator)_box);
        services.Add((IMailboxFilter)_box);
        services.Add((IMessageStore)_box);
        var options = new SmtpServerOptionsBuilder().ServerName("package.example.org").Endpoint(endpoint => endpoint
            .Endpoint(new IPEndPoint(IPAddress.Loopback, 0)).Certificate(_certificate).IsSecure(tls == SmtpTls.Implicit)
            .AuthenticationRequired().AllowUnsecureAuthentication(tls == SmtpTls.None)).Build();
        var server = new SmtpServer.SmtpServer(options, services);
        server.SessionCreated += (_, _) => Interlocked.Increment(ref _conversations);
        _running = server.StartAsync(_ending.Token);
        Options = new()
        {
            Host = "127.0.0.1",
            Port = listeners.Port,
            Tls = tls,
            TrustedCertificate = _certificate.GetCertHashString(HashAlgorithmName.SHA256),
            User = "nec",
            Password = Password,
        };
    }

    public override SmtpOptions Options { get; }

    public override IReadOnlyList<Arrived> Arrived => [.. _box.Mails.Select(mail => mail.Read())];

    public override IReadOnlyList<string> Texts => [.. _box.Mails.Select(mail => Encoding.UTF8.GetString(mail.Text))];

    public override IReadOnlyList<string> Parameters => [.. _box.Mails.Select(mail => mail.Parameters)];

    public override int Conversations => Volatile.Read(ref _conversations);

    public override void Refuse(int code, bool afterText) => _box.Faults.Enqueue(new((SmtpReplyCode)code, afterText));

    public override OutgoingMail Unwanted(OutgoingMail mail) => mail with { To = Box.Unwanted };

    public override void KeepSilently() => _box.Faults.Enqueue(new(null, AfterText: true));

    public override Task HoldNext()
    {
        _box.Faults.Enqueue(new(null, AfterText: true) { Holds = true });

        return _box.Held.WaitAsync(TestContext.Current.CancellationToken);
    }

    protected override async ValueTask End()
    {
        await _ending.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _certificate.Dispose();
        _ending.Dispose();
    }

    private static X509Certificate2 Certificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

        return new CertificateRequest("CN=package.example.org", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(new(2010, 1, 1, 0, 0, 0, TimeSpan.Zero), new(2049, 1, 1, 0, 0, 0, TimeSpan.Zero));
    }

    /// <summary>Listens with NoDelay, which what it accepts inherits: as it comes the package waits 40 ms before the end of every longer answer.</summary>
    private sealed class PromptListeners : EndpointListenerFactory
    {
        public int Port { get; private set; }

        public override IEndpointListener CreateListener(IEndpointDefinition endpointDefinition)
        {
            var listener = base.CreateListener(endpointDefinition);
            var socket = listener.GetType().GetField("_tcpListener", BindingFlags.Instance | BindingFlags.NonPublic)?.GetValue(listener) as TcpListener
                ?? throw new InvalidOperationException("The package's listener has changed: force NoDelay on it another way.");
            socket.Server.NoDelay = true;
            Port = ((IPEndPoint)socket.LocalEndpoint).Port;

            return listener;
        }
    }

    private sealed record Fault(SmtpReplyCode? Code, bool AfterText)
    {
        public bool Holds { get; init; }
    }

    private sealed record Kept(string To, string Parameters, byte[] Text)
    {
        public Arrived Read()
        {
            var mail = new ReceivedMail("", [To], Text, null, overTls: false);

            return new(mail.MessageId!.Trim('<', '>'), To, mail.Subject!, mail.Text, mail.Html);
        }
    }

    private sealed class Box : IMessageStore, IMailboxFilter, IUserAuthenticator
    {
        public const string Unwanted = "unwanted@example.org";

        public ConcurrentQueue<Kept> Mails { get; } = new();

        public ConcurrentQueue<Fault> Faults { get; } = new();

        public SemaphoreSlim Held { get; } = new(0);

        public Task<bool> AuthenticateAsync(ISessionContext context, string user, string password, CancellationToken cancellationToken) =>
            Task.FromResult((user, password) == ("nec", Password));

        public Task<bool> CanAcceptFromAsync(ISessionContext context, IMailbox from, int size, CancellationToken cancellationToken) => Task.FromResult(true);

        public Task<bool> CanDeliverToAsync(ISessionContext context, IMailbox to, IMailbox from, CancellationToken cancellationToken) =>
            Take(afterText: false) is { Code: { } code } ? throw new SmtpResponseException(new(code, $"not now, <{to.User}@{to.Host}>"))
            : Task.FromResult($"{to.User}@{to.Host}" != Unwanted);

        public async Task<SmtpResponse> SaveAsync(ISessionContext context, IMessageTransaction transaction, ReadOnlySequence<byte> buffer, CancellationToken cancellationToken)
        {
            var fault = Take(afterText: true);
            if (fault?.Code is { } code)
            {
                return new(code, "not this one");
            }

            Mails.Enqueue(new($"{transaction.To[0].User}@{transaction.To[0].Host}", string.Join(' ', transaction.Parameters.Keys), [.. buffer.ToArray(), .. "\r\n"u8])); // the package takes the last line's end for a part of the final dot
            if (fault is { Holds: true })
            {
                Held.Release();
                await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            }

            if (fault is not null)
            {
                context.Pipe.Dispose(); // hangs up instead of an answer
            }

            return SmtpResponse.Ok;
        }

        private Fault? Take(bool afterText) => Faults.TryPeek(out var fault) && fault.AfterText == afterText && Faults.TryDequeue(out _) ? fault : null;
    }
}
