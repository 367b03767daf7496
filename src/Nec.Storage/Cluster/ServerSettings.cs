using System.Globalization;

namespace Nec.Storage.Cluster;

/// <summary>The server's settings, given on its command line so that the folder never holds a copy that ages.</summary>
internal static class ServerSettings
{
    private static readonly string[] Always =
    [
        "listen_addresses=127.0.0.1",
        "unix_socket_directories=", // none: a socket's path must stay under 107 bytes, and folders are deep
        "shared_buffers=64MB",
        "timezone=UTC",
        "log_timezone=UTC",
        "jit=off", // our statements are short; compiling them costs more than it saves
        "logging_collector=on", // the log goes on when we are killed and our pipes are gone
        "log_filename=server.log",
        "log_rotation_age=0",
        "log_rotation_size=0",
        "log_checkpoints=off",
    ];

    private static readonly string[] Lasting = ["max_connections=60"];

    private static readonly string[] Fleeting =
        ["max_connections=250", "fsync=off", "synchronous_commit=off", "full_page_writes=off", "wal_level=minimal", "max_wal_senders=0"];

    public static IEnumerable<string> For(int port, string logFolder, bool temporary) =>
        [
            "-p", port.ToString(CultureInfo.InvariantCulture),
            .. Always.Concat(temporary ? Fleeting : Lasting).Append($"log_directory={logFolder}").SelectMany(setting => new[] { "-c", setting }),
        ];
}
