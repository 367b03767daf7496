using Dapper;
using Nec.Dashboard.Jobs;
using Npgsql;

namespace Nec.Dashboard.Promises;

internal static class HealthSummaryQuery
{
    /// <summary>Whether anything was ever looked at, and each source that is unwell with what it is.</summary>
    public static async Task<(bool HasLooked, List<SourceTrouble> Unwell)> Sources(NpgsqlDataSource source, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var answers = await connection.QueryMultipleAsync(new CommandDefinition(
            "select exists (select 1 from nec.fact where kind = 'check'); " + SourceTrouble.Select,
            cancellationToken: cancellationToken));
        return (await answers.ReadSingleAsync<bool>(), (await answers.ReadAsync<SourceTrouble>()).AsList());
    }
}
