using Nec.Core.Compliance.Rules;
using Nec.Core.Contracts;
using Nec.Core.Notices;
using Nec.Core.Reminders;
using Nec.Testing.Core;

namespace Nec.Core.Tests.Notices;

public sealed class WhoIsToldWhenTests
{
    // Due on a Thursday: its rungs stand on 16 January, 6, 13, 20 and 27 February.
    private static readonly Commitment Council = A.Commitment with { Id = "council", Rule = new OnDates([A.Day("2025-02-13")]), RemindDays = [28, 7, 0] };
    private static readonly Commitment Clerk = A.Rolling with { Id = "clerk", Rule = new Every(new(6, IntervalUnit.Week)) }; // 12 February, and never missed

    [Fact]
    public void The_ladder_climbs_from_the_digest_to_the_day_and_then_to_the_posts_above() => Assert.Equal(
        [
            "Mon 20 Jan Digest inspector: Due council", // the 28 days of Thursday 16 January waited for it
            "Mon 27 Jan Digest inspector: Due council",
            "Mon 3 Feb Digest inspector: Due council",
            "Thu 6 Feb Urgent inspector: Due council",
            "Thu 13 Feb Urgent inspector: Due council",
            "Mon 17 Feb Digest inspector: Overdue council",
            "Thu 20 Feb Urgent chief: Overdue council",
            "Mon 24 Feb Digest inspector: Overdue council",
            "Mon 3 Mar Digest inspector: Missed council",
            "Wed 5 Mar Urgent chief: Missed council", // over-14 fell on a Thursday, and by Wednesday it was missed
        ],
        Office.Of(Council).Words("2025-01-13", "2025-04-30").Where(words => !words.Contains("admin", StringComparison.Ordinal)));

    [Fact]
    public void The_top_post_hears_of_14_days_on_a_Wednesday_only() => Assert.Equal(
        ["Wed 19 Feb Urgent chief: Overdue clerk", "Wed 26 Feb Urgent chief: Overdue clerk"],
        Office.Of(Clerk).Words("2025-02-13", "2025-04-30").Where(words => words.Contains("chief", StringComparison.Ordinal)));

    [Theory]
    [InlineData("2024-12-24", false)]
    [InlineData("2024-12-27", true)] // Wednesday is Christmas Day, Thursday Boxing Day
    [InlineData("2024-12-30", false)]
    [InlineData("2024-12-31", false)]
    [InlineData("2025-01-02", true)] // Wednesday is New Year's Day
    [InlineData("2025-01-03", false)]
    [InlineData("2025-01-08", true)]
    public void In_Christmas_weeks_the_exceptions_go_on_the_next_working_day(string day, bool goes)
    {
        var office = new Office(A.Contract with { From = A.Day("2024-10-01"), Commitments = [Clerk] });
        office.On(A.Day("2024-12-23")); // over-7 goes, over-14 waits for its day

        Assert.Equal(goes, office.On(A.Day(day)).Any(notice => notice.Recipient.Address == "chief@example.org"));
    }

    [Theory]
    [InlineData("2025-02-10", true)] // Monday
    [InlineData("2025-02-11", false)]
    [InlineData("2025-02-08", false)] // Saturday
    [InlineData("2025-05-05", false)] // a Monday, and a bank holiday
    [InlineData("2025-05-06", true)]
    [InlineData("2025-04-18", false)] // Good Friday
    [InlineData("2025-04-22", true)] // Tuesday after Easter Monday
    public void The_digest_goes_on_the_first_working_day_of_the_week(string day, bool goes)
    {
        var clerk = A.Rolling with { RemindDays = [300] };

        Assert.Equal(goes, Office.Of(clerk).On(A.Day(day)).Any(notice => notice.Kind == NoticeKind.Digest));
    }

    [Fact]
    public void After_downtime_one_note_says_how_late_it_is_and_takes_the_older_rungs_with_it()
    {
        var notice = Assert.Single(Office.Of(Council).On(A.Day("2025-02-11"))); // nothing ran since before 16 January
        var line = Assert.Single(notice.Lines);

        Assert.Equal(5, line.DaysLate);
        Assert.Equal(["due-28", "due-7"], line.Tells.Select(told => told.Step.ToString()));
        Assert.Contains("This note is 5 days late", Office.Flat(notice), StringComparison.Ordinal);
    }

    [Fact]
    public void The_holder_is_found_on_the_day_of_sending()
    {
        var inspector = A.Inspector with { Holders = [new("Old", "old@example.org", A.Day("2019-01-01"), A.Day("2025-02-09")), new("New", "new@example.org", A.Day("2025-02-10"))] };
        var words = new Office(A.Contract with { Posts = [inspector, A.Contract.Posts[1]], Commitments = [Council] }).Words("2025-02-03", "2025-02-13");

        Assert.Equal(
            ["Mon 3 Feb Digest old: Due council", "Mon 3 Feb Quiet admin", "Thu 6 Feb Urgent old: Due council", "Mon 10 Feb Digest new: Due council", "Mon 10 Feb Handover new: Due council", "Thu 13 Feb Urgent new: Due council"],
            words);
    }

    [Fact]
    public void A_deputy_is_told_while_covering_and_a_week_after()
    {
        var inspector = A.Inspector with { Deputies = [new("Cover", "cover@example.org", A.Day("2025-02-11"), A.Day("2025-02-21"))] };
        var notices = new Office(A.Contract with { Posts = [inspector, A.Contract.Posts[1]], Commitments = [Council] }).Run("2025-02-06", "2025-02-24");

        Assert.Equal(["inspector", "cover", "cover", "cover", "inspector"], notices.Select(notice => notice.Recipient.Address.Split('@')[0]));
        Assert.Equal(ReminderStep.Over(7), Assert.Single(notices[3].Lines.Single().Tells).Step);
        Assert.Equal(BecauseKind.Covers, notices[3].Lines.Single().Because.Kind);
    }

    [Fact]
    public void Of_a_vacant_post_the_next_one_up_is_told_and_the_admin_once()
    {
        var left = A.Inspector with { Holders = [new("Gone", "gone@example.org", A.Day("2019-01-01"), A.Day("2025-01-31"))] };
        var notices = new Office(A.Contract with { Posts = [left, A.Contract.Posts[1]], Commitments = [Council] }).Run("2025-02-03", "2025-02-13");

        Assert.Equal(
            ["Mon 3 Feb Digest chief: Due council", "Mon 3 Feb Admin admin: Trouble inspector", "Thu 6 Feb Urgent chief: Due council", "Thu 13 Feb Urgent chief: Due council"],
            notices.Select(Office.WordsOf));
        Assert.Equal(BecauseKind.NextUp, notices[0].Lines.Single().Because.Kind);
        Assert.Contains("The post Neighbourhood Inspector has been vacant since Saturday 1 February 2025: the Chief Inspector is told", Office.Flat(notices[1]), StringComparison.Ordinal);
    }

    [Fact]
    public void When_nobody_answers_for_any_post_the_admin_is_told_in_their_place()
    {
        var nobody = A.Contract with { Posts = [.. A.Contract.Posts.Select(post => post with { Holders = [] })], Commitments = [Council] };
        var notice = new Office(nobody).On(A.Day("2025-02-06"))[0];

        Assert.Equal((Office.Admin, BecauseKind.Nobody), (notice.Recipient, notice.Lines.Single().Because.Kind));
    }

    [Fact]
    public void Somebody_with_posts_in_two_teams_gets_one_notice_a_day()
    {
        var north = A.Contract with { Commitments = [Council] };
        var south = north with { Id = "south", Title = "South", Posts = [A.Inspector with { Holders = [new("Alex North", "INSPECTOR@example.org", A.Day("2019-01-01"))] }, A.Contract.Posts[1]] };
        var notice = Assert.Single(new Office(north, south).On(A.Day("2025-02-06")));

        Assert.Equal(["north", "south"], notice.Lines.Select(line => line.Team));
    }
}
