using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
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
}

/// <summary>Sign-in links: each works once, until it expires. Only a hash of its token is kept.</summary>
public sealed class SignInLinks(NpgsqlDataSource source)
{
    private const int TokenBytes = 32;

    /// <returns>The token for the link.</returns>
    public async Task<string> Create(SignedIn person, DateTimeOffset expiresAt, CancellationToken cancellationToken) =>
        await CreateAtMost(int.MaxValue, person, expiresAt, DateTimeOffset.MinValue, cancellationToken)
        ?? throw new InvalidOperationException("The sign-in link was not kept.");

    /// <summary>Makes one unless the person has so many that were made with the same life and have not run out.</summary>
    /// <returns>The token for the link; null when there are enough.</returns>
    public async Task<string?> CreateAtMost(int most, SignedIn person, DateTimeOffset expiresAt, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(TokenBytes));
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        var kept = await connection.ExecuteAsync(new CommandDefinition(
            """
            insert into nec.sign_in_link (token_hash, person, role, forces, teams, expires_at)
            select @Hash, @Person, @Role, @Forces, @Teams, @expiresAt
            where (select count(*)
                   from nec.sign_in_link
                   where lower(person) = lower(@Person) and expires_at > @now and expires_at <= @expiresAt) < @most
            """,
            new { Hash = HashOf(token), person.Person, person.Role, person.Forces, person.Teams, expiresAt, now, most },
            cancellationToken: cancellationToken));
        return kept > 0 ? token : null;
    }

    /// <summary>Null when the link is unknown, used or expired.</summary>
    /// <param name="audited">The entry that goes with it into the log, given who it lets in.</param>
    public async Task<SignedIn?> Use(string token, DateTimeOffset now, Func<SignedIn, AuditEntry>? audited, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var person = await connection.QuerySingleOrDefaultAsync<SignedIn>(new CommandDefinition(
            """
            update nec.sign_in_link
            set used_at = @now
            where token_hash = @Hash and used_at is null and expires_at > @now
            returning person, role, forces, teams
            """,
            new { Hash = HashOf(token), now },
            cancellationToken: cancellationToken));
        await Audit.AddGiven(connection, person is null ? null : audited?.Invoke(person), cancellationToken);

        await transaction.CommitAsync(cancellationToken);
        return person;
    }

    private static byte[] HashOf(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
