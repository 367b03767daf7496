using System.IO.Compression;
using System.Reflection;
using Dapper;
using Nec.Testing;
using Npgsql;

namespace Nec.Storage.Tests.Migrations;

/// <summary>
/// A database as the last version with Quartz left it: runs of 2 August 2019 to 6 September 2020, its one worker killed while a job ran.
/// </summary>
internal static class QuartzYear
{
    public const int HistoryRuns = 1984;

    /// <summary>Restores it into an empty database of the test's own.</summary>
    public static async Task<TestDatabase> Restore(CancellationToken cancellationToken)
    {
        var database = await TestDatabase.Create(cancellationToken);
        // The dump empties the search path of its session.
        await using var connection = new NpgsqlConnection($"{database.ConnectionString};Pooling=false");
        await connection.OpenAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition("drop schema nec cascade", cancellationToken: cancellationToken));
        await connection.ExecuteAsync(new CommandDefinition(await Dump(cancellationToken), cancellationToken: cancellationToken));
        return database;
    }

    private static async Task<string> Dump(CancellationToken cancellationToken)
    {
        var assembly = Assembly.GetExecutingAssembly();
        await using var kept = assembly.GetManifestResourceStream("quartz-year.sql.gz")!; // the project file names it
        await using var unzipped = new GZipStream(kept, CompressionMode.Decompress);
        using var reader = new StreamReader(unzipped);
        return await reader.ReadToEndAsync(cancellationToken);
    }
}
