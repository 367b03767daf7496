using System.Text.Json;
using Dapper;
using Npgsql;

namespace Nec.Dashboard.Notices;

/// <summary>One email with all that its page shows.</summary>
public sealed record NoticeDetail
{
    public required long NoticeId { get; init; }

    public required DateOnly Day { get; init; }

    public required string Kind { get; init; }

    public required string RecipientName { get; init; }

    public required string RecipientAddress { get; init; }

    public required string Subject { get; init; }

    /// <summary>Null when it is no longer kept.</summary>
    public string? TextBody { get; init; }

    /// <summary>Null when it is no longer kept.</summary>
    public string? HtmlBody { get; init; }

    public required string Headers { get; init; }

    public required string MessageId { get; init; }

    public required string State { get; init; }

    public required int Attempts { get; init; }

    public required DateTimeOffset QueuedAt { get; init; }

    public DateTimeOffset? SentAt { get; init; }

    public DateTimeOffset? ParkedAt { get; init; }

    public string? LastError { get; init; }

    /// <summary>What the mail service said became of it: <c>delivered</c>, <c>permanent-failure</c>, …; null when it was not asked.</summary>
    public string? Delivery { get; init; }

    /// <summary>When that was heard; null while the mail is on its way.</summary>
    public DateTimeOffset? DeliveryKnownAt { get; init; }

    internal IReadOnlyDictionary<string, string> HeaderFields =>
        JsonSerializer.Deserialize<Dictionary<string, string>>(Headers) ?? new Dictionary<string, string>(StringComparer.Ordinal);
}

/// <summary>One step that it told.</summary>
public sealed record NoticeLineRow
{
    public required string Team { get; init; }

    public required string Obligation { get; init; }

    public required string Period { get; init; }

    public required string Step { get; init; }

    public required string Post { get; init; }
}

internal static class NoticeQuery
{
    /// <summary>Null when there is none of that number, or when it speaks of no team, or of any but those; null stands for all of them.</summary>
    public static async Task<NoticeDetail?> Find(NpgsqlDataSource source, string[]? teams, long noticeId, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<NoticeDetail>(new CommandDefinition(
            """
            select notice.notice_id, day, kind, recipient_name, recipient_address, subject, text_body, html_body, headers, message_id,
                   state, attempts, queued_at, sent_at, parked_at, last_error, delivery.status as delivery, delivery.known_at as delivery_known_at
            from nec.notice
            left join nec.delivery on delivery.notice_id = notice.notice_id
            where notice.notice_id = @noticeId
              and (@teams::text[] is null or (teams && @teams and teams <@ @teams))
            """,
            new { teams, noticeId },
            cancellationToken: cancellationToken));
    }

    public static async Task<List<NoticeLineRow>> Lines(NpgsqlDataSource source, long noticeId, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return
        [
            .. await connection.QueryAsync<NoticeLineRow>(new CommandDefinition(
                """
                select team, obligation, period, step, post
                from nec.sent_reminder
                where notice_id = @noticeId
                order by sent_reminder_id
                """,
                new { noticeId },
                cancellationToken: cancellationToken)),
        ];
    }
}
