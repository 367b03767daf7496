using Dapper;
using Npgsql;

namespace Nec.Storage;

/// <summary>Calendars that a person subscribes to by a secret address. Only a hash of its token is kept, so it is shown once.</summary>
public sealed class CalendarFeeds(NpgsqlDataSource source)
{
    /// <summary>Makes one more for a person's mail address; earlier ones go on.</summary>
    /// <param name="audited">The entry that goes with it into the log.</param>
    /// <returns>The token for the secret address.</returns>
    public async Task<string> Create(string address, DateTimeOffset now, AuditEntry? audited, CancellationToken cancellationToken)
    {
        var token = Secret.New();
        await Audit.Change(
            source,
            """
            insert into nec.calendar_feed (token_hash, address, created_at)
            values (@Hash, lower(@address), @now)
            """,
            new { Hash = Secret.HashOf(token), address, now },
            _ => audited,
            cancellationToken);
        return token;
    }

    /// <summary>The mail address of the person whose calendar it is; null when it is unknown or revoked.</summary>
    public async Task<string?> Find(string token, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<string>(new CommandDefinition(
            """
            select address
            from nec.calendar_feed
            where token_hash = @Hash and revoked_at is null
            """,
            new { Hash = Secret.HashOf(token) },
            cancellationToken: cancellationToken));
    }

    /// <summary>Ends all of a person's calendars, or the one of a token.</summary>
    /// <param name="audited">The entry that goes with it into the log, when any was ended.</param>
    /// <returns>How many were ended.</returns>
    public Task<int> Revoke(string addressOrToken, DateTimeOffset now, AuditEntry? audited, CancellationToken cancellationToken) =>
        Audit.Change(
            source,
            """
            update nec.calendar_feed
            set revoked_at = @now
            where revoked_at is null
              and (address = lower(@addressOrToken) or token_hash = @Hash)
            """,
            new { Hash = Secret.HashOf(addressOrToken), addressOrToken, now },
            _ => audited,
            cancellationToken);
}
