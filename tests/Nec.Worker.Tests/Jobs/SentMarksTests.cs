using System.Threading.Channels;
using Nec.Storage;
using Nec.Worker.Jobs;

namespace Nec.Worker.Tests.Jobs;

/// <summary>What the mail server took is recorded together, and few wait for it.</summary>
public sealed class SentMarksTests
{
    [Fact]
    public async Task Whatever_was_taken_during_one_commit_shares_the_next_and_no_more_wait_than_may()
    {
        var (first, written) = (new TaskCompletionSource(), new List<long[]>());
        var marks = new SentMarks(2, async together =>
        {
            written.Add([.. together.Select(notice => notice.NoticeId)]);
            await (written.Count == 1 ? first.Task : Task.CompletedTask);
        });
        await marks.Add(Notice(1));
        marks.Begin();
        await marks.Add(Notice(2));
        await marks.Add(Notice(3));
        var fourth = marks.Add(Notice(4));

        Assert.False(fourth.IsCompleted);
        first.SetResult();
        await fourth;
        await marks.End();

        Assert.Equal([1], written[0]);
        Assert.Equal([1, 2, 3, 4], written.SelectMany(ids => ids));
        Assert.InRange(written.Count, 2, 3);
    }

    [Fact]
    public async Task What_could_not_be_recorded_is_said_to_who_adds_and_to_who_waits_for_the_end()
    {
        var marks = new SentMarks(1, _ => throw new InvalidOperationException("the disk is gone"));
        await marks.Add(Notice(1));
        marks.Begin();

        await Assert.ThrowsAsync<ChannelClosedException>(async () => await marks.Add(Notice(2)));
        Assert.Equal("the disk is gone", (await Assert.ThrowsAsync<InvalidOperationException>(marks.End)).Message);
    }

    private static ClaimedNotice Notice(long id) => new()
    {
        NoticeId = id,
        NoticeKey = "key",
        Kind = "digest",
        RecipientAddress = "a@example.org",
        RecipientName = "A",
        Day = new(2019, 9, 16),
        Subject = "s",
        TextBody = "t",
        HtmlBody = "<p>t</p>",
        Headers = new Dictionary<string, string>(StringComparer.Ordinal),
        MessageId = "<a@example.org>",
        QueuedAt = DateTimeOffset.UnixEpoch,
        Attempts = 1,
        ClaimId = Guid.Empty,
        TookOver = false,
    };
}
