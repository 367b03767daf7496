using System.Text.Json;
using Dapper;
using Npgsql;

namespace Nec.Storage;

/// <summary>
/// Who is sending which notice of the <see cref="Outbox"/>. No transaction is open while one is sent. Each claim has a name of its own, and
/// only who holds the present one can let go of the notice.
/// </summary>
public sealed class NoticeClaims(NpgsqlDataSource source)
{
    /// <summary>A claim that is older than this was lost with its worker.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(15);

    /// <summary>
    /// A notice whose sending has not begun so long after its claim is given back. What is left of the lease after it is longer than
    /// any transport waits for a verdict, so that what was taken is recorded before another worker may claim it.
    /// </summary>
    public static readonly TimeSpan BeginWithin = TimeSpan.FromMinutes(5);

    /// <summary>So long a link to sign in is left to the urgent run that was asked for with it.</summary>
    public static readonly TimeSpan SignInHeadStart = TimeSpan.FromMinutes(2);

    private const string Unsent = "sent_at is null and parked_at is null";

    /// <summary>
    /// Takes the oldest notices that are due, until the lease ends; each claim is an attempt. Links to sign in come first, once their head start
    /// is over: until then only <see cref="ClaimSignIn"/> takes them, so that none waits among notices that were claimed together with it.
    /// </summary>
    /// <param name="worker">Whose claim it is: the name of a run, so that what it claimed can be told from what others did.</param>
    /// <param name="most">How many at most.</param>
    /// <param name="now">The instant of the claim.</param>
    public Task<IReadOnlyList<ClaimedNotice>> Claim(string worker, int most, DateTimeOffset now, CancellationToken cancellationToken) =>
        Claim(worker, most, "(kind <> 'sign-in' or queued_at <= @HeadStart)", now, cancellationToken);

    /// <summary>Takes links to sign in only, as <see cref="Claim(string, int, DateTimeOffset, CancellationToken)"/> does.</summary>
    /// <inheritdoc cref="Claim(string, int, DateTimeOffset, CancellationToken)"/>
    public Task<IReadOnlyList<ClaimedNotice>> ClaimSignIn(string worker, int most, DateTimeOffset now, CancellationToken cancellationToken) =>
        Claim(worker, most, "kind = 'sign-in'", now, cancellationToken);

    /// <summary>Takes what this worker had claimed when an earlier attempt of it died: nobody has to wait for the end of its lease.</summary>
    public Task<IReadOnlyList<ClaimedNotice>> TakeOver(string worker, DateTimeOffset now, CancellationToken cancellationToken) => Take(
        $"""
        where {Unsent}
          and claimed_by = @worker
        """,
        new { worker, now, Claim = Guid.NewGuid() },
        cancellationToken);

    /// <summary>Records that the mail server has taken notices, whoever holds them now. Recording it twice changes nothing.</summary>
    public Task Sent(IReadOnlyCollection<long> noticeIds, DateTimeOffset now, CancellationToken cancellationToken) => Execute(
        """
        update nec.notice
        set sent_at = @now, parked_at = null, last_error = null, next_try_at = null
        where notice_id = any(@NoticeIds) and sent_at is null
        """,
        new { NoticeIds = noticeIds.ToArray(), now },
        cancellationToken);

    /// <summary>Gives notices back that nobody has begun to send, as if they had not been claimed; those that another claim holds now stay.</summary>
    public Task Release(IReadOnlyCollection<ClaimedNotice> notices, CancellationToken cancellationToken) => Execute(
        """
        update nec.notice
        set claimed_at = null, claimed_by = null, claim_id = null, attempts = greatest(attempts - 1, 0)
        from unnest(@NoticeIds, @ClaimIds) as held (notice_id, claim_id)
        where notice.notice_id = held.notice_id and notice.claim_id = held.claim_id and sent_at is null
        """,
        new { NoticeIds = notices.Select(notice => notice.NoticeId).ToArray(), ClaimIds = notices.Select(notice => notice.ClaimId).ToArray() },
        cancellationToken);

    /// <summary>Gives the notice back, to be tried again from an instant on; nothing happens when another claim holds it now.</summary>
    public Task Failed(ClaimedNotice notice, string error, DateTimeOffset nextTryAt, CancellationToken cancellationToken) => LetGo(
        "last_error = @error, next_try_at = @nextTryAt",
        new { notice.NoticeId, notice.ClaimId, error, nextTryAt },
        cancellationToken);

    /// <summary>Gives the notice back as if it had not been claimed, to be tried from an instant on: the transport was told to wait.</summary>
    public Task GiveBack(ClaimedNotice notice, string reason, DateTimeOffset nextTryAt, CancellationToken cancellationToken) => LetGo(
        "attempts = greatest(attempts - 1, 0), last_error = @reason, next_try_at = @nextTryAt",
        new { notice.NoticeId, notice.ClaimId, reason, nextTryAt },
        cancellationToken);

    /// <summary>Takes the notice out of the line until a person puts it back; nothing happens when another claim holds it now.</summary>
    /// <returns>Whether it is parked now, by this call or before.</returns>
    public async Task<bool> Park(ClaimedNotice notice, string error, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await LetGo(
            "parked_at = @now, last_error = @error, next_try_at = null",
            new { notice.NoticeId, notice.ClaimId, error, now },
            cancellationToken);
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<bool>(new CommandDefinition(
            "select parked_at is not null from nec.notice where notice_id = @NoticeId",
            new { notice.NoticeId },
            cancellationToken: cancellationToken));
    }

    private Task<IReadOnlyList<ClaimedNotice>> Claim(
        string worker, int most, string kinds, DateTimeOffset now, CancellationToken cancellationToken) => Take(
            $"""
            where {Unsent}
              and (claimed_at is null or claimed_at < @Lost)
              and (next_try_at is null or next_try_at <= @now)
              and {kinds}
            order by kind <> 'sign-in', notice_id
            limit @most
            """,
            new { worker, most, now, Lost = now - Lease, HeadStart = now - SignInHeadStart, Claim = Guid.NewGuid() },
            cancellationToken);

    private async Task<IReadOnlyList<ClaimedNotice>> Take(string which, object parameters, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        var rows = await connection.QueryAsync<Row>(new CommandDefinition(
            $"""
            with next as (
                select notice_id, claimed_at
                from nec.notice
                {which}
                for update skip locked
            )
            update nec.notice
            set claimed_at = @now, claimed_by = @worker, claim_id = @Claim, attempts = attempts + 1
            from next
            where notice.notice_id = next.notice_id
            returning notice.notice_id, notice_key, kind, recipient_address, recipient_name, day, subject, text_body, html_body, headers,
                      message_id, queued_at, attempts, claim_id, next.claimed_at is not null as took_over
            """,
            parameters,
            cancellationToken: cancellationToken));
        return [.. rows.OrderBy(row => row.Kind != "sign-in").ThenBy(row => row.NoticeId).Select(row => row.ToClaimed())];
    }

    private Task LetGo(string what, object parameters, CancellationToken cancellationToken) => Execute(
        $"""
        update nec.notice
        set claimed_at = null, claimed_by = null, claim_id = null, {what}
        where notice_id = @NoticeId and claim_id = @ClaimId and sent_at is null
        """,
        parameters,
        cancellationToken);

    private async Task Execute(string sql, object parameters, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(sql, parameters, cancellationToken: cancellationToken));
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

        public required Guid ClaimId { get; init; }

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
            ClaimId = ClaimId,
            TookOver = TookOver,
        };
    }
}
