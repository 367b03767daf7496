using Dapper;
using Npgsql;

namespace Nec.Storage;

/// <summary>Which targets have been looked at: a run that was cut short goes on with the rest.</summary>
public sealed class Looks(NpgsqlDataSource source)
{
    /// <summary>The targets that some source saw well on a London day, of all teams.</summary>
    public async Task<HashSet<(string Team, string Source, string Target)>> SeenOn(DateOnly day, IReadOnlyCollection<string> sources, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return [.. await connection.QueryAsync<(string, string, string)>(new CommandDefinition(
            """
            select distinct team, body ->> 'source', target
            from nec.fact
            where kind = 'check'
              and occurred_on = @day
              and body ->> 'source' = any(@Sources)
              and body ->> 'outcome' = 'ok'
            """,
            new { day, Sources = sources.ToArray() },
            cancellationToken: cancellationToken))];
    }
}
