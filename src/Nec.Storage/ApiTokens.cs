using Dapper;
using Npgsql;

namespace Nec.Storage;

/// <summary>What a script signs in with, without its secret.</summary>
public sealed record ApiToken
{
    public long ApiTokenId { get; init; }

    /// <summary>What it is for, in its maker's words.</summary>
    public required string Name { get; init; }

    /// <summary><c>Viewer</c> reads, <c>Team</c> records too.</summary>
    public required string Role { get; init; }

    public required string[] Forces { get; init; }

    public required string[] Teams { get; init; }

    public required string MadeBy { get; init; }

    public required DateTimeOffset MadeAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public DateTimeOffset? RevokedAt { get; init; }
}

/// <summary>The tokens of scripts. Only a hash is kept, so each is shown once; all times are real, like everything about signing in.</summary>
public sealed class ApiTokens(NpgsqlDataSource source)
{
    /// <summary>How every token begins, so that one that has leaked is recognised.</summary>
    public const string Prefix = "nec_";

    /// <param name="audited">The entry that goes with it into the log.</param>
    /// <returns>The secret.</returns>
    public async Task<string> Create(ApiToken token, AuditEntry audited, CancellationToken cancellationToken)
    {
        var secret = Prefix + Secret.New();
        await Audit.Change(
            source,
            """
            insert into nec.api_token (token_hash, name, role, forces, teams, made_by, made_at, expires_at)
            values (@Hash, @Name, @Role, @Forces, @Teams, @MadeBy, @MadeAt, @ExpiresAt)
            """,
            new { Hash = Secret.HashOf(secret), token.Name, token.Role, token.Forces, token.Teams, token.MadeBy, token.MadeAt, token.ExpiresAt },
            _ => audited,
            cancellationToken);
        return secret;
    }

    /// <summary>Null when it is unknown, revoked or expired.</summary>
    public async Task<ApiToken?> Find(string secret, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<ApiToken>(new CommandDefinition(
            """
            select api_token_id, name, role, forces, teams, made_by, made_at, expires_at, revoked_at
            from nec.api_token
            where token_hash = @Hash and revoked_at is null and expires_at > @now
            """,
            new { Hash = Secret.HashOf(secret), now },
            cancellationToken: cancellationToken));
    }

    /// <summary>All that were ever made, the newest first.</summary>
    public async Task<IReadOnlyList<ApiToken>> Read(CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return
        [
            .. await connection.QueryAsync<ApiToken>(new CommandDefinition(
                """
                select api_token_id, name, role, forces, teams, made_by, made_at, expires_at, revoked_at
                from nec.api_token
                order by api_token_id desc
                """,
                cancellationToken: cancellationToken)),
        ];
    }

    /// <param name="audited">The entry that goes with it into the log.</param>
    /// <returns>False when it is unknown, or was revoked before.</returns>
    public async Task<bool> Revoke(long apiTokenId, DateTimeOffset now, AuditEntry audited, CancellationToken cancellationToken) =>
        await Audit.Change(
            source,
            """
            update nec.api_token
            set revoked_at = @now
            where api_token_id = @apiTokenId and revoked_at is null
            """,
            new { apiTokenId, now },
            _ => audited,
            cancellationToken) > 0;
}
