using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Nec.Testing;

/// <summary>
/// Dovecot as a user without rights, in a temporary folder, with a certificate of its own; gone with the process. Any user signs in with the
/// one password.
/// </summary>
[UnsupportedOSPlatform("windows")]
internal sealed class DovecotServer
{
    public const string Password = "an_invented_password";
    public const string Program = "/usr/sbin/dovecot";
    public const UnixFileMode Everyone = (UnixFileMode)0b111_111_111;

    private const int MostStarts = 5;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly SemaphoreSlim Starting = new(1);
    private static DovecotServer? _shared;

    private readonly string _folder;
    private readonly ConcurrentQueue<string> _log = new();
    private Process? _process;

    private DovecotServer(string folder)
    {
        _folder = folder;
        File.SetUnixFileMode(folder, Everyone);
        foreach (var name in new[] { "run", "state", "mail" })
        {
            File.SetUnixFileMode(Directory.CreateDirectory(Path.Combine(folder, name)).FullName, Everyone);
        }

        Thumbprint = WriteCertificate(folder);
    }

    public static bool IsHere => File.Exists(Program) && File.Exists("/usr/lib/dovecot/imap");

    public string Thumbprint { get; }

    public int TlsPort { get; private set; }

    public int ClearPort { get; private set; }

    /// <summary>The folder in which each user has a box.</summary>
    public string Boxes => Path.Combine(_folder, "mail");

    /// <summary>The server of this process.</summary>
    /// <exception cref="InvalidOperationException">It did not begin to listen; the message has what it logged.</exception>
    public static async Task<DovecotServer> Shared(CancellationToken cancellationToken)
    {
        await Starting.WaitAsync(cancellationToken);
        try
        {
            return _shared ??= await Start(cancellationToken);
        }
        finally
        {
            Starting.Release();
        }
    }

    private static async Task<DovecotServer> Start(CancellationToken cancellationToken)
    {
        var server = new DovecotServer(Directory.CreateTempSubdirectory("nec-dovecot-").FullName);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => server.End();
        for (var start = 1; start <= MostStarts; start++) // a port may be taken between being found free and being listened to
        {
            if (await server.TryStart(cancellationToken))
            {
                return server;
            }
        }

        throw new InvalidOperationException($"Dovecot did not start: {string.Join(Environment.NewLine, server._log)}");
    }

    private async Task<bool> TryStart(CancellationToken cancellationToken)
    {
        (TlsPort, ClearPort) = FreePorts();
        var settings = Path.Combine(_folder, "dovecot.conf");
        await File.WriteAllTextAsync(settings, Settings(), cancellationToken);
        string[] command = Environment.IsPrivilegedProcess
            ? ["/usr/bin/setpriv", "--reuid", "nobody", "--regid", "nogroup", "--clear-groups", "--", Program, "-F", "-c", settings]
            : [Program, "-F", "-c", settings];
        var start = new ProcessStartInfo(command[0], command[1..]) { UseShellExecute = false, WorkingDirectory = _folder, RedirectStandardError = true };
        _process = Process.Start(start);
        if (_process is null)
        {
            return false;
        }

        var listens = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        _process.ErrorDataReceived += (_, line) => // null at its end
        {
            _log.Enqueue(line.Data ?? "it ended");
            if (line.Data?.Contains("starting up", StringComparison.Ordinal) != false)
            {
                listens.TrySetResult(line.Data is not null); // said when its sockets listen
            }
        };
        _process.BeginErrorReadLine();
        try
        {
            if (await listens.Task.WaitAsync(Patience, cancellationToken))
            {
                return true;
            }
        }
        catch (TimeoutException)
        {
            _log.Enqueue($"it did not say within {Patience.TotalSeconds} seconds that it listens");
        }

        Stop();
        return false;
    }

    private void End()
    {
        Stop();
        Directory.Delete(_folder, recursive: true);
    }

    private void Stop()
    {
        if (_process is { } process)
        {
            _process = null;
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
            process.Dispose();
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
        var user = Environment.IsPrivilegedProcess ? "nobody" : Environment.UserName;
        var group = Environment.IsPrivilegedProcess ? "default_internal_group = nogroup" : "";
        return $$"""
            base_dir = {{_folder}}/run
            state_dir = {{_folder}}/state
            log_path = /dev/stderr
            default_login_user = {{user}}
            default_internal_user = {{user}}
            {{group}}
            first_valid_uid = 1
            protocols = imap
            listen = 127.0.0.1
            auth_mechanisms = plain
            auth_failure_delay = 0
            disable_plaintext_auth = no
            mail_location = maildir:{{_folder}}/mail/%u
            mail_max_userip_connections = 100
            ssl = yes
            ssl_cert = <{{_folder}}/cert.pem
            ssl_key = <{{_folder}}/key.pem
            passdb {
              driver = static
              args = password={{Password}}
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
