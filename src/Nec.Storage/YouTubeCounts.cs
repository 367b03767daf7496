using System.Globalization;
using Dapper;
using Npgsql;

namespace Nec.Storage;

/// <summary>The counts that YouTube's interface gave, which may not be kept as other readings are (decision 18).</summary>
public sealed class YouTubeCounts(NpgsqlDataSource source)
{
    /// <summary>Deletes those of before a day, with their corrections; what a person imported stays. A reading does not say its network: the check of the same look does.</summary>
    /// <returns>How many facts.</returns>
    public async Task<int> Delete(string recordedBy, string network, DateOnly before, DateOnly today, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(
            "select set_config('nec.retention', @Day, true)",
            new { Day = today.ToString("O", CultureInfo.InvariantCulture) },
            transaction,
            cancellationToken: cancellationToken));
        var gone = await connection.ExecuteAsync(new CommandDefinition(
            """
            with recursive going (fact_id) as (
                select reading.fact_id
                from nec.fact reading
                join nec.fact look
                  on look.team = reading.team
                 and look.kind = 'check'
                 and look.target = reading.target
                 and look.occurred_on = reading.occurred_on
                 and look.occurred_at = reading.occurred_at
                 and look.body ->> 'source' = @network
                where reading.kind = 'reading'
                  and reading.recorded_by = @recordedBy
                  and reading.occurred_on < @before
                union
                select later.fact_id
                from going
                join nec.fact later on later.supersedes = going.fact_id
            )
            delete from nec.fact
            where fact_id in (select fact_id from going)
            """,
            new { recordedBy, network, before },
            transaction,
            cancellationToken: cancellationToken));
        await transaction.CommitAsync(cancellationToken);
        return gone;
    }
}
