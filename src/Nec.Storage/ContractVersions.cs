using System.Security.Cryptography;
using System.Text;
using Dapper;
using Npgsql;

namespace Nec.Storage;

/// <summary>A contract file as it was loaded.</summary>
public sealed record ContractText
{
    public required string Team { get; init; }

    public required string Version { get; init; }

    public required string Title { get; init; }

    public required string Force { get; init; }

    public required DateOnly FromOn { get; init; }

    /// <summary>Last day in force, inclusive; null while no end is set.</summary>
    public DateOnly? ToOn { get; init; }

    public required string SourceText { get; init; }

    public required DateTimeOffset LoadedAt { get; init; }
}

/// <summary>Every version of every team's contract.</summary>
public sealed class ContractVersions(NpgsqlDataSource source)
{
    /// <summary>Keeps a contract's text; a text that was replaced and now comes back counts as new again.</summary>
    /// <returns>Whether it differs from what was there.</returns>
    public async Task<bool> Save(
        string team, string version, string title, string force, DateOnly from, DateOnly? to, string sourceText, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(sourceText));
        return await connection.ExecuteAsync(new CommandDefinition(
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
    }

    /// <summary>The last loaded text of every version of every team.</summary>
    public async Task<IReadOnlyList<ContractText>> Latest(CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return [.. await connection.QueryAsync<ContractText>(new CommandDefinition(
            """
            select distinct on (team, version) team, version, title, force, from_on, to_on, source_text, loaded_at
            from nec.team_contract
            order by team, version, loaded_at desc, team_contract_id desc
            """,
            cancellationToken: cancellationToken))];
    }
}
