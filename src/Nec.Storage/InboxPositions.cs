using Dapper;
using Npgsql;

namespace Nec.Storage;

/// <summary>How far a mailbox has been read.</summary>
/// <param name="Validity">The UIDVALIDITY under which its server counts.</param>
/// <param name="LastUid">The number of the last mail that was read.</param>
public sealed record InboxPosition(uint Validity, uint LastUid);

/// <summary>How far each mailbox has been read.</summary>
public sealed class InboxPositions(NpgsqlDataSource source)
{
    /// <summary>Where a box stands; null when it was never read.</summary>
    public async Task<InboxPosition?> Read(string box, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        var row = await connection.QuerySingleOrDefaultAsync<Row>(new CommandDefinition(
            "select uid_validity, last_uid from nec.inbox_position where box = @box", new { box }, cancellationToken: cancellationToken));
        return row is null ? null : new(checked((uint)row.UidValidity), checked((uint)row.LastUid));
    }

    /// <summary>Says that a box has been read up to a mail; under the same validity it never goes back.</summary>
    public async Task Keep(string box, InboxPosition position, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(
            """
            insert into nec.inbox_position (box, uid_validity, last_uid, read_at)
            values (@box, @Validity, @LastUid, @now)
            on conflict (box) do update
            set uid_validity = excluded.uid_validity,
                last_uid = excluded.last_uid,
                read_at = excluded.read_at,
                failed_uid = null,
                failed_tries = null
            where inbox_position.uid_validity <> excluded.uid_validity or inbox_position.last_uid < excluded.last_uid
            """,
            new { box, Validity = (long)position.Validity, LastUid = (long)position.LastUid, now },
            cancellationToken: cancellationToken));
    }

    /// <summary>Counts a failed try to read the mail behind a position, at which the box then stands.</summary>
    /// <param name="position">How far the box has been read.</param>
    /// <param name="uid">The number of the mail that could not be read.</param>
    /// <returns>The failed tries of this mail so far, from 1.</returns>
    public async Task<int> CountFailure(
        string box, InboxPosition position, uint uid, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<int>(new CommandDefinition(
            """
            insert into nec.inbox_position as known (box, uid_validity, last_uid, read_at, failed_uid, failed_tries)
            values (@box, @Validity, @LastUid, @now, @Uid, 1)
            on conflict (box) do update
            set uid_validity = excluded.uid_validity,
                last_uid = excluded.last_uid,
                read_at = excluded.read_at,
                failed_uid = excluded.failed_uid,
                failed_tries = case
                    when known.uid_validity = excluded.uid_validity and known.failed_uid = excluded.failed_uid then known.failed_tries + 1
                    else 1
                end
            returning failed_tries
            """,
            new { box, Validity = (long)position.Validity, LastUid = (long)position.LastUid, now, Uid = (long)uid },
            cancellationToken: cancellationToken));
    }

    /// <summary>Forgets where a box stands, when its server counts from below it: it is read from its oldest mail again.</summary>
    public async Task Forget(string box, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(
            "delete from nec.inbox_position where box = @box", new { box }, cancellationToken: cancellationToken));
    }

    private sealed record Row
    {
        public required long UidValidity { get; init; }

        public required long LastUid { get; init; }
    }
}
