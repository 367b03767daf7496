using System.Security.Cryptography;
using System.Text;
using Dapper;
using Npgsql;

namespace Nec.Storage;

/// <summary>A version of a team's contract, as it was loaded last.</summary>
public sealed record ContractVersion
{
    public required string Team { get; init; }

    public required string Version { get; init; }

    public required DateOnly FromOn { get; init; }

    /// <summary>Last day in force, inclusive; null while no end is set.</summary>
    public DateOnly? ToOn { get; init; }
}

/// <summary>Every version of every team's contract.</summary>
public sealed class ContractVersions(NpgsqlDataSource source)
{
    /// <summary>Keeps a contract's text, and writes down that it was loaded, both or neither; a text that was replaced and now comes back counts as new again.</summary>
    /// <param name="who">Who loads it, as the audit log names them.</param>
    /// <returns>Whether it differs from what was there.</returns>
    public async Task<bool> Save(
        string team, string version, string title, string force, DateOnly from, DateOnly? to, string sourceText, string who, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(sourceText));
        var before = await connection.QueryFirstOrDefaultAsync<byte[]>(new CommandDefinition(
            """
            select source_hash
            from nec.team_contract
            where team = @team and version = @version
            order by loaded_at desc, team_contract_id desc
            limit 1
            """,
            new { team, version },
            cancellationToken: cancellationToken));
        var isNew = await connection.ExecuteAsync(new CommandDefinition(
            """
            insert into nec.team_contract as kept (team, version, title, force, from_on, to_on, source_text, source_hash, loaded_at)
            values (@team, @version, @title, @force, @from, @to, @sourceText, @hash, @now)
            on conflict (team, version, source_hash) do update
            set loaded_at = excluded.loaded_at
            where exists (
                select 1
                from nec.team_contract later
                where later.team = kept.team and later.version = kept.version and later.loaded_at > kept.loaded_at)
            """,
            new { team, version, title, force, from, to, sourceText, hash, now },
            cancellationToken: cancellationToken)) > 0;
        var audited = new AuditEntry
        {
            HappenedAt = now,
            Who = who,
            Action = before is null ? "load-contract" : "supersede-contract",
            Team = team,
            Target = $"contract/{version}",
            Before = before is null ? null : $"text {Short(before)}",
            After = FormattableString.Invariant($"text {Short(hash)}, in force from {from:yyyy-MM-dd}{(to is null ? "" : $" to {to:yyyy-MM-dd}")}"),
        };
        await Audit.AddGiven(connection, isNew ? audited : null, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return isNew;
    }

    // Enough to tell two texts apart, and to find the kept one by.
    private static string Short(byte[] hash) => Convert.ToHexStringLower(hash.AsSpan(0, 6));

    /// <summary>Every version of every team that any worker ever loaded.</summary>
    public async Task<IReadOnlyList<ContractVersion>> OnRecord(CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return [.. await connection.QueryAsync<ContractVersion>(new CommandDefinition(
            """
            select distinct on (team, version) team, version, from_on, to_on
            from nec.team_contract
            order by team, version, loaded_at desc, team_contract_id desc
            """,
            cancellationToken: cancellationToken))];
    }
}
