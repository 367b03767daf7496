using Nec.Core.Answers;
using Npgsql;

namespace Nec.Storage.Tests;

public sealed class AnswersTests : DatabaseTests
{
    private static readonly Snooze Later = new("clerk-meeting/sherborne", "2026-02-28", new(2026, 2, 20));

    private Answers Answers => new(TestDatabase.DataSource);

    [Fact]
    public async Task Answers_come_back_in_the_order_in_which_they_were_given()
    {
        var first = await Record(Later, 0);
        var second = await Record(new HandOver(Later.Obligation, Later.Period, "sergeant"), first);
        var third = await Record(new NoUpdate("section", "2026-Q1"), second);
        await Answers.Record("south", Later, null, "inspector", 0, Now, null, CancellationToken);

        Assert.Equal(
            [
                Later with { Id = first, AnsweredAt = Now },
                new HandOver(Later.Obligation, Later.Period, "sergeant") { Id = second, AnsweredAt = Now },
                new NoUpdate("section", "2026-Q1") { Id = third, AnsweredAt = Now },
            ],
            await Answers.Read("north", CancellationToken));
    }

    [Fact]
    public async Task One_form_pressed_many_times_at_once_is_one_answer_and_a_later_form_is_another()
    {
        var ids = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Record(Later, 0)));
        Assert.Single(ids.Distinct());
        Assert.NotEqual(ids[0], await Record(Later, ids[0]));
        Assert.Equal(2, (await Answers.Read("north", CancellationToken)).Count);
    }

    [Fact]
    public async Task Two_different_answers_from_the_same_form_are_both_kept()
    {
        await Record(Later, 0);
        await Record(Later with { UntilOn = new(2026, 2, 21) }, 0);
        Assert.Equal(new DateOnly(2026, 2, 21), new StandingAnswers(await Answers.Read("north", CancellationToken)).SnoozedUntil(Later.Obligation, Later.Period));
    }

    [Theory]
    [InlineData("update nec.answer set period = 'x'")]
    [InlineData("update nec.answer set reason = 'another'")]
    [InlineData("delete from nec.answer")]
    [InlineData("truncate nec.answer")]
    public async Task Answers_are_only_ever_added(string change)
    {
        await Record(Later, 0);
        var refused = await Assert.ThrowsAsync<PostgresException>(() => Scalar(change));
        Assert.Contains("only ever added", refused.MessageText, StringComparison.Ordinal);
    }

    private Task<long> Record(Answer answer, long after) => Answers.Record("north", answer, "she is on leave", "inspector", after, Now, null, CancellationToken);
}
