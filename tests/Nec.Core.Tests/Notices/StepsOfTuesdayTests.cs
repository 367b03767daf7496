using Nec.Core.Compliance.Rules;
using Nec.Core.Contracts;
using Nec.Core.Notices;
using Nec.Testing.Core;

namespace Nec.Core.Tests.Notices;

/// <summary>What the week's first note takes with it of the days after it.</summary>
public sealed class StepsOfTuesdayTests
{
    [Fact]
    public void Mondays_digest_takes_Tuesdays_steps_and_no_second_note_goes()
    {
        var notices = DueOn("2025-02-18").Run("2025-02-06", "2025-02-18"); // due-7 and due-0 on Tuesdays

        Assert.Equal(["Mon 10 Feb Digest inspector: Due council", "Mon 17 Feb Digest inspector: Due council"], notices.Select(Office.WordsOf));
        Assert.Equal(["due-7", "due-0"], notices.SelectMany(notice => notice.Lines).SelectMany(line => line.Tells).Select(told => told.Step.ToString()));
    }

    [Fact]
    public void It_takes_none_of_Wednesdays() => Assert.Equal(
        ["Wed 12 Feb Urgent inspector: Due council", "Mon 17 Feb Digest inspector: Due council", "Wed 19 Feb Urgent inspector: Due council"],
        DueOn("2025-02-19").Words("2025-02-06", "2025-02-19"));

    [Fact]
    public void Wednesdays_steps_go_with_a_digest_that_a_bank_holiday_moved_to_Tuesday() => Assert.Equal(
        ["Tue 6 May Digest inspector: Due council", "Mon 12 May Digest inspector: Due council", "Wed 14 May Urgent inspector: Due council"],
        DueOn("2025-05-14").Words("2025-05-02", "2025-05-14"));

    [Fact]
    public void Wednesdays_steps_go_with_Mondays_digest_when_Tuesday_is_a_bank_holiday()
    {
        var inspector = A.Inspector with { Holders = [A.Inspector.Holders[0] with { From = A.Day("2018-01-01") }] };
        var office = new Office(A.Contract with { From = A.Day("2018-06-01"), Posts = [inspector, A.Contract.Posts[1]], Commitments = [Council("2019-01-02")] }); // New Year's Day is a Tuesday

        Assert.Equal(["Mon 31 Dec Digest inspector: Due council"], office.WordsTo("inspector", "2018-12-31", "2019-01-02"));
    }

    [Theory]
    [InlineData("2025-02-12", "2025-02-13")] // the day before, in the middle of the week
    [InlineData("2025-02-14", "2025-02-17")] // Friday leaves Monday's to Monday
    public void On_other_days_only_what_has_come_is_told(string day, string dueOn) => Assert.Empty(Office.Of(Council(dueOn) with { RemindDays = [0] }).On(A.Day(day)));

    [Fact]
    public void What_lies_ahead_is_no_reason_to_write() =>
        Assert.Empty(Office.Of(Council("2025-02-20") with { RemindDays = [3] }).Words("2025-02-06", "2025-02-14"));

    [Fact]
    public void What_comes_later_in_the_week_is_looked_ahead_to_and_still_told_on_its_day()
    {
        var words = Office.Of(Council("2025-02-11"), Council("2025-02-18") with { Id = "parish", RemindDays = [6] }).Words("2025-02-10", "2025-02-12"); // parish: Wednesday 12 February

        Assert.Equal(["Mon 10 Feb Digest inspector: Due council, Due parish", "Wed 12 Feb Urgent inspector: Due parish"], words);
    }

    [Fact]
    public void The_reminder_that_is_to_follow_is_never_one_already_taken()
    {
        var notices = DueOn("2025-02-18").Run("2025-02-10", "2025-02-17");

        Assert.DoesNotContain("A reminder follows on Tue 11 Feb", Office.Flat(notices[0]), StringComparison.Ordinal);
        Assert.DoesNotContain("A reminder follows", Office.Flat(notices[1]), StringComparison.Ordinal);
    }

    [Fact]
    public void After_two_steps_taken_together_the_third_is_the_one_that_follows()
    {
        var line = Office.Of(Council("2025-02-20") with { RemindDays = [10, 9, 7] }).On(A.Day("2025-02-10"))[0].Lines.Single(); // Monday, Tuesday, Thursday

        Assert.Equal(["due-10", "due-9"], line.Tells.Select(told => told.Step.ToString()));
        Assert.Equal(A.Day("2025-02-13"), line.NextOn);
    }

    private static Office DueOn(string dueOn) => Office.Of(Council(dueOn));

    private static Commitment Council(string dueOn) => A.Commitment with { Id = "council", Rule = new OnDates([A.Day(dueOn)]), RemindDays = [7, 0] };
}
