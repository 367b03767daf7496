using Dapper;
using Npgsql;

namespace Nec.Dashboard.Notices;

/// <summary>An email as the outbox lists it.</summary>
public sealed record NoticeRow
{
    public required long NoticeId { get; init; }

    public required DateOnly Day { get; init; }

    public required string Kind { get; init; }

    public required string RecipientName { get; init; }

    public required string RecipientAddress { get; init; }

    public required string Subject { get; init; }

    public required string State { get; init; }

    public required int Attempts { get; init; }

    public DateTimeOffset? SentAt { get; init; }

    /// <summary>What the mail service said became of it: <c>delivered</c>, <c>permanent-failure</c>, …; null when it was not asked.</summary>
    public string? Delivery { get; init; }
}

internal static class NoticesQuery
{
    public const int PageSize = 50;

    /// <summary>What a reader may ask for; the table's <c>queued</c>, <c>sending</c> and <c>retrying</c> all wait.</summary>
    public static IReadOnlyList<string> States { get; } = ["waiting", "sent", "parked"];

    /// <summary>One page, newest first, and one row more when another follows; <paramref name="before"/> null begins at the newest. A letter that speaks of no team, or of any but the reader's, is not listed.</summary>
    public static async Task<List<NoticeRow>> List(NpgsqlDataSource source, string[]? teams, string? state, long? before, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return
        [
            .. await connection.QueryAsync<NoticeRow>(new CommandDefinition(
                """
                select notice.notice_id, day, kind, recipient_name, recipient_address, subject, state, attempts, sent_at, delivery.status as delivery
                from nec.notice
                left join nec.delivery on delivery.notice_id = notice.notice_id
                where (@before::bigint is null or notice.notice_id < @before)
                  and (@state::text is null
                       or (@state = 'waiting' and sent_at is null and parked_at is null)
                       or (@state = 'sent' and sent_at is not null)
                       or (@state = 'parked' and parked_at is not null))
                  and (@teams::text[] is null or (teams && @teams and teams <@ @teams))
                order by notice.notice_id desc
                limit @Limit
                """,
                new { teams, before, state, Limit = PageSize + 1 },
                cancellationToken: cancellationToken)),
        ];
    }
}
