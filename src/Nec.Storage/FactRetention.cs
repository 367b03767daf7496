using System.Globalization;
using Dapper;
using Npgsql;

namespace Nec.Storage;

/// <summary>The one way by which facts leave; each deletion leaves a count.</summary>
public sealed class FactRetention(NpgsqlDataSource source)
{
    /// <summary>Deletes facts of a kind that happened before a day; a corrected fact and its corrections go together, when the last is old enough.</summary>
    /// <param name="kind">As in the column: occurrence, reading, section, priorities, people, event or check.</param>
    public async Task<int> Purge(string kind, DateOnly before, DateOnly today, CancellationToken cancellationToken)
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
            with recursive chain (root, fact_id, occurred_on) as (
                select fact_id, fact_id, occurred_on
                from nec.fact
                where supersedes is null
                  and fact_id in (select supersedes from nec.fact where supersedes is not null)
                union all
                select chain.root, later.fact_id, later.occurred_on
                from chain
                join nec.fact later on later.supersedes = chain.fact_id
            ),
            kept as (
                select fact_id
                from chain
                where root in (select root from chain where occurred_on >= @before)
            )
            delete from nec.fact
            where (kind = @kind or (kind = 'withdrawal' and supersedes in (select fact_id from nec.fact where kind = @kind)))
              and occurred_on < @before
              and fact_id not in (select fact_id from kept)
            """,
            new { kind, before },
            transaction,
            cancellationToken: cancellationToken));
        await transaction.CommitAsync(cancellationToken);
        return gone;
    }

    /// <summary>Deletes the notes, feedback and people of facts that happened before a day; the facts stay.</summary>
    public async Task<int> PurgeNotes(DateOnly before, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return await connection.ExecuteAsync(new CommandDefinition(
            """
            delete from nec.fact_note
            using nec.fact
            where fact.fact_id = fact_note.fact_id
              and fact.occurred_on < @before
            """,
            new { before },
            cancellationToken: cancellationToken));
    }
}
