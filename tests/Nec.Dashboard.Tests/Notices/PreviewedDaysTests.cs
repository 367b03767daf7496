using System.Security.Claims;
using Nec.Application.Contracts;
using Nec.Application.Notices;
using Nec.Core.Calendar;
using Nec.Dashboard.Notices;
using Nec.Storage;
using Nec.Testing;
using Nec.Testing.Core;

namespace Nec.Dashboard.Tests.Notices;

/// <summary>How long a preview is waited for, worked at and kept.</summary>
public sealed class PreviewedDaysTests
{
    private const string Busy = "Another preview is being worked out; try again in a moment";

    private static readonly DateTimeOffset Now = new(2026, 2, 10, 9, 0, 0, TimeSpan.Zero);
    private static readonly PreviewPatience Patience = new(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan, TimeSpan.FromMinutes(1)) { Clock = new FakeTimeProvider(Now) };
    private static readonly ClaimsPrincipal Admin = Reader(Scope.Everything);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Work_that_takes_too_long_is_stopped_and_the_next_reader_has_a_turn()
    {
        var isFirst = true;
        using var days = Days(Patience with { Work = TimeSpan.FromMilliseconds(1) }, async (_, token) =>
        {
            if (isFirst)
            {
                isFirst = false;
                await Task.Delay(Timeout.InfiniteTimeSpan, token); // until the limit ends it
            }

            return [Draft("one")];
        });

        var late = await days.Of("2026-02-16", Admin, Token);
        Assert.True(late.IsOutOfTime);
        Assert.StartsWith("The notices of 16 February 2026 could not be worked out in 0.001 seconds.", late.Fault, StringComparison.Ordinal);
        Assert.Single((await days.Of("2026-02-16", Admin, Token)).Notices);
    }

    [Fact]
    public async Task Who_waits_too_long_is_told_of_the_other_preview_and_not_of_the_day()
    {
        var (begun, done) = (new TaskCompletionSource(), new TaskCompletionSource());
        using var days = Days(Patience with { Wait = TimeSpan.Zero }, async (_, token) =>
        {
            begun.SetResult();
            await done.Task.WaitAsync(token);
            return [Draft("one")];
        });
        var first = days.Of("2026-02-16", Admin, Token);
        await begun.Task.WaitAsync(Token);

        var second = await days.Of("2026-02-23", Admin, Token);
        Assert.Equal((Busy, true), (second.Fault, second.IsOutOfTime));
        Assert.Equal(new PreviewedLetter(null, Busy), await days.Letter("2026-02-16", "one", Admin, Token));
        done.SetResult();
        Assert.Single((await first).Notices);
    }

    [Fact]
    public async Task Who_waited_for_a_day_that_came_meanwhile_has_it_without_more_work()
    {
        var (begun, done, times) = (new TaskCompletionSource(), new TaskCompletionSource(), 0);
        using var days = Days(Patience, async (_, token) =>
        {
            times++;
            begun.TrySetResult();
            await done.Task.WaitAsync(token);
            return [Draft("one")];
        });
        var first = days.Of("2026-02-16", Admin, Token);
        await begun.Task.WaitAsync(Token);
        var second = days.Of("2026-02-16", Admin, Token);
        Assert.False(second.IsCompleted);
        done.SetResult();

        Assert.Equal(((await first).Notices, 1), ((await second).Notices, times));
    }

    [Fact]
    public async Task A_day_is_kept_for_a_minute_and_for_each_reader_cut_down_to_what_they_may_see()
    {
        var (times, time) = (0, new FakeTimeProvider(Now));
        using var days = Days(Patience with { Clock = time }, (_, _) => Task.FromResult<IReadOnlyList<DraftedNotice>>([Draft($"at-{++times}"), Draft("south") with { Notice = Draft("south").Notice with { Teams = ["south"] } }]));

        Assert.Equal(["at-1", "south"], await Names(days, Admin));
        time.Now = Now.AddSeconds(59);
        Assert.Equal(["at-1"], await Names(days, Reader(new([], ["north"]))));
        Assert.Equal(["at-1", "south"], await Names(days, Admin));
        time.Now = Now.AddSeconds(60);
        Assert.Equal(["at-2", "south"], await Names(days, Admin));
    }

    [Fact]
    public async Task Only_the_last_three_days_are_kept()
    {
        var (asked, time) = (new List<int>(), new FakeTimeProvider(Now));
        using var days = Days(Patience with { Clock = time }, (day, _) =>
        {
            asked.Add(day.Day);
            return Task.FromResult<IReadOnlyList<DraftedNotice>>([]);
        });
        foreach (var day in (int[])[16, 17, 18, 19, 19, 18, 17, 16])
        {
            time.Now = time.Now.AddSeconds(1);
            await days.Of($"2026-02-{day}", Admin, Token);
        }

        Assert.Equal([16, 17, 18, 19, 16], asked);
    }

    private static async Task<IEnumerable<string>> Names(PreviewedDays days, ClaimsPrincipal reader) => (await days.Of("2026-02-16", reader, Token)).Notices.Select(PreviewedDays.IdOf);

    private static PreviewedDays Days(PreviewPatience patience, Func<DateOnly, CancellationToken, Task<IReadOnlyList<DraftedNotice>>> drafts)
    {
        var contracts = new ContractRegistry([A.Contract, A.Contract with { Id = "south", Title = "South" }]);
        return new(new NoticePreview(drafts), new(contracts), new(new FakeTimeProvider(Now)), patience);
    }

    private static ClaimsPrincipal Reader(Scope scope) => new(Session.IdentityOf("alex@example.org", Roles.Operator, scope, Now));

    private static DraftedNotice Draft(string name) => new(
        new QueuedNotice
        {
            Key = name,
            Kind = "digest",
            RecipientAddress = $"{name}@example.org",
            RecipientName = name,
            Day = new(2026, 2, 16),
            Subject = name,
            TextBody = name,
            HtmlBody = name,
            MessageId = $"<{name}@nec.example.org>",
            Fingerprint = name,
            Teams = ["north"],
        },
        []);
}
