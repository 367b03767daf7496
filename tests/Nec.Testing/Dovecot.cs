using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Nec.Testing;

/// <summary>
/// A real IMAP server on loopback, for as long as a test needs it: Debian's Dovecot, as a user without rights, in a temporary folder, with a
/// certificate of its own. Mails are put into its box as files, byte for byte.
/// </summary>
[UnsupportedOSPlatform("windows")]
public sealed class Dovecot : IAsyncDisposable
{
    public const string User = "nec";
    public const string Password = "an_invented_password";

    private const string Program = "/usr/sbin/dovecot";
    private const UnixFileMode Everyone = (UnixFileMode)0b111_111_111;
    private const int Starts = 5;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly string _folder;
    private Process? _process;
    private int _mails;
    private int _validity = 1_000_000;

    private Dovecot(string folder, string thumbprint) => (_folder, Thumbprint) = (folder, thumbprint);

    /// <summary>Whether this machine has it; where it has not, its tests are skipped.</summary>
    public static bool IsHere => File.Exists(Program) && File.Exists("/usr/lib/dovecot/imap");

    /// <summary>Why a test of it is skipped.</summary>
    public static string WhyNot => $"There is no {Program}: install dovecot-imapd to read a real mailbox.";

    /// <summary>SHA-256 of the certificate, which no authority vouches for.</summary>
    public string Thumbprint { get; }

    /// <summary>Encrypted from the first byte.</summary>
    public int TlsPort { get; private set; }

    /// <summary>In clear, with STARTTLS.</summary>
    public int ClearPort { get; private set; }

    private string Box => Path.Combine(_folder, "mail");

    /// <summary>Starts one with an empty box.</summary>
    /// <exception cref="InvalidOperationException">It did not begin to listen; the message has what it logged.</exception>
    public static async Task<Dovecot> Start(CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("nec-dovecot-").FullName;
        File.SetUnixFileMode(folder, Everyone);
        var dovecot = new Dovecot(folder, WriteCertificate(folder));
        foreach (var name in new[] { "run", "state", "mail", "mail/new", "mail/cur", "mail/tmp" })
        {
            File.SetUnixFileMode(Directory.CreateDirectory(Path.Combine(folder, name)).FullName, Everyone);
        }

        for (var start = 1; ; start++)
        {
            if (await dovecot.TryStart(cancellationToken))
            {
                return dovecot;
            }

            if (start == Starts) // a port may have been taken between being found free and being listened to
            {
                var log = Path.Combine(folder, "log");
                throw new InvalidOperationException($"Dovecot did not start: {(File.Exists(log) ? await File.ReadAllTextAsync(log, cancellationToken) : "it logged nothing")}");
            }
        }
    }

    /// <summary>Puts a mail into the box; the order of calls is that of their UIDs.</summary>
    /// <param name="arrivedAt">The arrival as the server tells it, to the second.</param>
    public void Deliver(ReadOnlySpan<byte> mail, DateTimeOffset arrivedAt)
    {
        _mails++;
        var name = string.Create(CultureInfo.InvariantCulture, $"{1_600_000_000 + _mails}.{_mails:D9}.test");
        var waiting = Path.Combine(Box, "tmp", name);
        File.WriteAllBytes(waiting, mail);
        File.SetLastWriteTimeUtc(waiting, arrivedAt.UtcDateTime);
        File.SetUnixFileMode(waiting, Everyone);
        File.Move(waiting, Path.Combine(Box, "new", name));
    }

    /// <summary>The names of the files of the box: a flag that was set would show in them.</summary>
    public IReadOnlyList<string> Files() =>
    [
        .. Directory.GetFiles(Path.Combine(Box, "new")).Concat(Directory.GetFiles(Path.Combine(Box, "cur")))
            .Select(file => Path.GetRelativePath(Box, file)).Order(StringComparer.Ordinal),
    ];

    /// <summary>Gives the box a new UIDVALIDITY, as a server does that restored it from a copy: every mail has another UID afterwards.</summary>
    public void ForgetUids()
    {
        foreach (var name in Directory.GetFiles(Box, "dovecot*"))
        {
            File.Delete(name);
        }

        _validity++;
        var list = Path.Combine(Box, "dovecot-uidlist");
        File.WriteAllText(list, string.Create(CultureInfo.InvariantCulture, $"3 V{_validity} N1 G0123456789abcdef0123456789abcdef\n"));
        File.SetUnixFileMode(list, Everyone);
    }

    public async ValueTask DisposeAsync()
    {
        await Stop();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task Stop()
    {
        if (_process is not { } process)
        {
            return;
        }

        _process = null;
        using (process)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
        }
    }

    private async Task<bool> TryStart(CancellationToken cancellationToken)
    {
        (TlsPort, ClearPort) = FreePorts();
        var settings = Path.Combine(_folder, "dovecot.conf");
        await File.WriteAllTextAsync(settings, Settings(), cancellationToken);
        string[] command = Environment.IsPrivilegedProcess
            ? ["/usr/bin/setpriv", "--reuid", "nobody", "--regid", "nogroup", "--clear-groups", "--", Program, "-F", "-c", settings]
            : [Program, "-F", "-c", settings];
        _process = Process.Start(new ProcessStartInfo(command[0], command[1..]) { UseShellExecute = false, WorkingDirectory = _folder });
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        while (_process is { HasExited: false } && !patience.IsCancellationRequested)
        {
            if (await Listens(TlsPort) && await Listens(ClearPort))
            {
                return true;
            }

            await Task.Delay(20, CancellationToken.None); // it tells nobody when it listens
        }

        await Stop();
        return false;
    }

    private static async Task<bool> Listens(int port)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static (int First, int Second) FreePorts()
    {
        using var first = new TcpListener(IPAddress.Loopback, 0);
        using var second = new TcpListener(IPAddress.Loopback, 0);
        first.Start();
        second.Start();
        return (((IPEndPoint)first.LocalEndpoint).Port, ((IPEndPoint)second.LocalEndpoint).Port);
    }

    private static string WriteCertificate(string folder)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=imap.example.org", key, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(200));
        Write(Path.Combine(folder, "cert.pem"), certificate.ExportCertificatePem());
        Write(Path.Combine(folder, "key.pem"), key.ExportPkcs8PrivateKeyPem());
        return certificate.GetCertHashString(HashAlgorithmName.SHA256);
    }

    private static void Write(string path, string text)
    {
        File.WriteAllText(path, text);
        File.SetUnixFileMode(path, Everyone); // the key is a test's own, and gone with it
    }

    private string Settings()
    {
        var (user, group) = Environment.IsPrivilegedProcess ? ("nobody", "nogroup") : (Environment.UserName, "");
        return $$"""
            base_dir = {{_folder}}/run
            state_dir = {{_folder}}/state
            log_path = {{_folder}}/log
            default_login_user = {{user}}
            default_internal_user = {{user}}
            {{(group.Length > 0 ? $"default_internal_group = {group}" : "")}}
            first_valid_uid = 1
            protocols = imap
            listen = 127.0.0.1
            auth_mechanisms = plain
            disable_plaintext_auth = no
            mail_location = maildir:{{Box}}
            mail_max_userip_connections = 50
            ssl = yes
            ssl_cert = <{{_folder}}/cert.pem
            ssl_key = <{{_folder}}/key.pem
            ssl_dh =
            passdb {
              driver = static
              args = user={{User}} password={{Password}}
            }
            userdb {
              driver = static
              args = home={{_folder}}/state
            }
            service anvil {
              chroot =
            }
            service stats {
              chroot =
            }
            service imap-login {
              chroot =
              inet_listener imap {
                port = {{ClearPort}}
              }
              inet_listener imaps {
                port = {{TlsPort}}
                ssl = yes
              }
            }

            """;
    }
}
