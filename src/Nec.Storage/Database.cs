using Dapper;
using Npgsql;

namespace Nec.Storage;

/// <summary>The one way to a database of ours: everything that reads or writes it asks this source for its connections.</summary>
public static class Database
{
    /// <summary>Statements that a connection keeps ready: more than a worker has, and theirs were a fifth of the database's work to understand anew each time.</summary>
    private const int ReadyStatements = 200;

    static Database() => DefaultTypeMap.MatchNamesWithUnderscores = true; // due_on is DueOn, in every query of this process

    public static NpgsqlDataSource Open(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString) { Timezone = "UTC" };
        if (settings.ApplicationName is null)
        {
            settings.ApplicationName = "nec";
        }

        if (!settings.ShouldSerialize("Max Auto Prepare"))
        {
            settings.MaxAutoPrepare = ReadyStatements;
        }

        // Nobody leaves anything behind on a connection, and clearing up after each use would cost several statements where some are kept ready.
        if (!settings.ShouldSerialize("No Reset On Close"))
        {
            settings.NoResetOnClose = true;
        }

        return NpgsqlDataSource.Create(settings);
    }
}
