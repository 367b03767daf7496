using Dapper;
using Npgsql;

namespace Nec.Storage.Tests;

/// <summary>Rows of attempts belong to who holds the lock.</summary>
public sealed class RunsTests : DatabaseTests
{
    private const string Trace = "4bf92f3577b34da6a3ce929d0e0e4736";

    private Runs Runs => new(TestDatabase.DataSource);

    [Fact]
    public async Task A_second_attempt_under_the_same_lock_opens_nothing_until_the_first_is_closed()
    {
        await using var one = await Holder();
        await using var other = await Holder();
        var first = await Runs.Open(one, Attempt("7"), CancellationToken);
        Assert.Equal((1, 0, 0), (first?.Attempt, first?.Failures, first?.Losses));
        Assert.Null(await Runs.Open(other, Attempt("8"), CancellationToken));
        Assert.NotNull(await Runs.Open(other, Attempt("9") with { LockKey = 2 }, CancellationToken));
        Assert.True(await Runs.Close(one, 1, End(first!, "retrying"), CancellationToken));
        var second = await Runs.Open(one, Attempt("7"), CancellationToken);
        Assert.Equal((2, 1, 0), (second?.Attempt, second?.Failures, second?.Losses));
    }

    [Fact]
    public async Task A_run_that_is_asked_for_again_after_its_end_starts_a_new_chain()
    {
        await using var holder = await Holder();
        foreach (var (outcome, minutes) in new[] { ("retrying", 0), ("lost", 5), ("failed", 10) })
        {
            var attempt = await Runs.Open(holder, Attempt("7") with { StartedAt = Now.AddMinutes(minutes) }, CancellationToken);
            Assert.Equal(Now, attempt?.BeganAt);
            await Runs.Close(holder, 1, End(attempt!, outcome), CancellationToken);
        }

        var again = await Runs.Open(holder, Attempt("7") with { StartedAt = Now.AddHours(1) }, CancellationToken);
        Assert.Equal((4, 0, 0, Now.AddHours(1)), (again?.Attempt, again?.Failures, again?.Losses, again?.BeganAt));
    }

    [Fact]
    public async Task What_died_under_the_lock_is_lost_when_the_next_attempt_takes_it_and_cannot_be_closed_by_the_dead()
    {
        await using var dead = await Holder();
        var first = await Runs.Open(dead, Attempt("7"), CancellationToken);
        Assert.Empty(await Runs.CloseLost(Now, CancellationToken)); // it lives
        await dead.ExecuteAsync("select pg_advisory_unlock_all()"); // as if its connection had been lost
        await using var heir = await Holder();
        var second = await Runs.Open(heir, Attempt("7"), CancellationToken);

        Assert.Equal((2, 0, 1), (second?.Attempt, second?.Failures, second?.Losses));
        Assert.False(await Runs.Close(dead, 1, End(first!, "succeeded"), CancellationToken));
        Assert.Equal("lost, running", await Scalar("select string_agg(outcome, ', ' order by run_id) from nec.run"));
    }

    [Fact]
    public async Task Whose_connection_was_cut_closes_nothing_and_does_not_connect_anew()
    {
        await using var cut = await Holder();
        var run = await Runs.Open(cut, Attempt("7"), CancellationToken);
        await Scalar($"select pg_terminate_backend({cut.ProcessID})");
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => Runs.Progress(cut, run!.RunId, null, CancellationToken));
        await Assert.ThrowsAsync<InvalidOperationException>(() => Runs.Progress(cut, run!.RunId, null, CancellationToken));
        await Assert.ThrowsAsync<InvalidOperationException>(() => Runs.Close(cut, 1, End(run!, "succeeded"), CancellationToken));
        Assert.Equal("running", await Scalar("select outcome from nec.run"));
    }

    [Fact]
    public async Task What_nobody_holds_is_closed_as_lost_once_and_named()
    {
        await using (var dead = await Holder())
        {
            await Runs.Open(dead, Attempt("7"), CancellationToken);
            await dead.ExecuteAsync("select pg_advisory_unlock_all()");
        }

        await using var living = await Holder();
        await Runs.Open(living, Attempt("8") with { LockKey = -5 }, CancellationToken); // keys are of all bits
        Assert.Equal(["7"], await Runs.CloseLost(Now, CancellationToken));
        Assert.Empty(await Runs.CloseLost(Now, CancellationToken));
        Assert.Equal("lost, running", await Scalar("select string_agg(outcome, ', ' order by run_id) from nec.run"));
    }

    [Fact]
    public async Task Who_asked_and_why_comes_from_the_audit_log()
    {
        var audit = await new Audit(TestDatabase.DataSource).Add(
            new() { HappenedAt = Now, Who = "Alex North", Action = "run-job", Target = "CheckPages", Reason = "to see" }, CancellationToken);
        await using var holder = await Holder();
        await Runs.Open(holder, Attempt("7") with { AuditId = audit }, CancellationToken);
        Assert.Equal("Alex North: to see", await Scalar("select concat_ws(': ', asked_by, asked_because) from nec.run"));
    }

    [Fact]
    public async Task How_far_a_run_is_shows_while_it_runs_and_not_afterwards()
    {
        await using var holder = await Holder();
        var run = await Runs.Open(holder, Attempt("7"), CancellationToken);
        await Runs.Progress(holder, run!.RunId, (40, "2 of 5"), CancellationToken);
        Assert.Equal("40 2 of 5", await Scalar("select concat_ws(' ', percent, summary) from nec.run"));
        await Runs.Close(holder, 1, End(run, "succeeded") with { Summary = "5 of 5 pages seen" }, CancellationToken);
        await Runs.Progress(holder, run.RunId, (99, "late"), CancellationToken);
        Assert.Equal("5 of 5 pages seen", await Scalar("select concat_ws(' ', percent, summary) from nec.run"));
    }

    [Fact]
    public async Task What_is_no_trace_id_is_refused()
    {
        await using var holder = await Holder();
        await Assert.ThrowsAsync<PostgresException>(() => Runs.Open(holder, Attempt("7") with { TraceId = Trace.ToUpperInvariant() }, CancellationToken));
    }

    private static NewRun Attempt(string engineId) =>
        new() { Job = "CheckPages", Node = "node-1", StartedAt = Now, TraceId = Trace, EngineId = engineId, LockKey = 1 };

    private static EndedRun End(OpenedRun run, string outcome) => new() { RunId = run.RunId, EndedAt = Now.AddSeconds(2), Outcome = outcome };

    private async Task<NpgsqlConnection> Holder() => await TestDatabase.DataSource.OpenConnectionAsync(CancellationToken);
}
