using Nec.Core.Answers;
using Nec.Testing.Core;

namespace Nec.Core.Tests.Answers;

public sealed class StandingAnswersTests
{
    private const string Meeting = "clerk-meeting/sherborne";
    private const string Period = "2026-02-28";

    [Theory]
    [InlineData("2026-02-19", true)]
    [InlineData("2026-02-20", false)] // on the day itself it is told again
    [InlineData("2026-02-21", false)]
    public void A_snoozed_item_rests_until_its_day(string today, bool rests)
    {
        var standing = new StandingAnswers([new Snooze(Meeting, Period, A.Day("2026-02-20"))]);
        Assert.Equal(rests, standing.IsSnoozed(Meeting, Period, A.Day(today)));
        Assert.False(standing.IsSnoozed(Meeting, "2026-08-31", A.Day(today)));
        Assert.False(standing.IsSnoozed("clerk-meeting/bridport", Period, A.Day(today)));
    }

    [Fact]
    public void The_last_answer_of_a_kind_counts()
    {
        var standing = new StandingAnswers(
        [
            new Snooze(Meeting, Period, A.Day("2026-02-25")), new HandOver(Meeting, Period, "sergeant"), new HandOver(Meeting, Period, "inspector"), new Snooze(Meeting, Period, A.Day("2026-02-20")),
        ]);
        Assert.Equal(A.Day("2026-02-20"), standing.SnoozedUntil(Meeting, Period));
        Assert.Equal("inspector", standing.HandedTo(Meeting, Period));
        Assert.Null(standing.HandedTo(Meeting, "2026-08-31"));
    }

    [Fact]
    public void Handing_it_over_ends_a_snooze()
    {
        var standing = new StandingAnswers([new Snooze(Meeting, Period, A.Day("2026-02-25")), new HandOver(Meeting, Period, "sergeant")]);
        Assert.False(standing.IsSnoozed(Meeting, Period, A.Day("2026-02-10")));
    }

    [Fact]
    public void A_dismissed_change_stays_dismissed_and_a_later_one_does_not()
    {
        var standing = new StandingAnswers([new NoUpdate("section", "2026-Q1") { AnsweredAt = A.Instant("2026-02-03T09:00Z") }]);
        Assert.True(standing.DismissedAfter("section", "2026-Q1", A.Instant("2026-02-03")));
        Assert.False(standing.DismissedAfter("section", "2026-Q1", A.Instant("2026-02-04")));
        Assert.False(StandingAnswers.None.DismissedAfter("section", "2026-Q1", A.Instant("2026-02-03")));
    }
}
