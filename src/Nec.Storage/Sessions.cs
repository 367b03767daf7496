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

    /// <summary>The address that an account's provider gives for the person; null for a link, and when it gives none.</summary>
    public string? Email { get; init; }

    public required string SignedInBy { get; init; }

    /// <summary>Whether the settings or a contract named the person: then they must still do so at each request.</summary>
    public required bool IsListed { get; init; }

    /// <summary>The role that the person signed in with.</summary>
    public required string Role { get; init; }

    /// <summary>The forces whose teams the role reached; <c>*</c> for all.</summary>
    public required string[] Forces { get; init; }

    /// <summary>The teams beside those.</summary>
    public required string[] Teams { get; init; }

    /// <summary>Whether an account's role also reaches the teams of the posts that its person holds or covers at the time.</summary>
    public bool ReachesPosts { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When a request was last noted, which does not happen at every request.</summary>
    public required DateTimeOffset LastSeenAt { get; init; }

    /// <summary>The first instant at which it no longer works, however busy.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }
}

/// <summary>
/// Sessions of people: each lives until it is ended, expires, or is idle for too long. All times are real, like everything about signing
/// in.
/// </summary>
public sealed class Sessions(NpgsqlDataSource source)
{
    /// <summary>The columns of a <see cref="StoredSession"/>.</summary>
    private const string Columns =
        "session_id, person, email, signed_in_by, is_listed, role, forces, teams, reaches_posts, created_at, last_seen_at, expires_at";

    private const int SecondsToNote = 3;

    /// <param name="audited">The entry that goes with it into the log; null for none.</param>
    /// <returns>The secret that finds it; only its hash is kept.</returns>
    public async Task<string> Begin(StoredSession session, AuditEntry? audited, CancellationToken cancellationToken)
    {
        var secret = Secret.New();
        await Audit.Change(
            source,
            """
            insert into nec.session (
                token_hash, person, email, signed_in_by, is_listed, role, forces, teams, reaches_posts, created_at, last_seen_at, expires_at)
            values (
                @Hash, @Person, @Email, @SignedInBy, @IsListed, @Role, @Forces, @Teams, @ReachesPosts, @CreatedAt, @LastSeenAt, @ExpiresAt)
            """,
            new
            {
                Hash = Secret.HashOf(secret),
                session.Person,
                session.Email,
                session.SignedInBy,
                session.IsListed,
                session.Role,
                session.Forces,
                session.Teams,
                session.ReachesPosts,
                session.CreatedAt,
                session.LastSeenAt,
                session.ExpiresAt,
            },
            _ => audited,
            cancellationToken);
        return secret;
    }

    /// <summary>Null when it is unknown, ended, expired, or was last seen at or before <paramref name="seenAfter"/>.</summary>
    public async Task<StoredSession?> Find(string secret, DateTimeOffset now, DateTimeOffset seenAfter, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<StoredSession>(new CommandDefinition(
            $"""
            select {Columns}
            from nec.session
            where token_hash = @Hash and ended_at is null and expires_at > @now and last_seen_at > @seenAfter
            """,
            new { Hash = Secret.HashOf(secret), now, seenAfter },
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
                $"""
                select {Columns}
                from nec.session
                where ended_at is null and expires_at > @now and last_seen_at > @seenAfter
                  and (@person::text is null or lower(person) = lower(@person))
                order by session_id desc
                """,
                new { person, now, seenAfter },
                cancellationToken: cancellationToken)),
        ];
    }

    /// <summary>Notes that a request came. That may take a few seconds at most: somebody waits for a page.</summary>
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
            commandTimeout: SecondsToNote,
            cancellationToken: cancellationToken));
    }

    /// <summary>Ends one session.</summary>
    /// <param name="audited">The entry that goes with it into the log; null for none.</param>
    /// <returns>False when it had ended before.</returns>
    public async Task<bool> End(long sessionId, DateTimeOffset now, AuditEntry? audited, CancellationToken cancellationToken) =>
        await Audit.Change(
            source,
            """
            update nec.session
            set ended_at = @now
            where session_id = @sessionId and ended_at is null
            """,
            new { sessionId, now },
            _ => audited,
            cancellationToken) > 0;

    /// <summary>Ends every session of a person that has not expired.</summary>
    /// <param name="audited">The entry that goes with it into the log, given how many sessions ended; not asked for when none did.</param>
    /// <returns>How many ended.</returns>
    public Task<int> EndAll(string person, DateTimeOffset now, Func<int, AuditEntry> audited, CancellationToken cancellationToken) =>
        Audit.Change(
            source,
            """
            update nec.session
            set ended_at = @now
            where lower(person) = lower(@person) and ended_at is null and expires_at > @now
            """,
            new { person, now },
            audited,
            cancellationToken);
}
