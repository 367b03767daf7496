using Dapper;
using Nec.Core.Calendar;
using Npgsql;

namespace Nec.Storage;

/// <summary>Which targets have been looked at: a run that was cut short goes on with the rest.</summary>
public sealed class CheckLog(NpgsqlDataSource source)
{
    /// <summary>The targets that some source answered for since an instant, of all teams. One that could not be seen is not among them.</summary>
    /// <param name="recordedBy">Whose looks count; null: everybody's.</param>
    public async Task<HashSet<(string Team, string Source, string Target)>> Since(
        DateTimeOffset since, IReadOnlyCollection<string> sources, string? recordedBy, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return [.. await connection.QueryAsync<(string, string, string)>(new CommandDefinition(
            """
            select distinct team, body ->> 'source', target
            from nec.fact
            where kind = 'check'
              and occurred_on >= @Day
              and occurred_at >= @since
              and (@recordedBy is null or recorded_by = @recordedBy)
              and body ->> 'source' = any(@Sources)
              and body ->> 'outcome' <> 'unable'
            """,
            new { Day = LondonTime.DateOf(since), since, recordedBy, Sources = sources.ToArray() },
            cancellationToken: cancellationToken))];
    }
}
