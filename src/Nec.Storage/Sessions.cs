using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Dapper;
using Npgsql;

namespace Nec.Storage;

/// <summary>A person who is signed in with one browser.</summary>
public sealed record StoredSession
{
    /// <summary>The value of <see cref="SignedInBy"/> for a one-time link.</summary>
    public const string Link = "link";

    /// <summary>The value of <see cref="SignedInBy"/> for an account of an identity provider.</summary>
    public const string Account = "account";

    /// <summary>Its number; 0 before it is stored.</summary>
    public long SessionId { get; init; }

    public required string Person { get; init; }

    public required string SignedInBy { get; init; }

    /// <summary>Whether the settings or a contract named the person: then they must still do so at each request.</summary>
    public required bool IsListed { get; init; }

    /// <summary>The role that the person signed in with.</summary>
    public required string Role { get; init; }

    /// <summary>The forces whose teams the role reached; <c>*</c> for all.</summary>
    public required string[] Forces { get; init; }

    /// <summary>The teams beside those.</summary>
    public required string[] Teams { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When a request was last noted, which does not happen at every request.</summary>
    public required DateTimeOffset LastSeenAt { get; init; }

    /// <summary>The first instant at which it no longer works, however busy.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }
}

/// <summary>
/// Sessions of people: each lives until it is ended, expires, or is idle for too long. All times are real, like everything about signing in.
/// </summary>
public sealed class Sessions(NpgsqlDataSource source)
{
    private const int TokenBytes = 32;

    /// <returns>The secret that finds it; only its hash is kept.</returns>
    public async Task<string> Begin(StoredSession session, CancellationToken cancellationToken)
    {
        var secret = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(TokenBytes));
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(
            """
            insert into nec.session (
                token_hash, person, signed_in_by, is_listed, role, forces, teams, created_at, last_seen_at, expires_at)
            values (@Hash, @Person, @SignedInBy, @IsListed, @Role, @Forces, @Teams, @CreatedAt, @LastSeenAt, @ExpiresAt)
            """,
            new
            {
                Hash = HashOf(secret),
                session.Person,
                session.SignedInBy,
                session.IsListed,
                session.Role,
                session.Forces,
                session.Teams,
                session.CreatedAt,
                session.LastSeenAt,
                session.ExpiresAt,
            },
            cancellationToken: cancellationToken));
        return secret;
    }

    /// <summary>Null when it is unknown, ended, expired, or was last seen at or before <paramref name="seenAfter"/>.</summary>
    public async Task<StoredSession?> Find(string secret, DateTimeOffset now, DateTimeOffset seenAfter, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<StoredSession>(new CommandDefinition(
            """
            select session_id, person, signed_in_by, is_listed, role, forces, teams, created_at, last_seen_at, expires_at
            from nec.session
            where token_hash = @Hash and ended_at is null and expires_at > @now and last_seen_at > @seenAfter
            """,
            new { Hash = HashOf(secret), now, seenAfter },
            cancellationToken: cancellationToken));
    }

    /// <summary>Every session that still works, the newest first.</summary>
    /// <param name="person">Whose; null for everybody's.</param>
    /// <param name="seenAfter">As in <see cref="Find"/>.</param>
    public async Task<IReadOnlyList<StoredSession>> Live(
        string? person, DateTimeOffset now, DateTimeOffset seenAfter, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return
        [
            .. await connection.QueryAsync<StoredSession>(new CommandDefinition(
                """
                select session_id, person, signed_in_by, is_listed, role, forces, teams, created_at, last_seen_at, expires_at
                from nec.session
                where ended_at is null and expires_at > @now and last_seen_at > @seenAfter
                  and (@person::text is null or lower(person) = lower(@person))
                order by session_id desc
                """,
                new { person, now, seenAfter },
                cancellationToken: cancellationToken)),
        ];
    }

    /// <summary>Notes that a request came.</summary>
    public async Task Seen(long sessionId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(
            """
            update nec.session
            set last_seen_at = @now
            where session_id = @sessionId and last_seen_at < @now
            """,
            new { sessionId, now },
            cancellationToken: cancellationToken));
    }

    /// <summary>Ends one session.</summary>
    /// <param name="audited">The entry that goes with it into the log; null for none.</param>
    /// <returns>False when it had ended before.</returns>
    public async Task<bool> End(long sessionId, DateTimeOffset now, AuditEntry? audited, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var hasEnded = await connection.ExecuteAsync(new CommandDefinition(
            """
            update nec.session
            set ended_at = @now
            where session_id = @sessionId and ended_at is null
            """,
            new { sessionId, now },
            cancellationToken: cancellationToken)) > 0;
        await Audit.AddGiven(connection, hasEnded ? audited : null, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return hasEnded;
    }

    /// <summary>Ends every session of a person that has not expired.</summary>
    /// <param name="audited">The entry that goes with it into the log, given how many sessions ended; not asked for when none did.</param>
    /// <returns>How many ended.</returns>
    public async Task<int> EndAll(string person, DateTimeOffset now, Func<int, AuditEntry> audited, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var count = await connection.ExecuteAsync(new CommandDefinition(
            """
            update nec.session
            set ended_at = @now
            where lower(person) = lower(@person) and ended_at is null and expires_at > @now
            """,
            new { person, now },
            cancellationToken: cancellationToken));
        await Audit.AddGiven(connection, count > 0 ? audited(count) : null, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return count;
    }

    private static byte[] HashOf(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));
}
