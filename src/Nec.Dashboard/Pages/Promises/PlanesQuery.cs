using Dapper;
using Npgsql;

namespace Nec.Dashboard.Pages.Promises;

internal static class PlanesQuery
{
    /// <summary>The sources whose credentials do not work as they should, by name.</summary>
    public static async Task<List<string>> Unwell(NpgsqlDataSource source, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return
        [
            .. await connection.QueryAsync<string>(new CommandDefinition(
                """
                select source
                from nec.source_state
                where outcome in ('warns', 'fails')
                order by source
                """,
                cancellationToken: cancellationToken)),
        ];
    }
}
