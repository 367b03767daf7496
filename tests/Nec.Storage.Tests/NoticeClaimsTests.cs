using Npgsql;

namespace Nec.Storage.Tests;

public sealed class NoticeClaimsTests : DatabaseTests
{
    private Outbox Outbox => new(TestDatabase.DataSource);

    private NoticeClaims Claims => new(TestDatabase.DataSource);

    [Fact]
    public async Task Two_workers_claiming_at_once_never_get_the_same_notice()
    {
        await Queue(60);

        var claims = await Task.WhenAll(Enumerable.Range(0, 12).Select(worker => Claims.Claim($"w{worker}", 5, Now, CancellationToken)));
        var ids = claims.SelectMany(claim => claim).Select(notice => notice.NoticeId).ToList();
        Assert.Equal(60, ids.Count);
        Assert.Equal(60, ids.Distinct().Count());
    }

    [Fact]
    public async Task A_notice_locked_by_another_claimer_is_passed_over_without_waiting()
    {
        await Queue(2);
        await using var other = await TestDatabase.DataSource.OpenConnectionAsync(CancellationToken);
        await using var held = await other.BeginTransactionAsync(CancellationToken);
        const string lockFirst = "select 1 from nec.notice where notice_key = 'officer1@example.org|2026-02-10' for update";
        await using var locking = new NpgsqlCommand(lockFirst, other, held);
        await locking.ExecuteScalarAsync(CancellationToken);

        Assert.Equal("officer2@example.org|2026-02-10", Assert.Single(await Claims.Claim("w2", 10, Now, CancellationToken)).NoticeKey);
    }

    [Theory]
    [InlineData(15, 0)] // the lease still holds
    [InlineData(16, 1)] // its worker is gone
    public async Task A_claim_ends_with_its_lease(int minutes, int expected)
    {
        await Queue(1);
        await Claims.Claim("w1", 10, Now, CancellationToken);
        var later = Now.AddMinutes(minutes);
        Assert.Equal(expected, await Outbox.Waiting(later, CancellationToken));
        Assert.Equal(expected, (await Claims.Claim("w2", 10, later, CancellationToken)).Count);
    }

    [Fact]
    public async Task A_link_to_sign_in_is_left_to_its_own_run_until_its_head_start_is_over_and_comes_first_then()
    {
        await Queue(2);
        await Outbox.Queue(OutboxTests.Notice(3) with { Kind = "sign-in" }, [], Now, CancellationToken);
        await Outbox.Queue(OutboxTests.Notice(4) with { Kind = "sign-in" }, [], Now, CancellationToken);
        var soon = Now + NoticeClaims.SignInHeadStart - TimeSpan.FromSeconds(1);

        Assert.Equal(["digest"], (await Claims.Claim("round", 1, soon, CancellationToken)).Select(notice => notice.Kind));
        Assert.Equal(["sign-in"], (await Claims.ClaimSignIn("urgent", 1, soon, CancellationToken)).Select(notice => notice.Kind));
        var later = await Claims.Claim("round", 9, soon.AddSeconds(1), CancellationToken);
        Assert.Equal(["sign-in", "digest"], later.Select(notice => notice.Kind));
    }

    [Fact]
    public async Task A_run_for_links_to_sign_in_claims_nothing_else()
    {
        await Queue(2);

        Assert.Empty(await Claims.ClaimSignIn("urgent", 9, Now, CancellationToken));
    }

    [Fact]
    public async Task A_further_attempt_of_a_worker_takes_over_what_the_earlier_one_held_and_nothing_of_others()
    {
        await Queue(2);
        await Claims.Claim("w1", 1, Now, CancellationToken);
        await Claims.Claim("w2", 1, Now, CancellationToken);

        var taken = Assert.Single(await Claims.TakeOver("w1", Now, CancellationToken));

        Assert.Equal((OutboxTests.Notice(1).Key, 2, true), (taken.NoticeKey, taken.Attempts, taken.TookOver));
        Assert.Empty(await Claims.Claim("w1", 10, Now, CancellationToken));
        await Claims.Sent([taken.NoticeId], Now, CancellationToken);
        Assert.Empty(await Claims.TakeOver("w1", Now, CancellationToken));
    }

    [Fact]
    public async Task An_attempt_that_was_cut_off_lets_go_of_nothing_that_the_next_attempt_of_the_same_run_has_taken_over()
    {
        await Queue(1);
        var cutOff = Assert.Single(await Claims.Claim("w1", 1, Now, CancellationToken));
        var present = Assert.Single(await Claims.TakeOver("w1", Now, CancellationToken));

        await Claims.Release([cutOff], CancellationToken);
        await Claims.Failed(cutOff, "451 try later", Now, CancellationToken);
        await Claims.GiveBack(cutOff, "asked to wait", Now, CancellationToken);

        Assert.False(await Claims.Park(cutOff, "550 no such user", Now, CancellationToken));
        Assert.Equal("sending", await Scalar("select state from nec.notice"));
        Assert.Empty(await Claims.Claim("w2", 1, Now, CancellationToken));
        await Claims.Failed(present, "451 try later", Now, CancellationToken); // and who holds it does
        Assert.Equal(3, Assert.Single(await Claims.Claim("w2", 1, Now, CancellationToken)).Attempts);
    }

    [Fact]
    public async Task Released_notices_are_as_if_nobody_had_claimed_them()
    {
        await Queue(3);
        var claimed = await Claims.Claim("w1", 3, Now, CancellationToken);

        await Claims.Release([claimed[0], claimed[2]], CancellationToken);

        var again = await Claims.Claim("w2", 3, Now, CancellationToken);
        Assert.Equal([(1L, 1, false), (3L, 1, false)], again.Select(notice => (notice.NoticeId, notice.Attempts, notice.TookOver)));
    }

    private async Task Queue(int count)
    {
        for (var number = 1; number <= count; number++)
        {
            await Outbox.Queue(OutboxTests.Notice(number), [], Now, CancellationToken);
        }
    }
}
