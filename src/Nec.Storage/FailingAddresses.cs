using Dapper;
using Nec.Core.Deliveries;
using Npgsql;

namespace Nec.Storage;

/// <summary>An address whose mail comes back: one spell, from its first report until it was cleared.</summary>
public sealed record FailingAddress
{
    public required long FailingAddressId { get; init; }

    /// <summary>As <see cref="ComparedAddress"/> writes it.</summary>
    public required string Address { get; init; }

    /// <summary>When its first report came.</summary>
    public required DateTimeOffset SinceAt { get; init; }

    /// <summary>When its last report came.</summary>
    public required DateTimeOffset ReportedAt { get; init; }

    /// <summary>The last report's status code, <c>5.1.1</c>; null when it had none.</summary>
    public string? Status { get; init; }

    /// <summary>The notice of the last report; null when it is no longer kept.</summary>
    public long? NoticeId { get; init; }

    /// <summary>By which way the last report came: <c>delivery-report</c> or <c>notify</c>.</summary>
    public required string Way { get; init; }
}

/// <summary>
/// The addresses that fail, by <see cref="ComparedAddress"/>: every method takes an address as it is written anywhere. What stands here
/// is shown
/// and told, and never stops, redirects or delays a mail (decision 31).
/// </summary>
public sealed class FailingAddresses(NpgsqlDataSource source)
{
    /// <summary>What is remembered of an address, for <see cref="ReportRule"/>.</summary>
    public async Task<AddressHistory> HistoryOf(string address, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        var row = await connection.QuerySingleAsync<HistoryRow>(new CommandDefinition(
            """
            select (select max(cleared_at) from nec.failing_address where address = @Address) as cleared_at,
                   full_mailbox.notice_id as full_notice_id,
                   full_mailbox.reported_at as full_at
            from (values (1)) one
            left join nec.full_mailbox on full_mailbox.address = @Address
            """,
            new { Address = ComparedAddress.Of(address) },
            cancellationToken: cancellationToken));
        return new(row.FullAt is { } at ? new(row.FullNoticeId, at) : null, row.ClearedAt);
    }

    /// <summary>Remembers that a mailbox was full for the first time; of two such reports the later stays.</summary>
    public async Task RememberFull(string address, long noticeId, DateTimeOffset reportedAt, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(
            """
            insert into nec.full_mailbox (address, notice_id, reported_at)
            values (@Address, @noticeId, @reportedAt)
            on conflict (address) do update
            set notice_id = excluded.notice_id, reported_at = excluded.reported_at
            where excluded.reported_at > full_mailbox.reported_at
            """,
            new { Address = ComparedAddress.Of(address), noticeId, reportedAt },
            cancellationToken: cancellationToken));
    }

    /// <summary>
    /// Says that an address fails: a new spell begins, or the running one takes the report when it is later than its last.
    /// </summary>
    /// <returns>The running spell's number: the admin is told once of each.</returns>
    public async Task<long> Mark(string address, DeliveryReport report, long noticeId, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<long>(new CommandDefinition(
            """
            insert into nec.failing_address as known (address, since_at, reported_at, status, notice_id, way)
            values (@Address, @ReportedAt, @ReportedAt, @Status, @noticeId, @Way)
            on conflict (address) where cleared_at is null do update
            set since_at = least(known.since_at, excluded.since_at),
                reported_at = greatest(known.reported_at, excluded.reported_at),
                status = case when excluded.reported_at > known.reported_at then excluded.status else known.status end,
                notice_id = case when excluded.reported_at > known.reported_at then excluded.notice_id else known.notice_id end,
                way = case when excluded.reported_at > known.reported_at then excluded.way else known.way end
            returning failing_address_id
            """,
            new
            {
                Address = ComparedAddress.Of(address),
                report.ReportedAt,
                Status = report.Status?.ToString(),
                noticeId,
                Way = report.Way == ReportWay.Notify ? "notify" : "delivery-report",
            },
            cancellationToken: cancellationToken));
    }

    /// <summary>Every address that fails, the newest first.</summary>
    public async Task<IReadOnlyList<FailingAddress>> Open(CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return
        [
            .. await connection.QueryAsync<FailingAddress>(new CommandDefinition(
                """
                select failing_address_id, address, since_at, reported_at, status, notice_id, way
                from nec.failing_address
                where cleared_at is null
                order by since_at desc, failing_address_id desc
                """,
                cancellationToken: cancellationToken)),
        ];
    }

    /// <summary>Ends a spell, because a person says that the address works again.</summary>
    /// <param name="audited">The entry that goes with it into the log; it names no address.</param>
    /// <returns>False when there is no such spell, or it has ended before.</returns>
    public async Task<bool> Clear(
        long failingAddressId, string who, DateTimeOffset now, AuditEntry audited, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var isCleared = await connection.ExecuteScalarAsync<bool>(new CommandDefinition(
            """
            with ended as (
                update nec.failing_address
                set cleared_at = @now, cleared_by = @who
                where failing_address_id = @failingAddressId and cleared_at is null
                returning address
            ),
            forgotten as (
                delete from nec.full_mailbox
                where address in (select address from ended)
            )
            select exists (select from ended)
            """,
            new { failingAddressId, who, now },
            cancellationToken: cancellationToken));
        await Audit.AddGiven(connection, isCleared ? audited : null, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return isCleared;
    }

    /// <summary>Ends the spells of addresses that nobody uses any more.</summary>
    /// <param name="used">Every address that mail may go to, today or later.</param>
    /// <returns>How many.</returns>
    public async Task<int> ClearUnused(IEnumerable<string> used, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return await connection.ExecuteAsync(new CommandDefinition(
            """
            update nec.failing_address
            set cleared_at = @now
            where cleared_at is null and address <> all (@Used)
            """,
            new { Used = used.Select(ComparedAddress.Of).Distinct(StringComparer.Ordinal).ToArray(), now },
            cancellationToken: cancellationToken));
    }

    private sealed record HistoryRow
    {
        public DateTimeOffset? ClearedAt { get; init; }

        public long? FullNoticeId { get; init; }

        public DateTimeOffset? FullAt { get; init; }
    }
}
