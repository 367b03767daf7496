using System.Text.Json;
using Dapper;
using Nec.Core.Notices;
using Nec.Core.Reminders;
using Npgsql;

namespace Nec.Storage;

/// <summary>The emails: queued under a key that cannot repeat, then claimed, sent and marked through <see cref="NoticeClaims"/>.</summary>
public sealed class Outbox(NpgsqlDataSource source)
{
    /// <summary>Queues a notice together with the lines that it tells; nothing is written when its key is there already.</summary>
    /// <exception cref="StorageException">A line of it was told before: the caller should have left it out.</exception>
    public async Task<bool> Queue(
        QueuedNotice notice, IReadOnlyCollection<SentReminder> lines, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (await Insert(connection, transaction, notice, now, cancellationToken) is not { } noticeId)
        {
            return false;
        }

        try
        {
            await SentReminders.Insert(connection, transaction, lines, notice.Day, noticeId, cancellationToken);
        }
        catch (PostgresException told) when (told.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            throw new StorageException($"A line of the notice for {notice.Day:yyyy-MM-dd} was told already, so the notice was not queued: leave told lines out.", told);
        }

        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>Puts a parked notice back into the line; its next try is not its first, so a transport that can looks whether it has arrived.</summary>
    /// <returns>False when it is not parked, or its words are no longer kept.</returns>
    /// <param name="audited">The entry that goes with it into the log.</param>
    public async Task<bool> Unpark(long noticeId, AuditEntry audited, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var unparked = await connection.ExecuteAsync(new CommandDefinition(
            """
            update nec.notice
            set parked_at = null, attempts = 1, next_try_at = null
            where notice_id = @noticeId and parked_at is not null and text_body is not null
            """,
            new { noticeId },
            cancellationToken: cancellationToken)) > 0;
        await Audit.AddGiven(connection, unparked ? audited : null, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return unparked;
    }

    /// <summary>How many could be claimed at an instant.</summary>
    public async Task<int> Waiting(DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<int>(new CommandDefinition(
            """
            select count(*)::int
            from nec.notice
            where sent_at is null
              and parked_at is null
              and (claimed_at is null or claimed_at < @Lost)
              and (next_try_at is null or next_try_at <= @now)
            """,
            new { now, Lost = now - NoticeClaims.Lease },
            cancellationToken: cancellationToken));
    }

    /// <summary>When a notice that failed is to be tried again, the earliest; null when none is waiting so.</summary>
    public async Task<DateTimeOffset?> NextTryAt(CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<DateTime?>(new CommandDefinition(
            """
            select min(next_try_at)
            from nec.notice
            where sent_at is null and parked_at is null
            """,
            cancellationToken: cancellationToken)) is { } at ? new DateTimeOffset(at, TimeSpan.Zero) : null;
    }

    /// <summary>The scheduled notices of a day, inclusive, and later; parked ones left out.</summary>
    public async Task<IReadOnlyList<EarlierNotice>> ScheduledSince(DateOnly day, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return [.. (await connection.QueryAsync<ScheduledRow>(new CommandDefinition(
            """
            select recipient_address, day, fingerprint, kind
            from nec.notice
            where day >= @day and kind in ('digest', 'urgent') and parked_at is null
            order by day, notice_id
            """,
            new { day },
            cancellationToken: cancellationToken))).Select(row => new EarlierNotice(row.RecipientAddress, row.Day, row.Fingerprint, row.Kind == "digest"))];
    }

    /// <summary>The notice that bears a Message-ID; null when there is none.</summary>
    /// <param name="messageId">With its angle brackets.</param>
    public async Task<KnownNotice?> Find(string messageId, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<KnownNotice>(new CommandDefinition(
            """
            select notice_id, notice_key, recipient_address, coalesce(sent_at, queued_at) as left_at
            from nec.notice
            where message_id = @messageId
            """,
            new { messageId },
            cancellationToken: cancellationToken));
    }

    private static Task<long?> Insert(
        NpgsqlConnection connection, NpgsqlTransaction transaction, QueuedNotice notice, DateTimeOffset now, CancellationToken cancellationToken) =>
        connection.ExecuteScalarAsync<long?>(new CommandDefinition(
            """
            insert into nec.notice (
                notice_key, kind, recipient_address, recipient_name, day, subject, text_body, html_body, headers, message_id, fingerprint, teams, queued_at)
            values (
                @Key, @Kind, @RecipientAddress, @RecipientName, @Day, @Subject, @TextBody, @HtmlBody, @Headers::jsonb, @MessageId, @Fingerprint, @Teams, @now)
            on conflict do nothing
            returning notice_id
            """,
            new
            {
                notice.Key,
                notice.Kind,
                notice.RecipientAddress,
                notice.RecipientName,
                notice.Day,
                notice.Subject,
                notice.TextBody,
                notice.HtmlBody,
                Headers = JsonSerializer.Serialize(notice.Headers),
                notice.MessageId,
                notice.Fingerprint,
                Teams = notice.Teams.ToArray(),
                now,
            },
            transaction,
            cancellationToken: cancellationToken));

    private sealed record ScheduledRow
    {
        public required string RecipientAddress { get; init; }

        public required DateOnly Day { get; init; }

        public required string Fingerprint { get; init; }

        public required string Kind { get; init; }
    }
}
