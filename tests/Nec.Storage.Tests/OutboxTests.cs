using Nec.Core.Notices;
using Nec.Core.Reminders;

namespace Nec.Storage.Tests;

public sealed class OutboxTests : DatabaseTests
{
    private static AuditEntry Audited => new() { HappenedAt = Now, Who = "Alex North", Action = "send-again", Target = "notice" };

    private static readonly SentReminder Line = SentReminder.Read("north", "clerk-meeting/sherborne", "2026-02-28", "due-7", "inspector")!;

    private Outbox Outbox => new(TestDatabase.DataSource);

    private NoticeClaims Claims => new(TestDatabase.DataSource);

    [Fact]
    public async Task A_notice_is_queued_once_for_its_key_together_with_its_lines()
    {
        Assert.True(await Outbox.Queue(Notice(1), [Line, Line with { Step = ReminderStep.Due(0) }], Now, CancellationToken));
        Assert.False(await Outbox.Queue(Notice(1) with { Subject = "again" }, [Line with { Post = "sergeant" }], Now, CancellationToken));

        Assert.Equal([Line, Line with { Step = ReminderStep.Due(0) }], await new SentReminders(TestDatabase.DataSource).Read("north", CancellationToken));
        Assert.Empty(await new SentReminders(TestDatabase.DataSource).Read("south", CancellationToken));
        var claimed = Assert.Single(await Claims.Claim("w1", 10, Now, CancellationToken));
        var notice = Notice(1);
        Assert.Equal(
            (notice.Key, notice.Kind, notice.RecipientAddress, notice.RecipientName, notice.Day, notice.Subject, notice.TextBody, notice.HtmlBody, notice.MessageId, Now, 1),
            (claimed.NoticeKey, claimed.Kind, claimed.RecipientAddress, claimed.RecipientName, claimed.Day, claimed.Subject, claimed.TextBody, claimed.HtmlBody, claimed.MessageId, claimed.QueuedAt, claimed.Attempts));
        Assert.Equal("All", claimed.Headers["X-Auto-Response-Suppress"]);
    }

    [Fact]
    public async Task The_teams_that_a_notice_speaks_of_are_kept_with_it()
    {
        await Outbox.Queue(Notice(1) with { Teams = ["north", "south"] }, [Line], Now, CancellationToken);
        await Outbox.Queue(Notice(2), [], Now, CancellationToken);

        Assert.Equal("1: north south, 2: ", await Scalar("select string_agg(notice_id || ': ' || array_to_string(teams, ' '), ', ' order by notice_id) from nec.notice"));
    }

    [Fact]
    public async Task A_line_that_was_told_refuses_the_whole_notice()
    {
        await Outbox.Queue(Notice(1), [Line], Now, CancellationToken);
        await Assert.ThrowsAsync<StorageException>(() => Outbox.Queue(Notice(2), [Line with { Step = ReminderStep.Due(0) }, Line], Now, CancellationToken));
        Assert.Equal(1, await Outbox.Waiting(Now, CancellationToken));
        Assert.Single(await new SentReminders(TestDatabase.DataSource).Read("north", CancellationToken));
    }

    [Fact]
    public async Task Two_workers_queueing_the_same_notice_at_once_leave_one()
    {
        var queued = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Outbox.Queue(Notice(1), [Line], Now, CancellationToken)));
        Assert.Single(queued, was => was);
        Assert.Equal(1, await Outbox.Waiting(Now, CancellationToken));
    }

    [Fact]
    public async Task A_failed_notice_waits_for_its_next_try_and_a_sent_one_is_done()
    {
        await Outbox.Queue(Notice(1), [], Now, CancellationToken);
        Assert.Equal("queued", await State());
        var first = Assert.Single(await Claims.Claim("w1", 10, Now, CancellationToken));
        Assert.Equal("sending", await State());
        await Claims.Failed(first, "451 try later", Now.AddMinutes(5), CancellationToken);
        Assert.Equal("retrying", await State());
        Assert.Empty(await Claims.Claim("w1", 10, Now.AddMinutes(4), CancellationToken));
        var second = Assert.Single(await Claims.Claim("w1", 10, Now.AddMinutes(5), CancellationToken));
        Assert.Equal(2, second.Attempts);
        await Claims.Sent([second.NoticeId], Now.AddMinutes(6), CancellationToken);
        Assert.Equal("sent", await State());
        await Claims.Failed(second, "too late", Now, CancellationToken);
        Assert.False(await Claims.Park(second, "too late", Now, CancellationToken));
        Assert.Equal("sent", await State());
        Assert.Empty(await Claims.Claim("w1", 10, Now.AddDays(1), CancellationToken));
    }

    [Fact]
    public async Task A_parked_notice_waits_for_a_person()
    {
        await Outbox.Queue(Notice(1), [], Now, CancellationToken);
        var claimed = Assert.Single(await Claims.Claim("w1", 10, Now, CancellationToken));
        var id = claimed.NoticeId;
        Assert.False(await Outbox.Unpark(id, Audited, CancellationToken));
        Assert.True(await Claims.Park(claimed, "550 no such user", Now, CancellationToken));
        Assert.True(await Claims.Park(claimed, "550 no such user", Now, CancellationToken)); // as after an answer that was lost
        Assert.Equal("parked", await State());
        Assert.Equal(0, await Outbox.Waiting(Now.AddDays(1), CancellationToken));
        Assert.True(await Outbox.Unpark(id, Audited, CancellationToken));
        Assert.Equal(1L, await Scalar("select count(*) from nec.audit")); // the press before found nothing parked
        Assert.Equal(2, Assert.Single(await Claims.Claim("w1", 10, Now, CancellationToken)).Attempts);
    }

    [Fact]
    public async Task A_notice_given_back_has_lost_no_attempt_and_waits()
    {
        await Outbox.Queue(Notice(1), [], Now, CancellationToken);
        await Claims.GiveBack(Assert.Single(await Claims.Claim("w1", 1, Now, CancellationToken)), "asked to wait", Now.AddMinutes(2), CancellationToken);
        Assert.Empty(await Claims.Claim("w1", 1, Now.AddMinutes(1), CancellationToken));
        Assert.Equal(1, Assert.Single(await Claims.Claim("w1", 1, Now.AddMinutes(2), CancellationToken)).Attempts);
    }

    [Fact]
    public async Task Earlier_scheduled_notices_come_in_their_order_without_parked_ones()
    {
        await Outbox.Queue(Notice(1), [], Now, CancellationToken);
        await Outbox.Queue(Notice(1) with { Key = "b", MessageId = "b", Day = Today.AddDays(7), Fingerprint = "f2" }, [], Now, CancellationToken);
        await Outbox.Queue(Notice(1) with { Key = "c", MessageId = "c", Day = Today.AddDays(8), Kind = "urgent" }, [], Now, CancellationToken);
        await Outbox.Queue(Notice(1) with { Key = "d", MessageId = "d", Day = Today.AddDays(14) }, [], Now, CancellationToken);
        var claimed = await Claims.Claim("w1", 10, Now, CancellationToken);
        await Claims.Sent([claimed[0].NoticeId], Now, CancellationToken);
        await Claims.Park(claimed[3], "550", Now, CancellationToken);

        Assert.Equal(
            [(Today, "f1", true), (Today.AddDays(7), "f2", true), (Today.AddDays(8), "f1", false)],
            (await Outbox.ScheduledSince(Today, CancellationToken)).Select(sent => (sent.Day, sent.Fingerprint, sent.IsDigest)));
        Assert.Equal(2, (await Outbox.ScheduledSince(Today.AddDays(1), CancellationToken)).Count);
    }

    internal static QueuedNotice Notice(int number) => new()
    {
        Key = $"officer{number}@example.org|2026-02-10",
        Kind = "digest",
        RecipientAddress = $"officer{number}@example.org",
        RecipientName = "A. Officer",
        Day = Today,
        Subject = "Meet the Sherborne clerk by 28 February",
        TextBody = "Dear officer",
        HtmlBody = "<p>Dear officer</p>",
        Headers = new Dictionary<string, string>(StringComparer.Ordinal) { ["X-Auto-Response-Suppress"] = "All" },
        MessageId = $"<{number}@example.org>",
        Fingerprint = "f1",
    };

    private Task<object?> State() => Scalar("select state from nec.notice");
}
