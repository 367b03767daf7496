namespace Nec.Storage.Cluster;

/// <summary>Where a private PostgreSQL lives, and how carefully it keeps what it is told.</summary>
public sealed record PrivateClusterOptions
{
    /// <summary>The folder that holds everything of this server; null is the default place of the user who runs us.</summary>
    public string? Folder { get; init; }

    /// <summary>The database that is made in it.</summary>
    public string Database { get; init; } = "nec";

    /// <summary>For demos and tests: writes are not flushed to disk, and the folder is deleted at the end.</summary>
    public bool Temporary { get; init; }

    /// <summary>The folder of PostgreSQL's programs; null looks for them.</summary>
    public string? BinFolder { get; init; }
}
