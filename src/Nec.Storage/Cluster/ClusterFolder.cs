using System.Globalization;
using System.Runtime.Versioning;
using System.Security.Cryptography;

namespace Nec.Storage.Cluster;

/// <summary>
/// The one folder of a private cluster, held by an exclusive lock while we live:
/// <c>nec.lock</c> (marks it as ours), <c>nec.pid</c> (who holds it), <c>password</c>, <c>data</c>, <c>server.log</c>.
/// </summary>
[UnsupportedOSPlatform("windows")]
internal sealed class ClusterFolder : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const int LinuxWouldBlock = 11;
    private const int MacWouldBlock = 35;
    private const string TemporaryPrefix = "nec-cluster-";
    private readonly FileStream _held;

    private ClusterFolder(string path, FileStream held)
    {
        Path = path;
        _held = held;
    }

    public string Path { get; }

    public string Data => DataOf(Path);

    /// <summary>initdb works here and the result is renamed, so that a half-made <see cref="Data"/> never exists.</summary>
    public string Unfinished => System.IO.Path.Combine(Path, "data.new");

    public string PasswordFile => System.IO.Path.Combine(Path, "password");

    public string Log => System.IO.Path.Combine(Path, "server.log");

    public string Postmaster => System.IO.Path.Combine(Data, "postmaster.pid");

    public static string Choose(PrivateClusterOptions options) =>
        options.Folder is { } given ? System.IO.Path.GetFullPath(given)
        : options.Temporary ? System.IO.Path.Combine(System.IO.Path.GetTempPath(), TemporaryPrefix + Guid.NewGuid().ToString("N")[..12])
        : Environment.IsPrivilegedProcess ? "/var/lib/nec"
        : System.IO.Path.Combine(
            Environment.GetEnvironmentVariable("XDG_STATE_HOME") is { Length: > 0 } state
                ? state
                : System.IO.Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".local", "state"),
            "nec");

    /// <summary>The version that made the data there; null when there is none.</summary>
    public static int? MajorOf(string path)
    {
        try
        {
            var version = File.ReadAllText(System.IO.Path.Combine(DataOf(path), "PG_VERSION"));
            return int.Parse(version.Trim().Split('.')[0], CultureInfo.InvariantCulture);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException or FormatException)
        {
            throw new StorageException($"The database folder {path} cannot be read ({refused.Message}): run Nec as the user who made it, or choose another folder.", refused);
        }
    }

    public static async Task<ClusterFolder> Open(string path, ServerAccount account, bool mustBeNew, CancellationToken cancellationToken)
    {
        try
        {
            var marker = System.IO.Path.Combine(path, "nec.lock");
            var isNew = !File.Exists(marker);
            if (!isNew && mustBeNew)
            {
                throw new StorageException($"The folder {path} holds a database already, and a temporary one would delete it at its end: choose an empty or a new folder.");
            }

            // Looked at last again: another start may have made it in the meantime, and is then told of as running.
            if (isNew && Directory.Exists(path) && Directory.EnumerateFileSystemEntries(path).Any() && !File.Exists(marker))
            {
                throw new StorageException($"The folder {path} holds other things and no database of Nec's: choose an empty or a new folder.");
            }

            if (isNew)
            {
                Directory.CreateDirectory(path);
                File.SetUnixFileMode(path, OwnerOnly | UnixFileMode.UserExecute);
                await account.Own(path, cancellationToken);
            }

            return new ClusterFolder(path, Hold(path, marker));
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new StorageException($"The database folder {path} cannot be written ({refused.Message}): make it writable for {Environment.UserName}, or choose another folder.", refused);
        }
    }

    /// <summary>Folders of temporary clusters whose process was killed before it could clean up.</summary>
    public static IEnumerable<ClusterFolder> Abandoned()
    {
        foreach (var path in Directory.EnumerateDirectories(System.IO.Path.GetTempPath(), TemporaryPrefix + "*"))
        {
            ClusterFolder? abandoned = null;
            try
            {
                // The process id is written under the lock: where it stands and no lock is held, the owner is dead.
                abandoned = File.Exists(HolderOf(path)) ? new ClusterFolder(path, Hold(path, System.IO.Path.Combine(path, "nec.lock"))) : null;
            }
            catch (Exception other) when (other is IOException or UnauthorizedAccessException or StorageException)
            {
                // Someone else's, or in use: not ours to clean.
            }

            if (abandoned is not null)
            {
                yield return abandoned;
            }
        }
    }

    /// <summary>The password of the server's one role, made on first use.</summary>
    public async Task<string> Password(ServerAccount account, CancellationToken cancellationToken)
    {
        if (!File.Exists(PasswordFile))
        {
            var making = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = OwnerOnly };
            await using (var file = new StreamWriter(PasswordFile, making))
            {
                await file.WriteAsync(RandomNumberGenerator.GetHexString(48, lowercase: true));
            }

            await account.Own(PasswordFile, cancellationToken); // initdb reads it as the server's account
        }

        return (await File.ReadAllTextAsync(PasswordFile, cancellationToken)).Trim();
    }

    public void Delete()
    {
        try
        {
            Directory.Delete(Path, recursive: true); // while the lock is held: nobody else may find it abandoned
        }
        catch (DirectoryNotFoundException)
        {
            // Somebody was quicker; it is gone, which is what was wanted.
        }
        finally
        {
            Dispose();
        }
    }

    public void Dispose() => _held.Dispose();

    private static string DataOf(string path) => System.IO.Path.Combine(path, "data");

    private static string HolderOf(string path) => System.IO.Path.Combine(path, "nec.pid");

    private static string Holder(string path)
    {
        try
        {
            return File.ReadAllText(HolderOf(path)) is { Length: > 0 } process ? $"process {process}" : "another process";
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return "another process"; // another user's, or it has only just begun
        }
    }

    private static FileStream Hold(string path, string marker)
    {
        FileStream file;
        try
        {
            file = new FileStream(marker, new FileStreamOptions
            {
                Mode = FileMode.OpenOrCreate,
                Access = FileAccess.ReadWrite,
                Share = FileShare.None, // an advisory lock: the kernel drops it when we die, however we die
                UnixCreateMode = OwnerOnly,
            });
        }
        catch (IOException inUse) when (inUse.HResult is LinuxWouldBlock or MacWouldBlock)
        {
            throw new StorageException($"The database in {path} is already running under {Holder(path)}: stop that one first, or choose another folder.", inUse);
        }

        File.Delete(HolderOf(path)); // made anew, never written through: as root we must not follow a link that the server's account laid
        using var holder = new StreamWriter(HolderOf(path), new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = OwnerOnly });
        holder.Write(Environment.ProcessId);
        return file;
    }
}
