using System.Text.Json;
using Dapper;
using Nec.Core.Notices;
using Nec.Core.Reminders;
using Npgsql;

namespace Nec.Storage;

/// <summary>The emails: queued under a key that cannot repeat, claimed, sent, marked. No transaction is open while one is sent.</summary>
public sealed class Outbox(NpgsqlDataSource source)
{
    /// <summary>A claim that is older than this was lost with its worker.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(15);

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

    /// <summary>
    /// Takes the oldest notices that are due, for this worker only, until the lease ends; each claim is an attempt.
    /// A worker takes over at once the notices that an earlier attempt of the same worker had claimed when it died.
    /// </summary>
    /// <param name="kind">Only notices of this kind; null for all.</param>
    public async Task<IReadOnlyList<ClaimedNotice>> Claim(
        string worker, int most, string? kind, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        var rows = await connection.QueryAsync<Row>(new CommandDefinition(
            """
            with next as (
                select notice_id, claimed_at
                from nec.notice
                where sent_at is null
                  and parked_at is null
                  and (claimed_at is null or claimed_at < @Lost or claimed_by = @worker)
                  and (next_try_at is null or next_try_at <= @now)
                  and (@kind::text is null or kind = @kind)
                order by notice_id
                limit @most
                for update skip locked
            )
            update nec.notice
            set claimed_at = @now, claimed_by = @worker, attempts = attempts + 1
            from next
            where notice.notice_id = next.notice_id
            returning notice.notice_id, notice_key, kind, recipient_address, recipient_name, day, subject, text_body, html_body, headers,
                      message_id, queued_at, attempts, claimed_by, next.claimed_at is not null as took_over
            """,
            new { worker, most, kind, now, Lost = now - Lease },
            cancellationToken: cancellationToken));
        return [.. rows.OrderBy(row => row.NoticeId).Select(row => row.ToClaimed())];
    }

    public Task Sent(long noticeId, DateTimeOffset now, CancellationToken cancellationToken) => Execute(
        """
        update nec.notice
        set sent_at = @now, parked_at = null, last_error = null, next_try_at = null
        where notice_id = @noticeId and sent_at is null
        """,
        new { noticeId, now },
        cancellationToken);

    /// <summary>Gives the notice back, to be tried again from an instant on; nothing happens when another worker has taken it over since.</summary>
    public Task Failed(string worker, long noticeId, string error, DateTimeOffset nextTryAt, CancellationToken cancellationToken) => Execute(
        """
        update nec.notice
        set claimed_at = null, claimed_by = null, last_error = @error, next_try_at = @nextTryAt
        where notice_id = @noticeId and sent_at is null and claimed_by = @worker
        """,
        new { worker, noticeId, error, nextTryAt },
        cancellationToken);

    /// <summary>Gives the notice back as if it had not been claimed, to be tried from an instant on: the transport was told to wait.</summary>
    public Task GiveBack(string worker, long noticeId, string reason, DateTimeOffset nextTryAt, CancellationToken cancellationToken) => Execute(
        """
        update nec.notice
        set claimed_at = null, claimed_by = null, attempts = greatest(attempts - 1, 0), last_error = @reason, next_try_at = @nextTryAt
        where notice_id = @noticeId and sent_at is null and claimed_by = @worker
        """,
        new { worker, noticeId, reason, nextTryAt },
        cancellationToken);

    /// <summary>Takes the notice out of the line until a person puts it back.</summary>
    public Task Park(string worker, long noticeId, string error, DateTimeOffset now, CancellationToken cancellationToken) => Execute(
        """
        update nec.notice
        set parked_at = @now, claimed_at = null, claimed_by = null, last_error = @error, next_try_at = null
        where notice_id = @noticeId and sent_at is null and claimed_by = @worker
        """,
        new { worker, noticeId, error, now },
        cancellationToken);

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

    /// <summary>Whether a worker has claimed a notice that is not sent yet.</summary>
    public async Task<bool> IsBeingSent(DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<bool>(new CommandDefinition(
            "select exists (select from nec.notice where sent_at is null and parked_at is null and claimed_at >= @Lost)",
            new { Lost = now - Lease },
            cancellationToken: cancellationToken));
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
            new { now, Lost = now - Lease },
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

    private async Task<int> Execute(string sql, object parameters, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return await connection.ExecuteAsync(new CommandDefinition(sql, parameters, cancellationToken: cancellationToken));
    }

    private sealed record ScheduledRow
    {
        public required string RecipientAddress { get; init; }

        public required DateOnly Day { get; init; }

        public required string Fingerprint { get; init; }

        public required string Kind { get; init; }
    }

    private sealed record Row
    {
        public required long NoticeId { get; init; }

        public required string NoticeKey { get; init; }

        public required string Kind { get; init; }

        public required string RecipientAddress { get; init; }

        public required string RecipientName { get; init; }

        public required DateOnly Day { get; init; }

        public required string Subject { get; init; }

        public required string TextBody { get; init; }

        public required string HtmlBody { get; init; }

        public required string Headers { get; init; }

        public required string MessageId { get; init; }

        public required DateTimeOffset QueuedAt { get; init; }

        public required int Attempts { get; init; }

        public required string ClaimedBy { get; init; }

        public required bool TookOver { get; init; }

        public ClaimedNotice ToClaimed() => new()
        {
            NoticeId = NoticeId,
            NoticeKey = NoticeKey,
            Kind = Kind,
            RecipientAddress = RecipientAddress,
            RecipientName = RecipientName,
            Day = Day,
            Subject = Subject,
            TextBody = TextBody,
            HtmlBody = HtmlBody,
            Headers = JsonSerializer.Deserialize<Dictionary<string, string>>(Headers)!, // not null in the table
            MessageId = MessageId,
            QueuedAt = QueuedAt,
            Attempts = Attempts,
            ClaimedBy = ClaimedBy,
            TookOver = TookOver,
        };
    }
}
