using Nec.Storage;
using Nec.Storage.Cluster;
using Npgsql;

namespace Nec.Worker.Hosting;

/// <summary>The database that the settings lead to, for as long as it is needed.</summary>
internal sealed class OpenDatabase : IAsyncDisposable
{
    private readonly PrivateCluster? _own;

    private OpenDatabase(string connectionString, PrivateCluster? own) => (ConnectionString, _own) = (connectionString, own);

    /// <summary>Leads to it; holds a password.</summary>
    public string ConnectionString { get; }

    /// <summary>Whether we run its server.</summary>
    public bool IsOwn => _own is not null;

    /// <summary>The server that <c>ConnectionStrings:Nec</c> names; without it a private one, which is started unless another process of ours may run it and does.</summary>
    public static async Task<OpenDatabase> Open(IConfiguration configuration, bool mayShare, CancellationToken cancellationToken)
    {
        if (configuration.GetConnectionString("Nec") is { Length: > 0 } given)
        {
            return new(Checked(given), null);
        }

        var options = new PrivateClusterOptions { Folder = configuration["Database:Folder"] };
        if (OperatingSystem.IsWindows())
        {
            throw new StorageException("On Windows Nec has no private database: set ConnectionStrings:Nec.");
        }

        if (mayShare && PrivateCluster.Running(options) is { } running)
        {
            return new(running, null);
        }

        var cluster = await PrivateCluster.Start(options, cancellationToken);
        return new(cluster.ConnectionString, cluster);
    }

    /// <summary>A database of its own that is gone afterwards, whatever the settings say.</summary>
    public static async Task<OpenDatabase> Temporary(CancellationToken cancellationToken)
    {
        var cluster = await PrivateCluster.Start(new() { Temporary = true }, cancellationToken);
        return new(cluster.ConnectionString, cluster);
    }

    // It holds a password, so it is not shown.
    private static string Checked(string given)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(given).ConnectionString;
        }
        catch (ArgumentException)
        {
            throw new SettingException("ConnectionStrings:Nec is no connection string: write it as Host=…;Database=…;Username=…;Password=…, or leave it out to use a private database.");
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_own is not null)
        {
            await _own.DisposeAsync();
        }
    }
}
