using System.Globalization;
using System.Runtime.Versioning;

namespace Nec.Testing;

/// <summary>
/// A mailbox of a test's own on a real IMAP server: Debian's Dovecot on loopback, one for the process (<see cref="DovecotServer"/>).
/// Mails are put into the box as files, byte for byte.
/// </summary>
[UnsupportedOSPlatform("windows")]
public sealed class Dovecot : IAsyncDisposable
{
    public const string Password = DovecotServer.Password;

    private readonly DovecotServer _server;
    private int _mails;
    private int _validity = 1_000_000;

    private Dovecot(DovecotServer server)
    {
        (_server, User) = (server, $"box{Guid.NewGuid():N}");
        foreach (var name in new[] { "", "new", "cur", "tmp" })
        {
            File.SetUnixFileMode(Directory.CreateDirectory(Path.Combine(Box, name)).FullName, DovecotServer.Everyone);
        }
    }

    /// <summary>Whether this machine has it; where it has not, its tests are skipped.</summary>
    public static bool IsHere => DovecotServer.IsHere;

    /// <summary>Why a test of it is skipped.</summary>
    public static string WhyNot => $"There is no {DovecotServer.Program}: install dovecot-imapd to read a real mailbox.";

    /// <summary>Who signs in to this box.</summary>
    public string User { get; }

    /// <summary>SHA-256 of the server's certificate, which no authority vouches for.</summary>
    public string Thumbprint => _server.Thumbprint;

    /// <summary>Encrypted from the first byte.</summary>
    public int TlsPort => _server.TlsPort;

    /// <summary>In clear, with STARTTLS.</summary>
    public int ClearPort => _server.ClearPort;

    private string Box => Path.Combine(_server.Boxes, User);

    /// <summary>An empty box; the server is started when none is running.</summary>
    public static async Task<Dovecot> NewBox(CancellationToken cancellationToken) => new(await DovecotServer.Shared(cancellationToken));

    /// <summary>Puts a mail into the box; the order of calls is that of their UIDs.</summary>
    /// <param name="arrivedAt">The arrival as the server tells it, to the second.</param>
    public void Deliver(ReadOnlySpan<byte> mail, DateTimeOffset arrivedAt)
    {
        _mails++;
        var name = string.Create(CultureInfo.InvariantCulture, $"{1_600_000_000 + _mails}.{_mails:D9}.test");
        var waiting = Path.Combine(Box, "tmp", name);
        File.WriteAllBytes(waiting, mail);
        File.SetLastWriteTimeUtc(waiting, arrivedAt.UtcDateTime);
        File.SetUnixFileMode(waiting, DovecotServer.Everyone);
        File.Move(waiting, Path.Combine(Box, "new", name));
    }

    /// <summary>The files of the box: a flag that was set would show in their folder and name.</summary>
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
        File.SetUnixFileMode(list, DovecotServer.Everyone);
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(Box, recursive: true);
        return ValueTask.CompletedTask;
    }
}
