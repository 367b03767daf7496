using System.Net.Sockets;
using Npgsql;

namespace Nec.Storage;

/// <summary>Tells a database that is away from one that refuses.</summary>
public static class Outage
{
    /// <summary>Whether a failure says only that the database did not answer, or is starting or stopping.</summary>
    /// <param name="failure">Null is none.</param>
    public static bool Is(Exception? failure) => failure switch
    {
        null => false,
        SocketException => true,
        PostgresException refused => refused.IsTransient
            || refused.SqlState.StartsWith("57P", StringComparison.Ordinal)
            || refused.SqlState == PostgresErrorCodes.ReadOnlySqlTransaction,
        NpgsqlException away => away.IsTransient || Is(away.InnerException) || away.InnerException is IOException or TimeoutException,
        _ => false,
    };

    /// <summary>Whether a failure says that the database has no room, memory, connections or time left: that passes, too.</summary>
    public static bool IsShortage(Exception failure) => failure is PostgresException refused
        && (refused.SqlState.StartsWith("53", StringComparison.Ordinal) || refused.SqlState == PostgresErrorCodes.QueryCanceled);
}
