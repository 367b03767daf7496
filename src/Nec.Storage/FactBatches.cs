using Dapper;
using Npgsql;

namespace Nec.Storage;

/// <summary>The facts that came in one import.</summary>
public sealed record FactBatch
{
    public required string Batch { get; init; }

    /// <summary>How many it brought that were not known.</summary>
    public required int Facts { get; init; }

    /// <summary>How many of these were withdrawn since.</summary>
    public required int Withdrawn { get; init; }
}

/// <summary>What undoing an import did.</summary>
public sealed record Withdrawal
{
    /// <summary>How many facts the import had brought; none: there was no such import.</summary>
    public required int Facts { get; init; }

    /// <summary>How many of them were withdrawn now; none: it was undone before.</summary>
    public required int Withdrawn { get; init; }

    /// <summary>How many a person has corrected since: what that person said stands.</summary>
    public required int Corrected { get; init; }
}

/// <summary>Imports, and how they are undone: nothing is deleted, each fact is followed by a row that withdraws it.</summary>
public sealed class FactBatches(NpgsqlDataSource source)
{
    /// <summary>A team's imports, in the order in which they came.</summary>
    public async Task<IReadOnlyList<FactBatch>> Read(string team, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return [.. await connection.QueryAsync<FactBatch>(new CommandDefinition(
            """
            select fact.batch, count(*)::int as facts, count(withdrawal.fact_id)::int as withdrawn
            from nec.fact
            left join nec.fact withdrawal on withdrawal.supersedes = fact.fact_id and withdrawal.kind = 'withdrawal'
            where fact.team = @team and fact.batch is not null
            group by fact.batch
            order by min(fact.fact_id)
            """,
            new { team },
            cancellationToken: cancellationToken))];
    }

    /// <summary>Undoes an import, all of it at once: its facts no longer count, and may come again.</summary>
    /// <param name="audited">The entry that goes with it into the log, given how many facts were withdrawn; not asked when none was.</param>
    public async Task<Withdrawal> Withdraw(string team, string batch, string reason, string by, DateTimeOffset now, Func<int, AuditEntry>? audited, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var withdrawal = await connection.QuerySingleAsync<Withdrawal>(new CommandDefinition(
            """
            with brought as (
                select fact.fact_id, fact.source_key, fact.occurred_on, fact.commitment, fact.place, fact.target, later.kind as later_kind
                from nec.fact
                left join nec.fact later on later.supersedes = fact.fact_id
                where fact.team = @team and fact.batch = @batch
            ),
            withdrawn as (
                insert into nec.fact (team, kind, source_key, occurred_on, recorded_at, recorded_by, supersedes, commitment, place, target, body)
                select @team, 'withdrawal', 'withdrawal|' || fact_id, occurred_on, @now, @by, fact_id, commitment, place, target,
                       jsonb_build_object('sourceKey', regexp_replace(source_key, '\|\\again \d+$', ''))
                from brought
                where later_kind is null
                on conflict do nothing -- somebody else undoes it, or corrects one, at this moment
                returning fact_id
            ),
            noted as (
                insert into nec.fact_note (fact_id, note)
                select fact_id, @reason
                from withdrawn
            )
            select count(*)::int as facts,
                   (select count(*)::int from withdrawn) as withdrawn,
                   (count(*) filter (where later_kind <> 'withdrawal'))::int as corrected
            from brought
            """,
            new { team, batch, reason, by, now },
            cancellationToken: cancellationToken));
        await Audit.AddGiven(connection, withdrawal.Withdrawn > 0 ? audited?.Invoke(withdrawal.Withdrawn) : null, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return withdrawal;
    }
}
