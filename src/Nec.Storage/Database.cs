using Dapper;
using Npgsql;

namespace Nec.Storage;

/// <summary>The one way to a database of ours: everything that reads or writes it asks this source for its connections.</summary>
public static class Database
{
    static Database() => DefaultTypeMap.MatchNamesWithUnderscores = true; // due_on is DueOn, in every query of this process

    public static NpgsqlDataSource Open(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString) { Timezone = "UTC" };
        if (settings.ApplicationName is null)
        {
            settings.ApplicationName = "nec";
        }

        return NpgsqlDataSource.Create(settings);
    }
}
