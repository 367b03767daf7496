namespace Nec.Storage.Cluster;

/// <summary>The user that the server runs as: ourselves, or, as PostgreSQL refuses root, another one that root steps down to.</summary>
internal sealed record ServerAccount(string Name, string? UserId, string? GroupId)
{
    /// <summary>True when we are root and the server is somebody else.</summary>
    public bool IsAnother => UserId is not null;

    public static ServerAccount Choose()
    {
        if (!Environment.IsPrivilegedProcess)
        {
            return new ServerAccount(Environment.UserName, null, null);
        }

        var users = File.ReadLines("/etc/passwd").Select(line => line.Split(':')).Where(fields => fields.Length > 3).ToList();
        var user = users.Find(fields => fields[0] == "postgres")
            ?? users.Find(fields => fields[0] == "nobody")
            ?? throw new StorageException(
                "PostgreSQL refuses to run as root, and this system has neither a user postgres nor nobody: run Nec as an ordinary user.");
        return new ServerAccount(user[0], user[2], user[3]);
    }

    /// <summary>The command as this account would give it.</summary>
    public IReadOnlyList<string> Command(params IEnumerable<string> command) =>
        !IsAnother ? [.. command]
        : OutsideProgram.Find("setpriv") is { } setpriv ? [setpriv, "--reuid", UserId!, "--regid", GroupId!, "--clear-groups", "--", .. command]
        : OutsideProgram.Find("runuser") is { } runuser ? [runuser, "-u", Name, "--", .. command]
        : throw new StorageException(
            $"PostgreSQL refuses to run as root, and neither setpriv nor runuser is installed to step down to {Name}: "
            + "install util-linux, or run Nec as an ordinary user.");

    /// <summary>Gives a file or folder that we just made to this account.</summary>
    public async Task Own(string path, CancellationToken cancellationToken)
    {
        if (IsAnother && await OutsideProgram.Run([OutsideProgram.Find("chown") ?? "chown", $"{UserId}:{GroupId}", path], cancellationToken) is { Succeeded: false } refused)
        {
            throw new StorageException($"{path} could not be given to the user {Name}: {refused.Output.Trim()}.");
        }
    }
}
