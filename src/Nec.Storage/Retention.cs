using System.Globalization;
using Dapper;
using Nec.Core.Calendar;
using Npgsql;

namespace Nec.Storage;

/// <summary>The one way by which anything leaves: so many rows at a time, each time with their count, both or neither.</summary>
public sealed class Retention(NpgsqlDataSource source)
{
    /// <summary>Whoever removes waits for whoever does: two workers at once count each row once, and never wait for each other in a ring.</summary>
    private const long Lock = 0x6E65_6372_6574_0001;

    /// <summary>The most rows of one transaction; facts that correct each other count as one.</summary>
    public int RowsAtOnce { get; init; } = 5_000;

    /// <summary>Removes what is of before a day, until nothing of it is left; what was removed stays so when the run ends early.</summary>
    /// <param name="team">Whose; null for what belongs to no one team.</param>
    /// <param name="run">When the run began: its counts are known by it.</param>
    /// <returns>How many rows.</returns>
    public async Task<long> Remove(RetentionRule expiry, string? team, DateOnly firstKept, DateTimeOffset run, CancellationToken cancellationToken)
    {
        var all = 0L;
        while (await RemoveSome(expiry, team, firstKept, run, cancellationToken) is > 0 and var some)
        {
            all += some;
        }

        return all;
    }

    /// <summary>Every team that has facts, contract or none.</summary>
    public async Task<IReadOnlyList<string>> Teams(CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return [.. await connection.QueryAsync<string>(new CommandDefinition(
            """
            with recursive each (team) as ( -- from one team to the next, not over all their facts
                select min(team)
                from nec.fact
                union all
                select (select min(team) from nec.fact where team > each.team)
                from each
                where each.team is not null
            )
            select team
            from each
            where team is not null
            """,
            cancellationToken: cancellationToken))];
    }

    /// <summary>The first day from which on all facts of a team are there; null when none was ever removed.</summary>
    public async Task<DateOnly?> FactsKeptFrom(string team, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<DateOnly?>(new CommandDefinition(
            "select max(before_on) from nec.purge where team = @team and kind = @Kind", new { team, RetentionRules.Facts.Kind }, cancellationToken: cancellationToken));
    }

    private async Task<int> RemoveSome(RetentionRule expiry, string? team, DateOnly firstKept, DateTimeOffset run, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(
            """
            select pg_advisory_xact_lock(@Lock);
            select set_config('nec.retention', @Day, true);
            """,
            new { Lock, Day = LondonTime.DateOf(run).ToString("O", CultureInfo.InvariantCulture) },
            transaction,
            cancellationToken: cancellationToken));
        var rows = await connection.ExecuteAsync(new CommandDefinition(
            expiry.Sql,
            new { team, firstKept, At = LondonTime.StartOf(firstKept), Most = RowsAtOnce },
            transaction,
            cancellationToken: cancellationToken));
        if (rows > 0)
        {
            await connection.ExecuteAsync(new CommandDefinition(
                """
                insert into nec.purge (purged_at, kind, team, rows, before_on)
                values (@run, @Kind, @team, @rows, @firstKept)
                """,
                new { run, expiry.Kind, team, rows, firstKept },
                transaction,
                cancellationToken: cancellationToken));
        }

        await transaction.CommitAsync(cancellationToken);
        return rows;
    }
}
