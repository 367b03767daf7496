using Dapper;
using Nec.Core.Compliance;
using Nec.Core.Deliveries;
using Npgsql;

namespace Nec.Storage;

/// <summary>A mail whose delivery is not known yet.</summary>
public sealed record AwaitedDelivery
{
    public required long NoticeId { get; init; }

    public required string NoticeKey { get; init; }

    public required string RecipientAddress { get; init; }

    /// <summary>The service's own name for the mail.</summary>
    public required string DeliveryId { get; init; }

    public required DateTimeOffset AcceptedAt { get; init; }

    /// <summary>The notice as reports refer to it.</summary>
    public KnownNotice Notice =>
        new() { NoticeId = NoticeId, NoticeKey = NoticeKey, RecipientAddress = RecipientAddress, LeftAt = AcceptedAt };
}

/// <summary>What became of mail that a service took. Nothing here stops, redirects or delays a mail (decision 31).</summary>
public sealed class Deliveries(NpgsqlDataSource source)
{
    /// <summary>Notes that a service took a notice; sent anew under another name, it is awaited anew.</summary>
    /// <param name="deliveryId">The service's own name for the mail.</param>
    public async Task Await(long noticeId, string deliveryId, DateTimeOffset acceptedAt, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(
            """
            insert into nec.delivery (notice_id, delivery_id, accepted_at, next_ask_at)
            values (@noticeId, @deliveryId, @acceptedAt, @Next)
            on conflict (notice_id) do update
            set delivery_id = excluded.delivery_id,
                accepted_at = excluded.accepted_at,
                next_ask_at = excluded.next_ask_at,
                status = 'sending',
                known_at = null
            where delivery.delivery_id <> excluded.delivery_id
            """,
            new { noticeId, deliveryId, acceptedAt, Next = DeliveryAsking.NextAt(acceptedAt, acceptedAt) },
            cancellationToken: cancellationToken));
    }

    /// <summary>Those to ask about at an instant, the longest waiting first.</summary>
    public async Task<IReadOnlyList<AwaitedDelivery>> Due(int most, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return
        [
            .. await connection.QueryAsync<AwaitedDelivery>(new CommandDefinition(
                """
                select delivery.notice_id, notice_key, recipient_address, delivery_id, accepted_at
                from nec.delivery
                join nec.notice on notice.notice_id = delivery.notice_id
                where next_ask_at <= @now
                order by next_ask_at, delivery.notice_id
                limit @most
                """,
                new { most, now },
                cancellationToken: cancellationToken)),
        ];
    }

    /// <summary>Keeps what a service said.</summary>
    /// <param name="nextAskAt">When to ask again; null unless the mail is still on its way.</param>
    public async Task Keep(
        AwaitedDelivery delivery, DeliveryStatus status, DateTimeOffset? nextAskAt, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(
            """
            update nec.delivery
            set status = @Status, next_ask_at = @nextAskAt, known_at = case when @nextAskAt::timestamptz is null then @now end
            where notice_id = @NoticeId and delivery_id = @DeliveryId and next_ask_at is not null
            """,
            new { delivery.NoticeId, delivery.DeliveryId, Status = Kebab.Of(status.ToString()), nextAskAt, now },
            cancellationToken: cancellationToken));
    }

    /// <summary>
    /// Ends as unknown what is still awaited when no service remembers it (<see cref="DeliveryAsking.Remembered"/>), however mail is sent
    /// now.
    /// </summary>
    /// <returns>How many.</returns>
    public async Task<int> EndForgotten(DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return await connection.ExecuteAsync(new CommandDefinition(
            """
            update nec.delivery
            set status = 'unknown', next_ask_at = null, known_at = @now
            where next_ask_at is not null and accepted_at <= @Forgotten
            """,
            new { now, Forgotten = now - DeliveryAsking.Remembered },
            cancellationToken: cancellationToken));
    }
}
