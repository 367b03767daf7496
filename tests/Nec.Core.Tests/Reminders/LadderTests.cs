using Nec.Core.Contracts;
using Nec.Core.Reminders;
using Nec.Testing.Core;

namespace Nec.Core.Tests.Reminders;

public sealed class LadderTests
{
    private static readonly DateOnly DueOn = A.Day("2025-03-31"); // a Monday

    [Fact]
    public void The_owner_is_told_first_then_the_next_post_and_at_last_the_top() => Assert.Equal(
        [("due-28", "inspector"), ("due-7", "inspector"), ("due-0", "inspector"), ("over-7", "chief-inspector"), ("over-14", "chief-inspector")],
        Posts(Ladder(A.Contract)));

    [Fact]
    public void With_a_deputy_on_that_day_the_second_rung_stays_with_the_post()
    {
        var covered = A.Contract with { Posts = [A.Inspector with { Deputies = [new("Cover", "cover@example.org", A.Day("2025-04-07"), A.Day("2025-04-07"))] }, A.Contract.Posts[1]] };

        Assert.Contains(("over-7", "inspector"), Posts(Ladder(covered)));
        Assert.Contains(("over-14", "chief-inspector"), Posts(Ladder(covered)));
    }

    [Fact]
    public void Posts_that_escalate_to_each_other_come_to_an_end()
    {
        var circle = A.Contract with { Posts = [A.Inspector, A.Contract.Posts[1] with { EscalatesTo = "inspector" }] };

        Assert.Equal(5, Ladder(circle).Count);
    }

    [Fact]
    public void Without_reminders_or_escalation_there_are_no_such_rungs()
    {
        Assert.Empty(Ladder(A.Contract, remindDays: []));
        Assert.DoesNotContain(Ladder(A.Contract, escalates: false), step => step.IsOver);
    }

    [Fact]
    public void Rungs_go_in_order_and_each_once() =>
        Assert.Equal(["due-14", "due-3"], Ladder(A.Contract, [3, 14, 3], escalates: false).Select(step => step.Name.ToString()));

    [Theory]
    [InlineData("2025-02-03", 1, "")] // recorded the day after is recorded in time
    [InlineData("2025-02-03", 2, ", recorded 2 days later")]
    [InlineData("2025-02-03", 23, ", recorded 23 days later")]
    public void A_late_record_says_how_late(string held, int days, string words)
    {
        var fact = A.Held(held) with { RecordedAt = A.Instant($"{held}T23:30Z").AddDays(days) };

        Assert.EndsWith($"held 3 February 2025{words}", Judged.On("2025-03-31", A.Commitment, fact).Reason, StringComparison.Ordinal);
    }

    private static IReadOnlyList<Step> Ladder(Contract contract, IReadOnlyList<int>? remindDays = null, bool escalates = true) =>
        Core.Reminders.Ladder.Of(contract, A.Commitment, remindDays ?? [28, 7, 0], DueOn, escalates, A.WorkingDays);

    private static IEnumerable<(string Name, string Post)> Posts(IEnumerable<Step> steps) => steps.Select(step => (step.Name.ToString(), step.Post));
}
