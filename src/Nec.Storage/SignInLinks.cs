using Dapper;
using Npgsql;

namespace Nec.Storage;

/// <summary>Who a used sign-in link lets in.</summary>
public sealed record SignedIn
{
    public required string Person { get; init; }

    public required string Role { get; init; }

    /// <summary>The forces whose teams the person has to do with; <c>*</c> for all.</summary>
    public string[] Forces { get; init; } = [];

    /// <summary>The teams beside those.</summary>
    public string[] Teams { get; init; } = [];

    /// <summary>
    /// Whether the link goes by mail to somebody whom the settings or a contract name; they must still do so when it is used.
    /// </summary>
    public bool IsMailed { get; init; }

    /// <summary>The path of ours that the link leads to; null for the first page.</summary>
    public string? ReturnPath { get; init; }
}

/// <summary>Sign-in links: each works once, until it expires. Only a hash of its token is kept.</summary>
public sealed class SignInLinks(NpgsqlDataSource source)
{
    /// <returns>The token for the link.</returns>
    public async Task<string> Create(SignedIn person, DateTimeOffset expiresAt, CancellationToken cancellationToken) =>
        await CreateUnless(int.MaxValue, expiresAt, person, expiresAt, DateTimeOffset.MinValue, cancellationToken)
        ?? throw new InvalidOperationException("The sign-in link was not kept.");

    /// <summary>
    /// Makes one unless the person has enough mailed links that work, and one of them is fresh. Workers that are asked at once count one
    /// after the other.
    /// </summary>
    /// <param name="enough">How many unused ones are enough.</param>
    /// <param name="freshUntil">A link is fresh when it works until after this instant.</param>
    /// <returns>The token for the link; null when the person has enough.</returns>
    public async Task<string?> CreateUnless(
        int enough,
        DateTimeOffset freshUntil,
        SignedIn person,
        DateTimeOffset expiresAt,
        DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        var token = Secret.New();
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);

        // A statement of its own: the next one then sees what others, who held the lock before, have added.
        await connection.ExecuteAsync(new CommandDefinition(
            "select pg_advisory_xact_lock(hashtextextended('nec.sign_in_link ' || lower(@Person), 0))",
            new { person.Person },
            cancellationToken: cancellationToken));
        var kept = await connection.ExecuteAsync(new CommandDefinition(
            """
            insert into nec.sign_in_link (token_hash, person, role, forces, teams, is_mailed, return_path, expires_at)
            select @Hash, @Person, @Role, @Forces, @Teams, @IsMailed, @ReturnPath, @expiresAt
            where (select count(*) < @enough or max(expires_at) <= @freshUntil
                   from nec.sign_in_link
                   where lower(person) = lower(@Person) and is_mailed and used_at is null and expires_at > @now)
            """,
            new
            {
                Hash = Secret.HashOf(token),
                person.Person,
                person.Role,
                person.Forces,
                person.Teams,
                person.IsMailed,
                person.ReturnPath,
                expiresAt,
                now,
                enough,
                freshUntil,
            },
            cancellationToken: cancellationToken));
        await transaction.CommitAsync(cancellationToken);
        return kept > 0 ? token : null;
    }

    /// <summary>Null when the link is unknown, used or expired.</summary>
    /// <param name="audited">The entry that goes with it into the log, given who it lets in.</param>
    public async Task<SignedIn?> Use(
        string token,
        DateTimeOffset now,
        Func<SignedIn, AuditEntry>? audited,
        CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var person = await connection.QuerySingleOrDefaultAsync<SignedIn>(new CommandDefinition(
            """
            update nec.sign_in_link
            set used_at = @now
            where token_hash = @Hash and used_at is null and expires_at > @now
            returning person, role, forces, teams, is_mailed, return_path
            """,
            new { Hash = Secret.HashOf(token), now },
            cancellationToken: cancellationToken));
        await Audit.AddGiven(connection, person is null ? null : audited?.Invoke(person), cancellationToken);

        await transaction.CommitAsync(cancellationToken);
        return person;
    }
}
